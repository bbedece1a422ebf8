# Inspects a host for the preflight, and prints what is running there. Changes nothing but the run's own folder.
# Arguments: the environment's folder, the run's id, the environment, what else to inspect (`proxy`, `ports`, `networks`, separated by
# spaces), the registry and its user (or empty), the number of env-files and their paths, then name, port, path and header lines of every
# service with an HTTP check. The input, all of it, is the registry's password.
set_folders "$1" "$2"
environment="$3" also=" $4 " registry="$5" user="$6" files="$7"
shift 7

stop_with_problem() {
  record problem "$@"
  exit 0
}

# Prints the proxy's container, the old one of an upgrade that did not finish, and the table of the routes.
list_proxy() {
  docker container inspect --format 'proxy{{"\t"}}[{{json .Name}},{{json .ID}},{{json .Config.Image}},{{json .State.Status}},{{json .HostConfig.PortBindings}}]' "$proxy_container" "$proxy_container-old" </dev/null 2>/dev/null
  (kamal_proxy list) 2>/dev/null | sed "s/^/route$tab/"
}

(umask 077 && mkdir -p "$run_dir") 2>/dev/null || stop_with_problem no-folder "$run_dir"
# Its process group, so that cleanup.sh ends the whole of it: after a run that was killed, a login would come too late to be removed.
read -r _ _ _ _ group _ <"/proc/$$/stat" && echo "-$group" >"$run_dir/worker"
trap 'rm -f "$run_dir/worker"' EXIT
record http-client "$http_client"
command -v docker >/dev/null 2>&1 || stop_with_problem docker-missing /usr/local/bin
docker_info=$(docker info --format '{{.ServerVersion}}{{"\t"}}{{.ID}}{{"\t"}}{{.DockerRootDir}}' </dev/null 2>/dev/null)
if [ -z "${docker_info%%"$tab"*}" ]; then
  # The command of Debian's package podman-docker.
  case $(docker --version </dev/null 2>/dev/null) in podman*) stop_with_problem podman ;; esac
  # Without a daemon, `docker info` of Debian 11 and 12 fails on its template, that of Debian 13 succeeds.
  docker version --format '{{.Server.Version}}' </dev/null >/dev/null 2>"$run_dir/output"
  case $(last_output) in
  *'permission denied'*) stop_with_problem docker-denied "$(last_output)" ;;
  # "client version 1.41 is too old. Minimum supported API version is 1.44": Debian 12's client with docker 29.
  *'too old'* | *'too new'*) stop_with_problem docker-version "$(last_output)" ;;
  *) stop_with_problem docker-down "$(last_output)" ;;
  esac
fi
record docker "$docker_info"
case $also in *' proxy '*) list_proxy ;; esac
case $also in *' networks '*) docker network ls --format 'network{{"\t"}}{{.Name}}' </dev/null 2>/dev/null ;; esac
# The kernel's tables, since only root may ask which process has a port; 0A is the state of a listening socket.
case $also in *' ports '*) sed -n 's/^ *[0-9]*: [0-9A-F]*:\([0-9A-F]*\) [0-9A-F]*:[0-9A-F]* 0A .*/listening'"$tab"'\1/p' /proc/net/tcp /proc/net/tcp6 2>/dev/null ;; esac
df -Pk "${docker_info##*"$tab"}" 2>/dev/null | {
  # The first line has the titles.
  read -r _
  read -r _ _ _ free _
  record free "${free:-}"
}
while [ "$files" -gt 0 ]; do
  if [ ! -f "$1" ]; then record problem env-file-missing "$1"
  elif [ ! -r "$1" ]; then record problem env-file-unreadable "$1"
  else record env-file "$1" "$(sha256sum <"$1" 2>/dev/null || cksum <"$1")"
  fi
  shift
  files=$((files - 1))
done
last_run=
[ ! -f "$env_dir/last" ] || read -r last_run <"$env_dir/last"
record now "$(date +%s)"
record last-run "$last_run"
if [ -n "$registry" ]; then
  # With an empty configuration, docker would look for a keyring of the user and store the login there.
  (umask 077 && mkdir -p "$run_dir/docker" && printf '{"auths":{"towpath.invalid":{}}}' >"$run_dir/docker/config.json")
  (
    with_login 1
    docker login --username "$user" --password-stdin "$registry"
  ) >"$run_dir/output" 2>&1 ||
    case $(last_output) in
    *nauthorized* | *denied* | *incorrect* | *orbidden* | *'status: 40'[13]*) record problem registry-refused "$(last_output)" ;;
    *) record problem registry-unreachable "$(last_output)" ;;
    esac
fi
[ ! -f "$run_dir/checks" ] || rm "$run_dir/checks"
while [ $# -gt 0 ]; do
  printf '%s %s %s\n' "$1" "$2" "$3" >>"$run_dir/checks"
  printf '%s\n' "$4" >"$run_dir/headers.$1"
  shift 4
done
list_containers "$environment" probe | while IFS= read -r line; do
  case $line in
  container*)
    printf '%s\n' "$line"
    # A service that has left the proxy may still have its route there.
    case $also$line in
    *' proxy '*) ;;
    *'"towpath.route":'*)
      also="$also proxy "
      list_proxy
      ;;
    esac
    ;;
  probe*)
    [ -f "$run_dir/checks" ] || continue
    # The words of the line: probe, id, service, state, published ports, addresses.
    set -f
    # shellcheck disable=SC2086
    set -- $line
    [ "$4" = running ] || continue
    while read -r service port path; do
      [ "$3" = "\"$service\"" ] || continue
      id="$2"
      shift 4
      record answer "$id" "$(container_status "$(cat "$run_dir/headers.$service")" "$port" "$path" "$@")"
      break
    done <"$run_dir/checks"
    ;;
  esac
done
