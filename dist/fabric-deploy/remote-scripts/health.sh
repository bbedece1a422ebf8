# The health check of switch.sh. The variables are those that read_service sets.

# Whether a container runs, and docker has not restarted it; else records why. Sets the variables state, restarts, exit, oom, health and
# ports_and_addresses, and first_restarts if it is empty, which its caller declares local.
still_runs() {
  run docker inspect --format '{{.State.Status}} {{.RestartCount}} {{.State.ExitCode}} {{.State.OOMKilled}} {{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}} {{json .NetworkSettings.Ports}}{{range .NetworkSettings.Networks}} {{.IPAddress}}{{end}}{{if eq .HostConfig.NetworkMode "host"}} 127.0.0.1{{end}}' "$1" >"$run_dir/state" 2>/dev/null
  if [ -n "$ended" ]; then
    record_failure ended '' ''
    return 1
  fi
  state=gone
  read -r state restarts exit oom health ports_and_addresses <"$run_dir/state"
  first_restarts="${first_restarts:-$restarts}"
  if [ "$state" != running ] || [ "$restarts" != "$first_restarts" ]; then
    [ "$oom" != true ] || oom='out of memory'
    record_failure exited "$exit" "${oom#false}"
    return 1
  fi
}

# Waits until a container is healthy: with an HTTP check, after two good answers in a row.
wait_until_healthy() {
  local id="$1" begin good=0 first_restarts='' answer='' state restarts exit oom health ports_and_addresses
  now
  begin=$ms
  while :; do
    still_runs "$id" || return 1
    now
    case $check in
    running) [ $((ms - begin)) -lt "$duration" ] || return 0 ;;
    docker)
      answer="$health"
      case $health in
      healthy) return 0 ;;
      unhealthy | none)
        record_failure "$health" '' "$(docker inspect --format '{{if .State.Health}}{{range .State.Health.Log}}{{.Output}}{{end}}{{end}}' "$id" 2>/dev/null | tail -c 300 | tr '\n\t' '  ')"
        return 1
        ;;
      esac
      ;;
    http)
      # shellcheck disable=SC2086
      run container_status "$headers" "$port" "$path" $ports_and_addresses >"$run_dir/answer"
      answer=
      read -r answer <"$run_dir/answer"
      case $answer in
      2??) good=$((good + 1)) ;;
      # The proxy accepts no redirect.
      3??) case $proxy in '' | leave) good=$((good + 1)) ;; *) good=0 ;; esac ;;
      *) good=0 ;;
      esac
      [ $good -lt 2 ] || return 0
      ;;
    esac
    now
    if [ "$check" != running ] && [ $((ms - begin)) -ge "$within" ]; then
      record_failure no-answer "${answer#000}" ''
      return 1
    fi
    run sleep 1
  done
}

# Whether a container answers its health check.
is_serving() {
  local within=2500
  wait_until_healthy "$1" >/dev/null
}

# Whether a new container still runs and, behind the proxy, still has its route: switching the other hosts may have taken long.
check_service() {
  local first_restarts='' state restarts exit oom health ports_and_addresses target route_state
  [ -n "$proxy" ] || return 0
  # Docker must not have restarted a container that this run started.
  [ "$created" = keep ] || first_restarts=0
  still_runs "$new" || {
    record_log
    return 1
  }
  [ "$proxy" != leave ] || return 0
  await_proxy 20
  is_routed "$new" "$(route_label "$new")" && return
  record_failure route-lost '' ''
  return 1
}
