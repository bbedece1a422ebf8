# How switch.sh moves the requests for a service from one container to another through the proxy of the host. The variables are those that
# read_service sets.

# Prints a container's label with its route; nothing if it is not behind the proxy.
route_label() {
  docker inspect --format '{{index .Config.Labels "towpath.route"}}' "$1" 2>/dev/null | sed '/^<no value>$/d'
}

# Whether a container gets the requests of its route. Arguments: its id and its label.
is_routed() {
  local rest="${2#* }"
  read_route "${2%% *}" || return 1
  [ "$target" = "$(printf '%.12s' "$1"):${rest%% *}" ]
}

# Runs `kamal-proxy deploy`. A signal ends the wait for it, but not the command: the proxy would continue in any case, and while the command
# runs, the proxy may still switch. The file `deploying.SERVICE` exists until its result is known.
run_deploy() {
  local code
  [ -z "$ended" ] || return 143
  child=
  deploy_route "$@" >/dev/null 2>"$run_dir/deploy.$service" &
  [ "$1" != "$new" ] || echo $! >"$run_dir/deploying.$service"
  wait $!
  code=$?
  [ -z "$ended" ] || return 143
  cat "$run_dir/deploy.$service" >"$run_dir/output"
  case $code$(last_output) in
  0* | *'to become healthy'* | *'conflict with another'*) [ "$1" != "$new" ] || rm -f "$run_dir/deploying.$service" ;;
  esac
  return $code
}

# Gives a container its route, and makes sure that it has it. Arguments: its id and its label.
give_route() {
  local within=10 drain='' wait=20 tries=0 target route_state
  [ -z "$hurry" ] || within=5 drain=3 wait=3
  while [ $tries -lt 3 ]; do
    if run_deploy "$1" "$2" "$within" "$drain" && is_routed "$1" "$2"; then
      # Its route was paused or stopped by hand.
      [ "$route_state" = running ] || (kamal_proxy resume "${2%% *}") >/dev/null 2>&1
      return 0
    fi
    [ -z "$ended" ] || return 1
    case $(last_output) in *'to become healthy'* | *'conflict with another'*) return 1 ;; esac
    # The proxy, or docker, is not running or has just started.
    await_proxy $wait || return 1
    tries=$((tries + 1))
  done
  return 1
}

# Switches a service behind the proxy. The old container keeps running, since other hosts may fail; cleanup.sh stops it. If the proxy needs
# its port, it stops here.
switch_behind_proxy() {
  local label id other how="$created" target='' route_state=''
  [ "$created" = keep ] || start_new || return 1
  wait_until_healthy "$new" || return 1
  set_restart_policy || return 1
  if [ "$stop_first" = 1 ]; then stop_old || return 1; fi
  label=$(route_label "$new")
  # It has its route; there are only other containers of its service, which an earlier cleanup could not stop.
  if [ "$created" = keep ] && is_routed "$new" "$label" && [ "$route_state" = running ]; then how=routed; fi
  record routing "$service" "$how"
  routed=1
  for id in $old; do
    # A service that is no longer configured may have the same host.
    other=$(route_label "$id")
    case ${other%% *} in '' | "${label%% *}") continue ;; esac
    now
    [ "$gap" != 0 ] || gap=$ms
    remove_route "${other%% *}" 2>/dev/null
  done
  if [ "$stop_first" = 1 ]; then await_proxy 20; fi
  [ "$how" = routed ] || give_route "$new" "$label" || {
    record_failure proxy-failed '' "$(last_output)"
    return 1
  }
  in_service=1
  end_gap
  record switched "$service" "$gap" "$how"
}

# Whether a `deploy` of the new container is running, here or in the proxy, which continues it without its client.
is_deploying() {
  local id pid=
  id=$(printf '%.12s' "$new")
  [ ! -f "$run_dir/deploying.$service" ] || read -r pid <"$run_dir/deploying.$service"
  [ -z "$pid" ] || ! grep -qs "$id" "/proc/$pid/cmdline" || return 0
  docker top "$proxy_container" 2>/dev/null | grep -q "target $id:"
}

# Waits until no `deploy` of the new container can still take effect. Fails if that takes too long.
await_deploy() {
  local begin limit=30000 quiet=0
  [ -z "$hurry" ] || limit=3000
  now
  begin=$ms
  # Once it has taken effect, it only waits for requests in progress.
  until [ -n "$settled" ]; do
    if is_deploying; then quiet=0
    # If its client was killed, it may be about to start in the proxy.
    elif [ ! -f "$run_dir/deploying.$service" ] || [ $quiet -ge 8 ]; then settled=unused
    else quiet=$((quiet + 1))
    fi
    ! is_named "$new" || settled=used
    now
    [ $((ms - begin)) -lt $limit ] || break
    [ -n "$settled" ] || sleep 0.25
  done
  [ -n "$settled" ]
}

# Whether the proxy has a route to a container. Returns 2 if the proxy does not answer.
is_named() {
  local routes
  routes=$(list_routes 2>/dev/null) || return 2
  case $routes in *"$(printf '%.12s' "$1"):"*) ;; *) return 1 ;; esac
}

# Whether the new container gets requests or may get some; yes if that is not known.
may_get_requests() {
  [ -n "$routed" ] || return 1
  case $(docker inspect --format '{{.State.Running}}' "$new" 2>&1) in false | *'No such'*) return 1 ;; esac
  await_deploy || return 0
  is_named "$new"
  [ $? != 1 ]
}

# Restores the routes of the old containers; if they had none, removes that of the new one. Fails if one can't be restored.
# Argument: the new container's label, or nothing if it is not behind the proxy.
route_back() {
  local id label names=' '
  for id in $old; do
    if ! docker inspect "$id" >/dev/null 2>"$run_dir/output"; then
      lost_route="$id"
      return 1
    fi
    label=$(route_label "$id")
    # The first container with a route is the one that had it.
    case $names in *" ${label%% *} "*) continue ;; esac
    keep_running "$id"
    [ -n "$label" ] || continue
    names="$names${label%% *} "
    ! is_routed "$id" "$label" || continue
    case ${1%% *} in '' | "${label%% *}") ;; *) remove_route "${1%% *}" 2>/dev/null ;; esac
    if ! give_route "$id" "$label"; then
      lost_route="$id"
      return 1
    fi
    record rerouted "$service" "$id"
  done
  [ -n "$1" ] && [ -n "$routed" ] || return 0
  case $names in *" ${1%% *} "*) ;; *) remove_route "${1%% *}" 2>/dev/null ;; esac
}

# Starts an old container that has ended.
keep_running() {
  # The cleanup of a run that was killed may be stopping it.
  [ ! -f "$run_dir/stopping.$1" ] || docker stop -t 1 "$1" >/dev/null 2>&1
  rm -f "$run_dir/stopping.$1"
  [ "$(docker inspect --format '{{.State.Running}}' "$1" 2>/dev/null)" != true ] || return 0
  start_again "$1" || return 1
  [ -n "$hurry" ] || wait_until_healthy "$1" >/dev/null
}

# Rolls back a service whose containers run side by side: first the old one gets its requests back, then the new one ends. The new one is
# kept while it may still get requests; the post step or the next deployment then finds both.
roll_back_behind_proxy() {
  local label lost_route='' problem='' settled=''
  label=$(route_label "$new")
  await_deploy
  route_back "$label" || problem=$(last_output)
  if may_get_requests; then
    record lost "$service" "${lost_route:-$new}" "${problem:-the proxy may still switch to the new container}" kept
    result=2
    return 0
  fi
  remove_new
  # The proxy may have been restarted with other routes.
  give_routes_back "$label"
}

# As route_back; records a container that can't get its route back.
give_routes_back() {
  local lost_route=
  route_back "$1" && return
  record lost "$service" "$lost_route" "$(last_output)"
  result=2
}

# Rolls back a service whose old container had a port that the proxy has now.
roll_back_with_port() {
  [ -z "$routed" ] || remove_route "$(route_label "$new" | cut -d ' ' -f 1)" 2>/dev/null
  if [ -n "$stopped" ]; then docker stop "$proxy_container" >/dev/null 2>&1; fi
  [ "$proxy" != first ] || docker rm -f "$proxy_container" >/dev/null 2>&1
  restore_old
  remove_new
}
