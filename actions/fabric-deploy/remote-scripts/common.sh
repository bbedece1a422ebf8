# What the scripts for a host share: POSIX sh with `local`, for dash, bash and busybox alike. A script prints records: fields with
# tabs between them, the first one their kind. Times are milliseconds.
# ~/.towpath/<environment> holds the lock and a folder for every run, which only the user can read.
set -u
export LC_ALL=C
unset http_proxy HTTP_PROXY all_proxy ALL_PROXY
# The connection may be gone: what is to be put back is put back all the same.
trap '' PIPE HUP
# What a start-up file of the shell printed may lack its line end.
echo
tab=$(printf '\t')
ended=
hurry=
child=

say() {
  printf '%s' "$1"
  shift
  for field; do printf '\t%s' "$field"; done
  printf '\n'
}

# The folders of the environment and of the run.
folders() {
  base="${HOME:-/tmp}/.towpath/$1"
  dir="$base/run-$2"
}

# The clock that nobody sets.
now() {
  read -r ms _ </proc/uptime
  ms="${ms%.*}${ms#*.}0"
}

# Runs a command that a signal can end.
run() {
  [ -z "$ended" ] || return 143
  "$@" &
  child=$!
  [ -z "$ended" ] || kill "$child" 2>/dev/null
  wait "$child"
}

# Runs a function that is told to stop as soon as nobody holds the connection's input open.
watched() {
  exec 3<&0 </dev/null
  "$@" 3<&- &
  worker=$!
  echo "$worker" >"$dir/worker"
  { while read -r _ <&3; do :; done; kill -TERM "$worker"; } >/dev/null 2>&1 &
  watcher=$!
  exec 3<&-
  wait "$worker"
  code=$?
  kill "$watcher" 2>/dev/null
  rm -f "$dir/worker"
  exit "$code"
}

# What the function does when it is told to.
stoppable() {
  trap 'ended=1 hurry=1; kill "$child" 2>/dev/null' TERM
}

# Ends what an earlier connection of this run left behind, and waits until that has put things back.
settle() {
  [ -f "$dir/worker" ] || return 0
  read -r worker <"$dir/worker"
  kill -TERM "$worker" 2>/dev/null
  tries=0
  while [ $tries -lt 40 ] && grep -qs towpath "/proc/${worker#-}/cmdline"; do
    sleep 0.5
    tries=$((tries + 1))
  done
}

# What the last command said, in one line.
said() {
  tr '\n\t' '  ' <"$dir/said" 2>/dev/null | tail -c 600
}

# Takes the login of this run. A folder of its own for docker hides which daemon the user's context names.
with_login() {
  [ "$1" = 1 ] || return 0
  if [ -z "${DOCKER_HOST:-}" ]; then
    DOCKER_HOST=$(docker context inspect --format '{{.Endpoints.docker.Host}}' </dev/null 2>/dev/null) && export DOCKER_HOST
  fi
  export DOCKER_CONFIG="$dir/docker"
}

# Every container of the environment, and what else runs.
containers() {
  ids=$(docker ps -q --no-trunc && docker ps -aq --no-trunc --filter "label=towpath.environment=$1") || return 1
  ids=$(echo "$ids" | sort -u)
  # shellcheck disable=SC2086
  [ -z "$ids" ] || docker inspect --format 'container{{"\t"}}[{{json .ID}},{{json .Name}},{{json .Created}},{{json .Config.Image}},{{json .Config.Labels}},{{json .State.Status}},{{json .State.StartedAt}},{{json .HostConfig.RestartPolicy.Name}},{{json .NetworkSettings.Ports}},{{if .State.Health}}{{json .State.Health.Status}}{{else}}null{{end}}]{{"\n"}}probe {{.ID}} {{printf "%q" (index .Config.Labels "towpath.service")}} {{.State.Status}} {{json .NetworkSettings.Ports}}{{range .NetworkSettings.Networks}} {{.IPAddress}}{{end}}' $ids 2>/dev/null
}
