# shellcheck shell=sh disable=SC2034,SC2154
# The commands of the fake docker for networks, volumes and programs in containers.

# Sends words to container-network.ts, if it runs for this host. Sets `answer` to the text that it answers; returns its code.
ask() {
  answer=
  [ -p "$root/requests" ] || return 0
  separator=$(printf '\037')
  reply="reply.$$"
  mkfifo "$root/$reply"
  # Open for reading as well, so that the answer is not lost if it comes before the script reads.
  exec 9<>"$root/$reply"
  words="$reply"
  for word; do words="$words$separator$word"; done
  printf '%s\n' "$words" >"$root/requests"
  read -r asked_code <&9
  exec 9>&-
  # With the line ends, which the shell would remove.
  answer=$(cat "$root/$reply.text" && echo .)
  answer="${answer%.}"
  rm -f "$root/$reply" "$root/$reply.text"
  return "$asked_code"
}

# Runs a program in a container: kamal-proxy only.
execute() {
  if ! find_container "$1"; then
    echo "Error: No such container: $1" >&2
    return 1
  fi
  if [ "$status" != running ]; then
    daemon_error "Container $ID is not running"
    return 1
  fi
  [ "$2" = kamal-proxy ] || unsupported "exec $2"
  shift 2
  if ask exec "$ID" "$@"; then
    printf %s "$answer"
  else
    code=$?
    printf %s "$answer" >&2
    return $code
  fi
}

is_network() {
  [ "$1" = bridge ] || [ -f "$root/networks/$1" ]
}

create_network() {
  if is_network "$1"; then
    daemon_error "network with name $1 already exists"
    return 1
  fi
  mkdir -p "$root/networks"
  od -An -N32 -tx1 -v /dev/urandom | tr -d ' \n' >"$root/networks/$1"
  cat "$root/networks/$1" && echo
}

list_networks() {
  case $* in
  "--format network{{\"\\t\"}}{{.Name}}") prefix="network$(printf '\t')" ;;
  '--format {{.Name}}') prefix= ;;
  '-q --no-trunc --filter name=^'*'$')
    asked="${4#name=^}"
    [ ! -f "$root/networks/${asked%$}" ] || { cat "$root/networks/${asked%$}" && echo; }
    return
    ;;
  *) unsupported "network ls $*" ;;
  esac
  for network in "$root/networks"/*; do
    [ ! -f "$network" ] || echo "$prefix${network##*/}"
  done
  for network in bridge host none; do echo "$prefix$network"; done
}

# With a template, it prints an empty line for a network that does not exist.
inspect_network() {
  shift
  format=
  [ "$1" != --format ] || {
    format="$2"
    shift 2
  }
  if ! is_network "$1"; then
    if [ -n "$format" ]; then echo; else echo '[]'; fi
    echo "Error: No such network: $1" >&2
    return 1
  fi
  case $format in
  '') echo "[{\"Name\":\"$1\"}]" ;;
  '{{.Name}}') echo "$1" ;;
  *) unsupported "network inspect --format $format" ;;
  esac
}

connect_network() {
  if ! find_container "$2"; then
    daemon_error "No such container: $2"
    return 1
  fi
  if ! is_network "$1"; then
    daemon_error "network $1 not found"
    return 1
  fi
  case " $networks " in
  *" $1 "*)
    daemon_error "endpoint with name $name already exists in network $1"
    return 1
    ;;
  esac
  networks="$networks $1"
  save
}

remove_network() {
  if [ ! -f "$root/networks/$1" ]; then
    echo "Error: No such network: $1" >&2
    return 1
  fi
  rm "$root/networks/$1"
  echo "$1"
}

create_volume() {
  mkdir -p "$root/volumes/$1"
  echo "$1"
}

inspect_volume() {
  if [ ! -d "$root/volumes/$2" ]; then
    echo '[]'
    echo "Error: No such volume: $2" >&2
    return 1
  fi
  echo "[{\"Name\":\"$2\"}]"
}

# Copies the state of the proxy, which is all that a container of this fake has, out of it or into it, as a tar archive.
copy() {
  case $1 in -) place="$2" ;; *) place="$1" ;; esac
  if ! find_container "${place%%:*}"; then
    echo "Error: No such container:path: $place" >&2
    return 1
  fi
  if [ "$1" = - ]; then tar -xf - -C "$root/volumes/towpath-proxy"
  else tar -cf - -C "$root/volumes/towpath-proxy" "${place##*/}"
  fi
}

# Lists the programs of a container that runs: the commands that the proxy has not answered yet.
processes() {
  if ! find_container "$1"; then
    daemon_error "No such container: $1"
    return 1
  fi
  if [ "$status" != running ]; then
    daemon_error "Container $ID is not running"
    return 1
  fi
  ask top "$ID"
  printf 'UID PID PPID C STIME TTY TIME CMD\n%s' "$answer"
}
