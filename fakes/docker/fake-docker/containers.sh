# shellcheck shell=sh disable=SC2034,SC2154
# The commands of the fake docker that change or list containers.

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
  ports="$ports
\"$inside/$protocol\":[{\"HostIp\":\"$address\",\"HostPort\":\"$outside\"}]"
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
  other=$(find_name "$name" && echo "$ID")
  if [ -n "$other" ]; then
    daemon_error "Conflict. The container name \"/$name\" is already in use by container \"$other\". You have to remove (or rename) that container to be able to reuse that name."
    return 1
  fi
  image="$1" name="${name:-$(od -An -N4 -tx1 /dev/urandom | tr -d ' \n')}" labels="{$labels}" ports="{$(printf %s "$ports" | sed 1d | sort | paste -sd , -)}"
  shift
  release="${release:-$image}"
  ID=$(od -An -N32 -tx1 -v /dev/urandom | tr -d ' \n')
  created=$(date -u +%Y-%m-%dT%H:%M:%S.%NZ)
  started=0001-01-01T00:00:00Z status=created exit=0 since=0
  find_behaviour "$*"
  choose_address
  mkdir -p "$containers/$ID"
  save
  echo "$ID"
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

# Whether another running container has one of the ports of this one.
clash() {
  for file in "$containers"/*/state; do
    other="${file%/state}"
    [ "${other##*/}" != "$ID" ] || continue
    (ID="${other##*/}" mine="$ports" && load && [ "$status" = running ] && [ "$ports" != '{}' ] && shares "$mine") && return 0
  done
  return 1
}

# Whether the loaded container publishes a host port that $1 lists.
shares() {
  asked="$1"
  while :; do
    case $asked in *'"HostPort":"'*) ;; *) return 1 ;; esac
    asked="${asked#*\"HostPort\":\"}"
    taken="${asked%%\"*}"
    case $ports in *"\"HostPort\":\"$taken\""*) return 0 ;; esac
  done
}

start() {
  finish_anyway
  if ! find_container "$1"; then
    daemon_error "No such container: $1"
    echo "Error: failed to start containers: $1" >&2
    return 1
  fi
  if [ "$status" != running ]; then
    pace start
    if [ "$ports" != '{}' ] && clash; then
      exit=128
      save
      outside="${ports##*\"HostPort\":\"}"
      daemon_error "driver failed programming external connectivity on endpoint $name: Bind for 0.0.0.0:${outside%%\"*} failed: port is already allocated"
      echo "Error: failed to start containers: $1" >&2
      return 1
    fi
    for network in $networks; do
      [ "$network" = bridge ] || [ -f "$root/networks/$network" ] || {
        daemon_error "network $network not found"
        echo "Error: failed to start containers: $1" >&2
        return 1
      }
    done
    ask start "$ID" "$address" "$release" "$behaviour" "$ports" || {
      exit=128
      save
      daemon_error "driver failed programming external connectivity on endpoint $name: Error starting userland proxy: listen tcp4 0.0.0.0:$answer: bind: address already in use"
      echo "Error: failed to start containers: $1" >&2
      return 1
    }
    now
    started=$(date -u +%Y-%m-%dT%H:%M:%S.%NZ)
    status=running exit=0 since=$ms
    save
    echo "$name" >>"$root/started"
  fi
  echo "$1"
}

stop() {
  finish_anyway
  find_container "$1" || { daemon_error "No such container: $1" || return 1; }
  if [ "$status" = running ]; then
    ask stop "$ID"
    pace stop
    status=exited exit=0
    # Such a command does not handle the signal.
    [ "$kind" != job ] || exit=137
    save
  fi
  echo "$1"
}

rename() {
  if ! find_container "$1"; then
    daemon_error "No such container: $1"
    echo "Error: failed to rename container named $1" >&2
    return 1
  fi
  renamed="$ID"
  if find_name "$2"; then
    daemon_error "Error when allocating new name: Conflict. The container name \"/$2\" is already in use by container \"$ID\". You have to remove (or rename) that container to be able to reuse that name."
    echo "Error: failed to rename container named $1" >&2
    return 1
  fi
  ID="$renamed"
  load
  name="$2"
  save
}

unpause() {
  find_container "$1" || { daemon_error "No such container: $1" || return 1; }
  daemon_error "Container $ID is not paused"
}

remove() {
  if ! find_container "$1"; then
    echo "Error: No such container: $1" >&2
    [ -n "$forced" ]
    return
  fi
  if [ "$status" = running ] && [ -z "$forced" ]; then
    daemon_error "You cannot remove a running container $ID. Stop the container before attempting removal or force remove"
    return 1
  fi
  ask stop "$ID"
  rm -rf "${containers:?}/$ID"
  echo "$1"
}

# Whether the loaded container has the labels of the lines of $labels_wanted.
has_labels() {
  while IFS= read -r label; do
    case $label in
    '') continue ;;
    *=*) label="\"${label%%=*}\":\"${label#*=}\"" ;;
    # Any value.
    *) label="\"$label\":\"" ;;
    esac
    case $labels in *"$label"*) ;; *) return 1 ;; esac
  done <<END
$labels_wanted
END
}

list() {
  all='' full='' labels_wanted='' state='' ancestor='' network='' only='' names=
  while [ $# -gt 0 ]; do
    case $1 in
    -aq) all=1 ;;
    -q) ;;
    --no-trunc) full=1 ;;
    --format)
      [ "$2" = '{{.Names}}' ] || unsupported "ps --format $2"
      names=1
      shift
      ;;
    --filter)
      case $2 in
      label=*=*)
        label="${2#label=}"
        labels_wanted="$labels_wanted$label
"
        ;;
      label=*)
        labels_wanted="$labels_wanted${2#label=}
"
        ;;
      name=^*$)
        only="${2#name=^}"
        only="${only%$}"
        ;;
      network=*) network="${2#network=}" ;;
      status=*) state="${2#status=}" ;;
      ancestor=*)
        reference "${2#ancestor=}"
        ancestor=unknown
        [ ! -f "$root/images/$repository/$version" ] || read -r ancestor <"$root/images/$repository/$version"
        ;;
      *) unsupported "ps --filter $2" ;;
      esac
      shift
      ;;
    *) unsupported "ps $1" ;;
    esac
    shift
  done
  for file in "$containers"/*/state; do
    [ -f "$file" ] || continue
    ID="${file%/state}"
    ID="${ID##*/}"
    load
    [ -n "$all" ] || [ "$status" = running ] || continue
    [ -z "$state" ] || [ "$status" = "$state" ] || continue
    [ -z "$only" ] || [ "$name" = "$only" ] || continue
    case " $networks " in *" ${network:-$networks} "*) ;; *) continue ;; esac
    has_labels || continue
    if [ -n "$ancestor" ]; then
      reference "$image"
      read -r digest <"$root/images/$repository/$version"
      [ "$digest" = "$ancestor" ] || continue
    fi
    if [ -n "$names" ]; then echo "$name"
    elif [ -n "$full" ]; then echo "$ID"
    else printf '%.12s\n' "$ID"
    fi
  done
}
