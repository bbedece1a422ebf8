# shellcheck shell=sh disable=SC2034,SC2154
# How the fake docker creates a container.

json() {
  case $1 in
  *[\\\"]*) quoted=$(printf '%s' "$1" | sed 's/[\\"]/\\&/g') ;;
  *) quoted="$1" ;;
  esac
  quoted="\"$quoted\""
}

# Adds a published port, `127.0.0.1:80:8000/tcp`, to the lines of $ports, as docker inspect prints it.
publish() {
  protocol=tcp address=0.0.0.0
  published="$1"
  case $published in */*) protocol="${published#*/}" published="${published%/*}" ;; esac
  inside="${published##*:}" outside="${published%:*}"
  case $outside in
  *:*) address="${outside%:*}" outside="${outside##*:}" ;;
  "$inside") case $published in *:*) ;; *) outside=49153 ;; esac ;;
  esac
  ports="$ports$newline\"$inside/$protocol\":[{\"HostIp\":\"$address\",\"HostPort\":\"$outside\"}]"
}

# Appends a label, `name=value`, to $labels.
label() {
  json "${1#*=}"
  labels="${labels:+$labels,}\"${1%%=*}\":$quoted"
  case $1 in towpath.service=*) service="${1#*=}" ;; towpath.release=*) release="${1#*=}" ;; esac
}

create() {
  finish_anyway
  name='' labels='' restart=no ports='' service='' release='' networks=bridge
  while :; do
    # `--option=value` is like `--option value`.
    case $1 in --*=*) option="${1%%=*}" value="${1#*=}" words=1 ;; *) option="$1" value="${2:-}" words=2 ;; esac
    case $option in
    --name) name="$value" ;;
    --label) label "$value" ;;
    --restart) restart="$value" ;;
    --publish) publish "$value" ;;
    --network) networks="$value" ;;
    --env-file) [ -r "$value" ] || {
      echo "docker: open $value: no such file or directory." >&2
      echo "See 'docker create --help'." >&2
      return 125
    } ;;
    --init | --read-only | --no-healthcheck) words=1 ;;
    --volume | --env | --network-alias | --log-driver | --log-opt | --memory | --cpus | --cap-add | --cap-drop | --user) ;;
    --tmpfs | --add-host | --ulimit | --entrypoint | --stop-timeout) ;;
    --*) unsupported "create $option" ;;
    *) break ;;
    esac
    shift $words
  done
  reference "$1"
  [ -f "$root/images/$repository/$version" ] || {
    echo "Unable to find image '$1' locally" >&2
    pull "$1" >&2 || return 1
  }
  if find_id "$name"; then
    daemon_error "Conflict. The container name \"/$name\" is already in use by container \"$ID\". You have to remove (or rename) that container to be able to reuse that name."
    return 1
  fi
  random_id
  image="$1" name="${name:-$ID}" labels="{$labels}"
  shift
  release="${release:-$image}"
  sort_ports
  created=$(date -u +%Y-%m-%dT%H:%M:%S.%NZ)
  started=0001-01-01T00:00:00Z status=created exit=0 since=0
  find_behaviour "$*"
  choose_address
  mkdir -p "$containers/$ID"
  save
  echo "$ID"
}

# Makes a JSON object of the lines of $ports, in the order of the ports.
sort_ports() {
  ports="${ports#"$newline"}"
  case $ports in *"$newline"*) ports=$(printf %s "$ports" | sort | paste -sd , -) ;; esac
  ports="{$ports}"
}

# Sets ID to 64 random hexadecimal digits.
random_id() {
  ID=
  for _ in 1 2; do
    IFS=- read -r one two three four five </proc/sys/kernel/random/uuid
    ID="$ID$one$two$three$four$five"
  done
}

# Sets how a container of the image behaves: by its command if the image has a line for it, else by the host's name.
find_behaviour() {
  read -r digest <"$root/images/$repository/$version"
  read -r host <"$root/name"
  behaviour='' any='' of_host=''
  while IFS='|' read -r key how; do
    case $key in
    "$1") behaviour="$how" ;;
    "$host") of_host="$how" ;;
    '*') any="$how" ;;
    esac
  done <"$root/registry/$repository/$digest"
  behaviour="${behaviour:-${of_host:-$any}}"
}

# Sets the address of a new container: one of the host's network, if that runs.
choose_address() {
  address=172.17.0.2
  [ -f "$root/network" ] || return 0
  read -r address <"$root/network"
  echo >>"$root/addresses"
  address="$address.$(($(wc -l <"$root/addresses") % 250 + 2))"
}

