# Functions that all scripts for hosts share, in POSIX sh with `local`: for dash, bash and busybox. A script prints records: a line
# each, with its kind first and fields separated by tabs. Times are in milliseconds.
# ~/.towpath/<environment> holds the lock and a folder for every run, which only the user can read.
set -u
export LC_ALL=C
unset http_proxy HTTP_PROXY all_proxy ALL_PROXY WGETRC SYSTEM_WGETRC
# A login without a terminal has a short PATH: docker is in /snap/bin with Ubuntu's snap, in /usr/local/bin or ~/bin with docker's own
# archives.
PATH="${PATH:-}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin:${HOME:-}/bin:${HOME:-}/.local/bin"
export PATH
# A script restores what it has to restore even if the connection is lost.
trap '' PIPE HUP
# The output of a shell start-up file may lack its final newline.
echo
tab='	'
ended=
hurry=
child=

# Prints a record.
record() {
  printf '%s' "$1"
  shift
  for field; do printf '\t%s' "$field"; done
  printf '\n'
}

# Sets the folders of the environment and of the run.
set_folders() {
  env_dir="${HOME:-/tmp}/.towpath/$1"
  run_dir="$env_dir/run-$2"
}

# Sets `ms` to the time since the host was started: no change of the host's clock affects it.
now() {
  read -r ms _ </proc/uptime
  ms="${ms%.*}${ms#*.}0"
}

# Runs a command so that a signal to the script ends it.
run() {
  [ -z "$ended" ] || return 143
  "$@" &
  child=$!
  [ -z "$ended" ] || kill "$child" 2>/dev/null
  wait "$child"
}

# Runs a function in the background, and sends it SIGTERM when the script's input is closed: by the runner, or by a lost connection.
run_until_input_closes() {
  exec 3<&0 </dev/null
  "$@" 3<&- &
  worker=$!
  echo "$worker" >"$run_dir/worker"
  { while read -r _ <&3; do :; done; kill -TERM "$worker"; } >/dev/null 2>&1 &
  watcher=$!
  exec 3<&-
  wait "$worker"
  code=$?
  kill "$watcher" 2>/dev/null
  rm -f "$run_dir/worker"
  exit "$code"
}

# Lets SIGTERM end the current command, so that the function can restore things and return.
end_on_sigterm() {
  trap 'ended=1 hurry=1; kill "$child" 2>/dev/null' TERM
}

# Ends what an earlier connection of this run left running, and waits until that has restored what it changed.
end_earlier_worker() {
  [ -f "$run_dir/worker" ] || return 0
  read -r worker <"$run_dir/worker"
  kill -TERM "$worker" 2>/dev/null
  tries=0
  while [ $tries -lt 40 ] && grep -qs towpath "/proc/${worker#-}/cmdline"; do
    sleep 0.5
    tries=$((tries + 1))
  done
}

# Prints the saved output of the last command in one line.
last_output() {
  tr '\n\t' '  ' <"$run_dir/output" 2>/dev/null | tail -c 600
}

# Uses the registry login of this run if the argument is 1. A configuration folder of its own hides from docker which daemon the user's
# context names, so that has to be read first.
with_login() {
  [ "$1" = 1 ] || return 0
  if [ -z "${DOCKER_HOST:-}" ]; then
    DOCKER_HOST=$(docker context inspect --format '{{.Endpoints.docker.Host}}' </dev/null 2>/dev/null) && export DOCKER_HOST
  fi
  export DOCKER_CONFIG="$run_dir/docker"
}

# Prints all containers of the environment, and whatever else is running: for each a record `container` and, if the second argument is
# `probe`, a line `probe` with what inspect.sh needs to send it an HTTP request.
list_containers() {
  local ids probe=''
  ids=$(docker ps -q --no-trunc && docker ps -aq --no-trunc --filter "label=towpath.environment=$1") || return 1
  ids=$(
    sort -u <<END
$ids
END
  )
  [ "${2:-}" != probe ] || probe='{{"\n"}}probe {{.ID}} {{printf "%q" (index .Config.Labels "towpath.service")}} {{.State.Status}} {{json .NetworkSettings.Ports}}{{range .NetworkSettings.Networks}} {{.IPAddress}}{{end}}{{if eq .HostConfig.NetworkMode "host"}} 127.0.0.1{{end}}'
  # shellcheck disable=SC2086
  [ -z "$ids" ] || docker inspect --format 'container{{"\t"}}[{{json .ID}},{{json .Name}},{{json .Created}},{{json .Config.Image}},{{json .Config.Labels}},{{json .State.Status}},{{json .State.StartedAt}},{{json .HostConfig.RestartPolicy.Name}},{{json .RestartCount}},{{json .HostConfig.PortBindings}},{{json .NetworkSettings.Ports}},{{if .State.Health}}{{json .State.Health.Status}}{{else}}null{{end}}]'"$probe" $ids 2>/dev/null
}

# Waits until docker answers, at most 30 seconds: it may be restarting.
await_docker() {
  local tries=0
  until docker version >/dev/null 2>&1 || [ $tries -ge 60 ]; do
    tries=$((tries + 1))
    sleep 0.5
  done
}
