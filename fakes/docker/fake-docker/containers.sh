# shellcheck shell=sh disable=SC2034,SC2154
# The commands of the fake docker that change a container.

# Whether another running container has one of the ports of this one.
clash() {
  mine="$ports" this="$ID" clashes=1
  for file in "$containers"/*/state; do
    ID="${file%/state}"
    ID="${ID##*/}"
    [ "$ID" != "$this" ] || continue
    load
    [ "$status" = running ] && [ "$ports" != '{}' ] && shares "$mine" && clashes=0 && break
  done
  ID="$this"
  load
  return $clashes
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
