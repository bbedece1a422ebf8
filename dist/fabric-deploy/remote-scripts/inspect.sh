# The preflight of a host, and what runs there. Nothing is changed but the run's own folder.
# Arguments: the environment's folder, the run, the environment, the registry and its user (or empty), the number of env-files, these,
# then the name, port and path of every service that is asked over HTTP. The input, all of it, is the registry's password.
folders "$1" "$2"
environment="$3" registry="$4" user="$5" files="$6"
shift 6

problem() {
  say problem "$@"
  exit 0
}

(umask 077 && mkdir -p "$dir") 2>/dev/null || problem no-folder "$dir"
# Its group, with what it waits for: after a run that was killed a login would come too late to be taken away again.
read -r _ _ _ _ group _ <"/proc/$$/stat" && echo "-$group" >"$dir/worker"
trap 'rm -f "$dir/worker"' EXIT
say client "$client"
command -v docker >/dev/null 2>&1 || problem docker-missing
about=$(docker info --format '{{.ServerVersion}}{{"\t"}}{{.ID}}{{"\t"}}{{.DockerRootDir}}' </dev/null 2>"$dir/said")
if [ -z "${about%%"$tab"*}" ]; then
  case $(said) in
  *'permission denied'*) problem docker-denied "$(said)" ;;
  *) problem docker-down "$(said)" ;;
  esac
fi
say docker "$about"
df -Pk "${about##*"$tab"}" 2>/dev/null | tail -n 1 | {
  read -r _ _ _ free _
  say free "${free:-}"
}
while [ "$files" -gt 0 ]; do
  if [ ! -f "$1" ]; then say problem env-file-missing "$1"
  elif [ ! -r "$1" ]; then say problem env-file-unreadable "$1"
  else say env-file "$1" "$(sha256sum <"$1" 2>/dev/null || cksum <"$1")"
  fi
  shift
  files=$((files - 1))
done
before=
[ ! -f "$base/last" ] || read -r before <"$base/last"
say last "$before"
if [ -n "$registry" ]; then
  # Without an entry docker looks for a keyring of the user's, and the login would end up there.
  (umask 077 && mkdir -p "$dir/docker" && printf '{"auths":{"towpath.invalid":{}}}' >"$dir/docker/config.json")
  (
    with_login 1
    docker login --username "$user" --password-stdin "$registry"
  ) >"$dir/said" 2>&1 ||
    case $(said) in
    *nauthorized* | *denied* | *incorrect* | *401* | *403*) say problem registry-refused "$(said)" ;;
    *) say problem registry-unreachable "$(said)" ;;
    esac
fi
[ $# -eq 0 ] || printf '%s %s %s\n' "$@" >"$dir/checks"
containers "$environment" | while IFS= read -r line; do
  case $line in
  container*) printf '%s\n' "$line" ;;
  probe*)
    [ -f "$dir/checks" ] || continue
    set -f
    # shellcheck disable=SC2086
    set -- $line
    [ "$4" = running ] || continue
    while read -r service port path; do
      [ "$3" = "\"$service\"" ] || continue
      id="$2"
      shift 4
      say answer "$id" "$(ask "$port" "$path" "$@")"
      break
    done <"$dir/checks"
    ;;
  esac
done
