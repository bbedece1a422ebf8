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
# During an upgrade: the old one, which still has the routes, and the new one before the old one stops.
old_container=towpath-proxy-old
next_container=towpath-proxy-next
state_folder=/home/kamal-proxy/.config/kamal-proxy

# Reports a failure: a word for the reason, and output of docker.
record_failure() {
  [ -z "$ended" ] || set -- ended ''
  record failed "$@"
}

# Sets `state`, `restarts` and `differs`, which is 1 if the container has another image or other ports. All are empty if there is none.
read_proxy() {
  local found
  state='' restarts='' differs='' found=''
  docker container inspect --format '{{.State.Status}} {{.RestartCount}} {{.Config.Image}}{{range $port, $all := .HostConfig.PortBindings}}{{range $all}} {{.HostPort}}:{{$port}}{{end}}{{end}}' "$proxy_container" >"$run_dir/proxy" 2>/dev/null || return 0
  read -r state restarts found <"$run_dir/proxy"
  # The order of Go's maps in a template: by key.
  [ "$found" = "$image $https:443/tcp $http:80/tcp" ] || differs=1
}

exists() {
  docker container inspect --format . "$1" >/dev/null 2>&1
}

# Creates a proxy. Arguments: the container's name, and another label or none.
create_proxy() {
  local options=
  case $(docker info --format '{{.LoggingDriver}}' </dev/null 2>/dev/null) in
  # It logs every request. Other drivers refuse this option.
  json-file | local) options='--log-opt max-size=10m' ;;
  esac
  # shellcheck disable=SC2086
  run docker create --name "$1" --label towpath.proxy=1 --label "towpath.maker=$slug" ${2:+--label "$2"} \
    --network towpath --restart unless-stopped --volume "towpath-proxy:$state_folder" $options \
    --publish "$http:80" --publish "$https:443" "$image" kamal-proxy run >/dev/null 2>"$run_dir/output"
}

networks() {
  docker network ls -q --no-trunc --filter 'name=^towpath$' 2>/dev/null
}

create_network() {
  local id
  docker network inspect towpath >/dev/null 2>&1 || docker network create towpath >/dev/null 2>"$run_dir/output"
  # Docker allows several of one name, and then refuses to use any. It refuses to remove one that is in use.
  for id in $(networks); do
    [ "$(networks | wc -l)" -le 1 ] || docker network rm "$id" >/dev/null 2>&1
  done
  [ "$(networks | wc -l)" -eq 1 ]
}

# Starts the proxy, and waits until it answers. Reports why it does not.
start_and_await() {
  local begin first=''
  now
  begin=$ms
  case $state in
  paused) run docker unpause "$proxy_container" >/dev/null 2>"$run_dir/output" ;;
  *) run docker start "$proxy_container" >/dev/null 2>"$run_dir/output" ;;
  esac || {
    record_failure start-failed "$(last_output)"
    return 1
  }
  while ! run list_routes >/dev/null 2>"$run_dir/output"; do
    read_proxy
    first="${first:-$restarts}"
    now
    if [ -n "$ended" ] || [ "$state" = exited ] || [ "${restarts:-0}" -gt $((${first:-0} + 2)) ] || [ $((ms - begin)) -gt 30000 ]; then
      record_failure no-answer "$(last_output)"
      record_log
      return 1
    fi
    run sleep 0.3
  done
}

# Prints the last lines of the proxy's log.
record_log() {
  docker logs --tail 20 "$proxy_container" 2>&1 | while IFS= read -r line || [ -n "$line" ]; do record log '' "$line"; done
}

# Waits until no other environment is replacing the proxy, but not for long: its run may be dead. Then restores what an upgrade left halfway.
end_earlier_upgrade() {
  local begin new
  end_on_sigterm
  now
  begin=$ms
  while exists "$old_container" || exists "$next_container"; do
    new="$next_container"
    exists "$new" || new="$proxy_container"
    # This run has the environment's lock, so no other run of the environment is at work.
    [ "$(docker container inspect --format '{{index .Config.Labels "towpath.maker"}}' "$new" 2>/dev/null)" != "$slug" ] || break
    now
    [ $((ms - begin)) -lt 100000 ] || break
    if [ -n "$ended" ]; then
      record_failure ended
      return 1
    fi
    run sleep 1
  done
  ! exists "$old_container" || restore_old || return
  docker rm -f "$next_container" >/dev/null 2>&1
  end_on_sigterm
}

# Gives the old proxy its place back. Returns 2 if it does not answer there.
restore_old() {
  trap '' TERM
  ended=
  if exists "$old_container"; then
    # It may still be stopping.
    docker stop -t 15 "$old_container" >/dev/null 2>&1
    docker stop -t 15 "$proxy_container" >/dev/null 2>&1
    docker rm -f "$proxy_container" >/dev/null 2>&1
    # The new one may have changed the routes that it found.
    [ ! -s "$run_dir/proxy-state" ] || docker cp - "$old_container:$state_folder" <"$run_dir/proxy-state" >/dev/null 2>&1
    docker rename "$old_container" "$proxy_container" 2>/dev/null
  fi
  read_proxy
  start_and_await >"$run_dir/restoring" && return 0
  record lost "$(last_output)"
  return 2
}

has_lost_network() {
  local id
  id=$(docker container inspect --format '{{range .NetworkSettings.Networks}}{{.NetworkID}}{{end}}' "$proxy_container" 2>/dev/null)
  [ -n "$id" ] && ! docker network inspect "$id" >/dev/null 2>&1
}

make_or_start() {
  end_earlier_upgrade || return
  local made=
  read_proxy
  case $state$differs in
  # It serves nobody, so nothing is lost by following the configuration.
  exited1 | dead* | restarting1) docker rm -f "$proxy_container" >/dev/null 2>&1 && state= ;;
  # `docker network prune` does not count one that is stopped, and docker never starts it again without the network that it had.
  exited) ! has_lost_network || { docker rm -f "$proxy_container" >/dev/null 2>&1 && state=; } ;;
  esac
  if [ -z "$state" ]; then
    if create_proxy "$proxy_container" "towpath.run=$run_id"; then made=1
    else
      # The name makes it certain that only one of several runs makes it. That one makes the network too, of which there could be two.
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

# Makes the network, if it is missing: at once if the argument is 1, else if the run that made the proxy has not in ten seconds.
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

# Prints the routes in a form that can be compared.
print_routes() {
  list_routes >"$run_dir/list" 2>"$run_dir/output" && tr -s ' ' <"$run_dir/list" | sed 's/ *$//'
}

# Replaces the proxy. Between the two, nothing answers at its ports.
upgrade() {
  local before='' old_image
  if ! end_earlier_upgrade || ! create_proxy "$next_container"; then
    [ -n "$ended" ] || record_failure create-failed "$(last_output)"
    docker rm -f "$next_container" >/dev/null 2>&1
    exists "$old_container" || record restored 0
    return 1
  fi
  read_proxy
  # One that does not answer has no routes to compare with.
  [ "$state" != running ] || ! print_routes >"$run_dir/routes" || before=1
  rm -f "$run_dir/proxy-state"
  if replace "$before"; then
    record switched "$gap"
    old_image=$(docker container inspect --format '{{.Config.Image}}' "$old_container" 2>/dev/null)
    docker rm "$old_container" >/dev/null 2>&1
    # Docker refuses if it is used elsewhere.
    docker rmi "$old_image" >/dev/null 2>&1
    return 0
  fi
  docker rm -f "$next_container" >/dev/null 2>&1
  restore_old || return
  now
  record restored "$((gap > 0 ? ms - gap : 0))"
  return 1
}

replace() {
  gap=0
  run docker rename "$proxy_container" "$old_container" 2>"$run_dir/output" &&
    run docker rename "$next_container" "$proxy_container" 2>"$run_dir/output" || {
    record_failure start-failed "$(last_output)"
    return 1
  }
  record stopping
  now
  gap=$ms
  # It answers what it has for ten seconds.
  run docker stop -t 15 "$old_container" >/dev/null 2>"$run_dir/output" || {
    record_failure stop-failed "$(last_output)"
    return 1
  }
  docker cp "$old_container:$state_folder/kamal-proxy.state" - >"$run_dir/proxy-state" 2>/dev/null
  read_proxy
  start_and_await || return 1
  if [ "$1" = 1 ] && [ "$(print_routes)" != "$(cat "$run_dir/routes")" ]; then
    record_failure other-routes "$(print_routes | tr '\n' ';')"
    record_log
    return 1
  fi
  now
  gap=$((ms - gap))
}

# Does what the step after a run that was killed has to do.
restore() {
  end_earlier_upgrade || return
  read_proxy
  [ "$state" != exited ] || start_and_await || return
  record found "$(docker container inspect --format '{{.Config.Image}}' "$proxy_container" 2>/dev/null)"
}

# One whose connection was lost removes what it has made.
end_earlier_worker
case $mode in
ensure | create) run_until_input_closes make_or_start ;;
upgrade) run_until_input_closes upgrade ;;
restore) restore ;;
esac
