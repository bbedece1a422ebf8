# The container of the proxy, for proxy.sh: creates it, reads its state, and reports why it does not answer.
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

# Prints the id of a container; nothing if there is none of this name.
id_of() {
  docker container inspect --format '{{.ID}}' "$1" 2>/dev/null | tr -d '[:space:]'
}

# Creates a proxy. Arguments: the container's name, and another label or none.
create_proxy() {
  local options=
  case $(docker info --format '{{.LoggingDriver}}' </dev/null 2>/dev/null) in
  # It logs every request. Other drivers don't have this option.
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
  # Docker allows several networks of one name, and then refuses to use any of them. It does not remove one that is in use.
  for id in $(networks); do
    [ "$(networks | wc -l)" -le 1 ] || docker network rm "$id" >/dev/null 2>&1
  done
  [ "$(networks | wc -l)" -eq 1 ]
}

# Starts the proxy, and waits until it answers. Reports the reason if it does not.
start_and_await() {
  await_proxy 30 "${state#running}" && return 0
  if [ $? = 2 ]; then record_failure start-failed "$(last_output)"
  else
    record_failure no-answer "$(last_output)"
    record_log
  fi
  return 1
}

# Prints the last lines of the proxy's log.
record_log() {
  docker logs --tail 20 "$proxy_container" 2>&1 | while IFS= read -r line || [ -n "$line" ]; do record log '' "$line"; done
}
