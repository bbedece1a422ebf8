# The proxy of the host, one for all environments: makes it, or replaces it by one with another image or other ports.
# Arguments: what to do, the environment's folder, the run's id, the proxy's image and its ports for HTTP and HTTPS:
#   ensure   makes it, or starts one that is there, and waits until it answers
#   create   makes one that is not started yet, since containers that this deployment replaces still have its ports
#   upgrade  replaces the one that is there, if the new one has the same routes
#   restore  ends an upgrade that did not finish: the old one is back
mode="$1" slug="$2"
set_folders "$2" "$3"
# The post step may find it gone.
(umask 077 && mkdir -p "$run_dir")
run_id="$3" image="$4" http="$5" https="$6"

has_lost_network() {
  local ids
  ids=$(docker container inspect --format '{{range .NetworkSettings.Networks}}{{.NetworkID}} {{end}}' "$proxy_container" 2>/dev/null)
  # shellcheck disable=SC2086
  [ -n "${ids% }" ] && ! docker network inspect $ids >/dev/null 2>&1
}

make_or_start() {
  end_earlier_upgrade || return
  local made=
  read_proxy
  case $state$differs in
  # It serves no requests, so it can be replaced by one as configured.
  exited1 | dead* | restarting1) docker rm -f "$proxy_container" >/dev/null 2>&1 && state= ;;
  # `docker network prune` removes the network of a stopped container, and without that network docker can't start it again.
  exited) ! has_lost_network || { docker rm -f "$proxy_container" >/dev/null 2>&1 && state=; } ;;
  esac
  if [ -z "$state" ]; then
    if create_proxy "$proxy_container" "towpath.run=$run_id"; then made=1
    else
      # The name is unique, so only one of several runs makes the proxy. It makes the network too, since network names are not unique.
      case $(last_output) in
      *'already in use'*) ;;
      *)
        record_failure create-failed "$(last_output)"
        return 1
        ;;
      esac
    fi
  fi
  await_network "$made" || {
    record_failure create-failed "$(last_output)"
    return 1
  }
  read_proxy
  [ "$mode" = ensure ] || [ "$state" != created ] || return 0
  start_and_await && return 0
  [ -z "$made" ] || docker rm -f "$proxy_container" >/dev/null 2>&1
  return 1
}

# Makes the network if it is missing: immediately if the argument is 1, otherwise after the run that made the proxy had ten seconds to do it.
await_network() {
  local tries=0
  read_proxy
  # While it is being made, its name is taken, but docker shows no container yet.
  while [ "$1" != 1 ] && [ "${state:-created}" = created ] && [ $tries -lt 20 ] && ! docker network inspect towpath >/dev/null 2>&1; do
    tries=$((tries + 1))
    run sleep 0.5
    read_proxy
  done
  create_network
}

# A worker whose connection was lost removes what it has made.
end_earlier_worker
case $mode in
ensure | create) run_until_input_closes make_or_start ;;
upgrade) run_until_input_closes upgrade ;;
restore) restore ;;
esac
