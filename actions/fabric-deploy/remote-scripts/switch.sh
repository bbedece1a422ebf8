# Puts containers in the place of others, all of them or none; or takes that back.
# Arguments: `switch` or `back`, `hurry` or empty, the environment's folder, the run, then for every service:
#   name; the container that comes; 1 when it was made for this; the containers that go, with blanks between, or -;
#   1 when both have a port in common, so that one has to stop before the other starts;
#   the check (http, docker, running), its page or its milliseconds, its port, the milliseconds it may take; the seconds to stop;
#   the restart policy.
mode="$1"
hurry="$2"
folders "$3" "$4"
shift 4
# It may be gone already, where a run puts back what another part of it left.
(umask 077 && mkdir -p "$dir")

failed() {
  why="$1"
  say failed "$service" "$@"
}

stop_from() {
  [ "$from" != - ] || return 0
  stopped=halfway
  say stopping "$service"
  : >"$dir/stopping.$service"
  now
  [ "$fixed" = 0 ] || gap=$ms
  for id in $from; do
    run docker stop -t "$grace" "$id" >/dev/null 2>"$dir/said" || {
      failed stop-failed "$?" "$(said)"
      return 1
    }
  done
  stopped=whole
  rm -f "$dir/stopping.$service"
}

start_to() {
  started=1
  run docker start "$to" >/dev/null 2>"$dir/said" || {
    failed start-failed "$?" "$(said)"
    return 1
  }
  now
  if [ "$fixed" = 1 ] && [ "$from" != - ]; then gap=$((ms - gap)); else gap=0; fi
  say started "$service"
}

# Waits until a container is healthy: twice in a row where it is asked over HTTP. `why` says why it is not.
await() {
  local id="$1" begin good=0 first='' answer='' state restarts exit oom health places
  now
  begin=$ms
  while :; do
    run docker inspect --format '{{.State.Status}} {{.RestartCount}} {{.State.ExitCode}} {{.State.OOMKilled}} {{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}} {{json .NetworkSettings.Ports}}{{range .NetworkSettings.Networks}} {{.IPAddress}}{{end}}' "$id" >"$dir/state" 2>/dev/null
    if [ -n "$ended" ]; then
      failed ended '' ''
      return 1
    fi
    state=gone
    read -r state restarts exit oom health places <"$dir/state"
    first="${first:-$restarts}"
    if [ "$state" != running ] || [ "$restarts" != "$first" ]; then
      [ "$oom" != true ] || oom='out of memory'
      failed exited "$exit" "${oom#false}"
      return 1
    fi
    now
    case $kind in
    running) [ $((ms - begin)) -lt "$what" ] || return 0 ;;
    docker)
      answer="$health"
      case $health in
      healthy) return 0 ;;
      unhealthy | none)
        failed "$health" '' "$(docker inspect --format '{{if .State.Health}}{{range .State.Health.Log}}{{.Output}}{{end}}{{end}}' "$id" 2>/dev/null | tail -c 300 | tr '\n\t' '  ')"
        return 1
        ;;
      esac
      ;;
    http)
      # shellcheck disable=SC2086
      run ask "$port" "$what" $places >"$dir/answer"
      answer=
      read -r answer <"$dir/answer"
      case $answer in
      [23]??)
        [ $good -eq 0 ] || return 0
        good=1
        ;;
      *) good=0 ;;
      esac
      ;;
    esac
    now
    if [ "$kind" != running ] && [ $((ms - begin)) -ge "$within" ]; then
      failed no-answer "${answer#000}" ''
      return 1
    fi
    run sleep 1
  done
}

forward() {
  if [ "$fixed" = 1 ]; then stop_from || return 1; fi
  start_to || return 1
  await "$to" || return 1
  serving=1
  if [ "$fixed" = 0 ]; then stop_from || return 1; fi
  run docker update --restart "$restart" "$to" >/dev/null 2>"$dir/said" || {
    failed start-failed "$?" "$(said)"
    return 1
  }
  say switched "$service" "$gap"
}

# The last lines of a container that failed.
tell() {
  docker logs --tail 20 "$to" 2>&1 | while IFS= read -r line || [ -n "$line" ]; do say log "$service" "$line"; done
}

drop() {
  [ -n "$started" ] || [ "$made" = 1 ] || return 0
  if [ -n "$started" ]; then
    [ -n "$serving" ] || tell
    if [ -n "$serving" ] && [ -z "$hurry" ]; then docker stop -t "$grace" "$to" >/dev/null 2>&1
    else docker stop -t 1 "$to" >/dev/null 2>&1
    fi
  fi
  if [ "$made" = 1 ]; then docker rm -f "$to" >/dev/null 2>&1
  # One that restarts always would come back with docker.
  else docker update --restart=no "$to" >/dev/null 2>&1
  fi
}

# Docker itself may be on its way back.
start_again() {
  local tries=0
  while ! docker start "$1" >/dev/null 2>"$dir/said"; do
    case $(said) in *'annot connect'*) ;; *) return 1 ;; esac
    tries=$((tries + 1))
    [ $tries -lt 30 ] || return 1
    sleep 1
  done
}

revive() {
  local id
  [ "$from" != - ] || return 0
  [ -n "$stopped" ] || return 0
  for id in $from; do
    # It may be on its way down.
    [ "$stopped" != halfway ] || docker stop -t 1 "$id" >/dev/null 2>&1
    if ! start_again "$id"; then
      say lost "$service" "$id" "$(said)"
      result=2
      continue
    fi
    if [ -n "$hurry" ]; then why=
    else
      why=
      await "$id" >/dev/null || case $why in
      exited)
        say lost "$service" "$id" "it does not keep running"
        result=2
        ;;
      esac
    fi
    say restored "$service" "$id" "$why"
  done
}

# The containers that went serve again, and the one that came is gone.
backward() {
  trap '' TERM
  ended=
  if [ "$fixed" = 0 ]; then revive; fi
  drop
  if [ "$fixed" = 1 ]; then revive; fi
}

# The services one after the other; when one of them fails, it and those before it go back, the last one first.
step() {
  [ $# -gt 0 ] || return 0
  local service="$1" to="$2" made="$3" from="$4" fixed="$5" kind="$6" what="$7" port="$8" within="$9"
  shift 9
  local grace="$1" restart="$2" started='' stopped='' serving='' gap=0
  shift 2
  if forward && step "$@"; then return 0; fi
  backward
  return 1
}

back() {
  [ $# -gt 0 ] || return 0
  local service="$1" to="$2" made="$3" from="$4" fixed="$5" kind="$6" what="$7" port="$8" within="$9"
  shift 9
  local grace="$1" restart="$2" started=1 stopped=whole serving=1 gap=0
  shift 2
  # Whatever was at it before may have been killed while the old container was on its way down.
  [ ! -f "$dir/stopping.$service" ] || stopped=halfway
  back "$@"
  backward
}

switch() {
  result=1
  stoppable
  step "$@" && return 0
  return $result
}

result=0
if [ "$mode" = switch ]; then watched switch "$@"; fi
settle
back "$@"
exit $result
