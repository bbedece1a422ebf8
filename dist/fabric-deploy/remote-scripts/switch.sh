# Replaces containers by new ones, all of them or none; or rolls that back; or checks that those behind the proxy are still in service.
# Arguments: `switch`, `rollback` or `check`, `hurry` or empty, the environment's folder, the run's id, then for every service these name=value
# arguments, which src/rollout/script-arguments.ts writes, in this order:
#   service=     its name
#   new=         the id of the container that is started
#   created=     1 if this run created that container, 0 if it is a stopped one, keep if it is running and stays whatever happens
#   old=         the ids of the containers that it replaces, separated by spaces; the one that the proxy routes to comes first
#   stop_first=  1 if the old ones have to stop first, because the new one or the proxy needs their port, else 0
#   old_crashes= 1 if docker has restarted an old one before, so that it may exit again, else 0
#   check=       the health check: http, docker or running
#   path= port=  of check=http: the page, and the container's port
#   headers=     of check=http: header lines of the request
#   duration=    of check=running: how long the container has to run
#   within=      of check=http and check=docker: how long it may take to become healthy
#   grace=       the seconds between SIGTERM and SIGKILL
#   restart=     the restart policy
#   proxy=       empty without a proxy; leave if only the old one is behind it; switch if the new one is; start if it is too, but the
#                proxy is stopped and needs an old one's port; first if the proxy is also new
mode="$1"
hurry="$2"
set_folders "$3" "$4"
shift 4
# A rollback by the post step may find it gone.
[ -d "$run_dir" ] || (umask 077 && mkdir -p "$run_dir")

# The number of arguments of a service.
service_arguments=15

# Sets the variables of the first service. Its caller declares them local.
read_service() {
  local field count=0
  for field; do
    case $field in
    service=*) service="${field#*=}" ;;
    new=*) new="${field#*=}" ;;
    created=*) created="${field#*=}" ;;
    old=*) old="${field#*=}" ;;
    stop_first=*) stop_first="${field#*=}" ;;
    old_crashes=*) old_crashes="${field#*=}" ;;
    check=*) check="${field#*=}" ;;
    path=*) path="${field#*=}" ;;
    port=*) port="${field#*=}" ;;
    headers=*) headers="${field#*=}" ;;
    duration=*) duration="${field#*=}" ;;
    within=*) within="${field#*=}" ;;
    grace=*) grace="${field#*=}" ;;
    restart=*) restart="${field#*=}" ;;
    proxy=*) proxy="${field#*=}" ;;
    esac
    count=$((count + 1))
    [ $count -lt $service_arguments ] || break
  done
}

# Reports a failure: a word for the reason, an exit code or answer, and output. Keeps the reason in `failure`. A command that was stopped
# because the run is over has not failed by itself.
record_failure() {
  [ -z "$ended" ] || set -- ended '' ''
  failure="$1"
  record failed "$service" "$@"
}

stop_old() {
  [ -n "$old" ] || return 0
  stopped=partly
  record stopping "$service"
  : >"$run_dir/stopping.$service"
  now
  [ "$stop_first" = 0 ] || gap=$ms
  for id in $old; do
    run docker stop -t "$grace" "$id" >/dev/null 2>"$run_dir/output" || {
      record_failure stop-failed "$?" "$(last_output)"
      return 1
    }
  done
  stopped=all
  rm -f "$run_dir/stopping.$service"
}

start_new() {
  started=1
  run docker start "$new" >/dev/null 2>"$run_dir/output" || {
    record_failure start-failed "$?" "$(last_output)"
    return 1
  }
  record started "$service"
}

# Ends the gap, if one has begun.
end_gap() {
  now
  [ "$gap" = 0 ] || gap=$((ms - gap))
}

set_restart_policy() {
  run docker update --restart "$restart" "$new" >/dev/null 2>"$run_dir/output" || {
    record_failure start-failed "$?" "$(last_output)"
    return 1
  }
}

# Switches one service.
switch_service() {
  case $proxy in switch | start | first)
    switch_behind_proxy
    return
    ;;
  esac
  if [ "$stop_first" = 1 ]; then stop_old || return 1; fi
  start_new || return 1
  end_gap
  wait_until_healthy "$new" || return 1
  in_service=1
  # The old one gets requests from the proxy until cleanup.sh removes its route.
  if [ "$stop_first" = 0 ] && [ "$proxy" != leave ]; then stop_old || return 1; fi
  set_restart_policy || return 1
  record switched "$service" "$gap"
}

# Prints the last lines of a failed container's log.
record_log() {
  docker logs --tail 20 "$new" 2>&1 | while IFS= read -r line || [ -n "$line" ]; do record log "$service" "$line"; done
}

remove_new() {
  [ "$created" != keep ] || return 0
  [ -n "$started" ] || [ "$created" = 1 ] || return 0
  if [ -n "$started" ]; then
    [ -n "$in_service" ] || record_log
    if [ -n "$in_service$routed" ] && [ -z "$hurry" ]; then docker stop -t "$grace" "$new" >/dev/null 2>&1
    else docker stop -t 1 "$new" >/dev/null 2>&1
    fi
  fi
  if [ "$created" = 1 ]; then docker rm -fv "$new" >/dev/null 2>&1
  # With the policy `always`, docker would start it again.
  else docker update --restart=no "$new" >/dev/null 2>&1
  fi
}

# Starts a container again, and waits for a docker daemon that is restarting. Every version of docker words that error differently.
start_again() {
  local tries=0 answered=
  while ! docker start "$1" >/dev/null 2>"$run_dir/output"; do
    # A failure counts only if the daemon had answered before it.
    [ -z "$answered" ] || return 1
    if docker version >/dev/null 2>&1; then answered=1
    else
      tries=$((tries + 1))
      [ $tries -lt 30 ] || return 1
      sleep 1
    fi
  done
}

restore_old() {
  local id
  [ -n "$old" ] || return 0
  [ -n "$stopped" ] || return 0
  for id in $old; do
    # It may still be stopping.
    [ "$stopped" != partly ] || docker stop -t 1 "$id" >/dev/null 2>&1
    if ! start_again "$id"; then
      record lost "$service" "$id" "$(last_output)"
      result=2
      continue
    fi
    failure=
    if [ -z "$hurry" ]; then
      wait_until_healthy "$id" >/dev/null || case $failure$old_crashes in
      exited1) failure=crashes ;;
      exited0)
        record lost "$service" "$id" "it does not keep running"
        result=2
        ;;
      esac
    fi
    record restored "$service" "$id" "$failure"
  done
}

# Rolls one service back: its old containers run again, and the new one is removed.
roll_back_service() {
  trap '' TERM
  ended=
  await_docker
  case $created$proxy in
  keepswitch | keep) return 0 ;;
  *switch)
    roll_back_behind_proxy
    return
    ;;
  *start | *first)
    roll_back_with_port
    return
    ;;
  *leave)
    for id in $old; do keep_running "$id"; done
    # A cleanup that did not finish may have removed its route. The proxy may have been removed by hand.
    if docker inspect "$proxy_container" >/dev/null 2>&1; then give_routes_back ''; fi
    ;;
  esac
  if [ "$stop_first" = 0 ]; then restore_old; fi
  remove_new
  if [ "$stop_first" = 1 ]; then restore_old; fi
}

# Switches the services one after the other. When one fails, it and those before it are rolled back, the last one first.
switch_services() {
  [ $# -gt 0 ] || return 0
  local service new created old stop_first old_crashes check path port headers duration within grace restart proxy
  local started='' stopped='' in_service='' routed='' gap=0
  read_service "$@"
  shift $service_arguments
  if switch_service && switch_services "$@"; then return 0; fi
  roll_back_service
  return 1
}

# Rolls all services back, the last one first.
roll_back_services() {
  [ $# -gt 0 ] || return 0
  local service new created old stop_first old_crashes check path port headers duration within grace restart proxy
  local started=1 stopped=all in_service=1 routed=1 gap=0
  read_service "$@"
  shift $service_arguments
  # An earlier script may have been killed while it was stopping the old container.
  [ ! -f "$run_dir/stopping.$service" ] || stopped=partly
  roll_back_services "$@"
  roll_back_service
}

# Checks the services whose new or old container is behind the proxy. Fails if a new container has ended or lost its route.
check_services() {
  local service new created old stop_first old_crashes check path port headers duration within grace restart proxy result=0
  await_docker
  while [ $# -gt 0 ]; do
    read_service "$@"
    shift $service_arguments
    check_service || result=1
  done
  return $result
}

# Exits with 0 if all services are switched, 1 if they were rolled back, 2 if an old container could not be restored.
switch_or_roll_back() {
  result=1
  end_on_sigterm
  switch_services "$@" && return 0
  return $result
}

result=0
if [ "$mode" = switch ]; then run_until_input_closes switch_or_roll_back "$@"; fi
end_earlier_worker
if [ "$mode" = check ]; then
  check_services "$@"
  exit
fi
roll_back_services "$@"
exit $result
