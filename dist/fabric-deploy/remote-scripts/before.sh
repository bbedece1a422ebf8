# Runs a command in its own container, once per run; stops it; or removes its container.
# Arguments: `run`, `stop` or `remove`, the environment's folder, the run's id, the container's name and the seconds between SIGTERM and
# SIGKILL; for `run` also the milliseconds that the command may take, the label that all such containers of the service have, the number of
# networks to connect it to and their names, and the arguments of docker create.
# The command survives a lost connection: `run` with the same arguments finds out how it ended, and prints its output again.
mode="$1"
set_folders "$2" "$3"
name="$4" grace="$5"
shift 5
# The connection that makes this folder starts the command. Files in it: `started`, the time of the start; `answered`, once docker start has
# returned, with its error in `problem`; `late` and `stopped`, if the time limit or the run ended the command.
marker="$run_dir/before.$name"
output_limit=8000000
status='' code='' oom='' follower=

# Sets `status`, `code` and `oom`. The status is `gone` if there is no such container, and empty if docker does not answer.
read_state() {
  local state
  # Without its errors: docker warns about a configuration file that it can't read, and continues.
  state=$(docker container inspect --format '{{.State.Status}} {{.State.ExitCode}} {{.State.OOMKilled}}' "$name" 2>/dev/null </dev/null) || {
    case $(docker container inspect --format '{{.State.Status}}' "$name" 2>&1 </dev/null) in
    *'No such container'*) status=gone ;;
    *) status= ;;
    esac
    return
  }
  status="${state%% *}" oom="${state##* }"
  state="${state#* }"
  code="${state%% *}"
}

# Prints the output of the command as it comes: a record for each line, cut after 2000 bytes, and no more than `output_limit` bytes in all.
follow_output() {
  # The shell becomes docker, so that its process is known.
  # shellcheck disable=SC2016
  sh -c 'echo "$$" >"$1"; exec docker logs --follow "$2" 2>&1 </dev/null' sh "$marker/follower.$$" "$name" | print_output 0 0
}

# Prints lines as records, and saves the number of lines and bytes. Arguments: both numbers of what was printed before.
print_output() {
  local count="$1" bytes="$2"
  while [ "$bytes" -lt "$output_limit" ] && { IFS= read -r line || [ -n "$line" ]; }; do
    printf 'output\t%.2000s\n' "$line" 2>/dev/null || break
    count=$((count + 1)) bytes=$((bytes + ${#line} + 1))
  done
  { echo "$count $bytes" >"$marker/printed.$$"; } 2>/dev/null
}

# Waits until all of the output is printed. `docker logs --follow` does not always notice the end.
end_output() {
  local tries=0 docker_logs count bytes
  [ -n "$follower" ] || return 0
  while [ $tries -lt 25 ] && kill -0 "$follower" 2>/dev/null; do
    sleep 0.2
    tries=$((tries + 1))
  done
  tries=0
  until { read -r docker_logs <"$marker/follower.$$"; } 2>/dev/null; do
    [ $tries -lt 25 ] || return 0
    sleep 0.2
    tries=$((tries + 1))
  done
  kill "$docker_logs" 2>/dev/null
  wait "$follower"
  { read -r count bytes <"$marker/printed.$$"; } 2>/dev/null || return 0
  # Docker may have stopped before the last lines were written.
  docker logs "$name" 2>&1 </dev/null | tail -n "+$((count + 1))" | print_output "$count" "$bytes"
  read -r count bytes <"$marker/printed.$$"
  [ "$bytes" -ge "$output_limit" ] || return 0
  record skipped
  docker logs --tail 20 "$name" 2>&1 </dev/null | tail -c 40000 | print_output 0 0
}

# Stops a command that takes too long. Of several connections, only one does.
stop_if_late() {
  local started="$ms"
  [ ! -f "$marker/started" ] || read -r started <"$marker/started"
  [ $((ms - started)) -ge "$1" ] || return 0
  mkdir "$marker/late" 2>/dev/null || return 0
  docker stop -t "$grace" "$name" >/dev/null 2>&1 </dev/null || rmdir "$marker/late"
}

# Creates the container, unless another connection has.
create_container() {
  local count="$1" networks='' output
  shift
  while [ "$count" -gt 0 ]; do
    networks="$networks $1"
    shift
    count=$((count - 1))
  done
  output=$(docker create "$@" 2>&1 </dev/null) || case $output in
  *'already in use'*) await_container ;;
  *)
    record failed create $? "$(one_line "$output")"
    return 1
    ;;
  esac
  for network in $networks; do
    output=$(docker network connect "$network" "$name" 2>&1 </dev/null) || case $output in
    *'already exists'*) ;;
    *)
      record failed connect $? "$(one_line "$output")"
      return 1
      ;;
    esac
  done
}

# Docker reserves a name before it has the container.
await_container() {
  local tries=0
  read_state
  while [ "$status" = gone ] && [ $tries -lt 150 ]; do
    sleep 0.2
    read_state
    tries=$((tries + 1))
  done
}

one_line() {
  printf '%s' "$1" | tr '\n\t' '  ' | tail -c 600
}

# Starts the command unless that was done before. In the background: docker may take its time.
start_once() {
  mkdir "$marker" 2>/dev/null || return 0
  now
  echo "$ms" >"$marker/started"
  {
    docker start "$name" >/dev/null 2>"$marker/problem" </dev/null
    : >"$marker/answered"
  } &
}

# Waits for the end of the command.
await_end() {
  local within="$1" begin polls=0 answered
  now
  begin=$ms
  answered=$ms
  while :; do
    read_state
    now
    [ -z "$status" ] || answered=$ms
    case $status in
    created)
      # Read once more: it may have been started in between.
      if [ -f "$marker/stopped" ]; then break
      elif [ -f "$marker/answered" ]; then
        read_state
        [ "$status" != created ] || break
      elif [ $((ms - begin)) -ge 30000 ]; then break
      fi
      ;;
    exited | dead | gone | removing) break ;;
    # It may be restarting.
    '') [ $((ms - answered)) -lt 60000 ] || break ;;
    *)
      if [ -z "$follower" ]; then
        follow_output &
        follower=$!
      fi
      stop_if_late "$within"
      ;;
    esac
    polls=$((polls + 1))
    pause $polls
  done
}

# Waits before the state is read again: up to a second longer while docker still prints output, since each read is costly.
pause() {
  local tries=0
  if [ "$1" -lt 15 ]; then sleep 0.2; else sleep 1; fi
  while [ $tries -lt 4 ] && [ -n "$follower" ] && kill -0 "$follower" 2>/dev/null; do
    sleep 0.2
    tries=$((tries + 1))
  done
}

report_end() {
  local end=
  # A short command has ended before its output was read.
  case $status$follower in
  exited | dead)
    follow_output &
    follower=$!
    ;;
  esac
  end_output
  [ ! -d "$marker/late" ] || end=late
  [ ! -f "$marker/stopped" ] || end=stopped
  case $status in
  exited | dead) record ended "$code" "$end" "${oom#false}" ;;
  created)
    if [ -n "$end" ]; then record ended '' "$end" ''
    elif [ -f "$marker/answered" ]; then record failed start "$code" "$(one_line "$(cat "$marker/problem")")"
    else record unknown 'docker was asked to start it, and did not answer'
    fi
    ;;
  gone | removing)
    if [ -n "$end" ]; then record ended '' "$end" ''
    else record unknown 'its container was removed'
    fi
    ;;
  *) record unknown 'docker does not answer' ;;
  esac
}

run_command() {
  local within="$1" label="$2" others
  shift 2
  if [ ! -d "$marker" ]; then
    # The folder is removed at the end of the run: no command may start after that.
    if [ ! -d "$run_dir" ]; then
      record unknown 'the run is over'
      return
    fi
    others=$(docker ps --filter "label=$label" --format '{{.Names}}' </dev/null 2>/dev/null | grep -vxF "$name")
    if [ -n "$others" ]; then
      record busy "$(one_line "$others")"
      return
    fi
    create_container "$@" || return
    start_once
  fi
  await_end "$within"
  report_end
}

# Ends the command, and makes sure that it does not start later.
stop_command() {
  local tries=0
  # If this makes the folder, the command was not started, and now no connection starts it.
  mkdir "$marker" 2>/dev/null && : >"$marker/answered"
  { : >"$marker/stopped"; } 2>/dev/null
  while [ -d "$marker" ] && [ ! -f "$marker/answered" ] && [ $tries -lt 20 ]; do
    sleep 0.2
    tries=$((tries + 1))
  done
  docker stop -t "$grace" "$name" >/dev/null 2>&1 </dev/null
  remove_container
}

remove_container() {
  # Without force: one that runs stays.
  docker rm -v "$name" >/dev/null 2>&1 </dev/null
  read_state
  if [ "$status" = gone ]; then record removed; else record left "$status"; fi
}

case $mode in
run) run_command "$@" ;;
stop) stop_command ;;
remove) remove_container ;;
esac
