# HTTP requests to containers, with whichever client the host has. Settings of the user and of the host, such as a proxy in ~/.curlrc, do
# not apply: a container is asked directly. The system's own programs come first, since one in the user's PATH may be a wrapper.
newline='
'
http_client=
find_http_client() {
  local folder IFS=:
  for http_client in curl wget python3; do
    for folder in $1; do
      http_program="$folder/$http_client"
      [ ! -f "$http_program" ] || [ ! -x "$http_program" ] || return 0
    done
  done
  http_client=
  return 1
}
find_http_client /usr/bin:/bin:/usr/local/bin || find_http_client "$PATH"

# Prints the status of a URL; nothing or 000 if there is no answer. Arguments: header lines of the request, the URL, and its host and path
# for python3.
http_status() {
  local headers="$1$newline" url="$2" host="$3" page="$4" options='' limit='' header
  # Each header is one argument of the client, whatever is in it.
  set --
  while [ -n "$headers" ]; do
    header="${headers%%"$newline"*}"
    headers="${headers#*"$newline"}"
    [ -n "$header" ] || continue
    case $http_client in
    curl)
      # With nothing after the colon, curl would send no such header at all.
      case ${header#*:} in *[!\ ]*) ;; *) header="${header%%:*};" ;; esac
      set -- "$@" --header "$header"
      ;;
    wget) set -- "$@" --header "$header" ;;
    *) set -- "$@" "$header" ;;
    esac
  done
  case $http_client in
  # -q has to be the first argument.
  curl) "$http_program" -q -gs --noproxy '*' -o /dev/null --max-time 5 -w '%{http_code}\n' "$@" "$url" ;;
  wget)
    # Other clients of this name, such as busybox, have no settings but the environment's. Debian's busybox takes no -T, and crashes on it.
    if "$http_program" --version 2>/dev/null | grep -q GNU; then
      options='--no-config --no-proxy --no-netrc --tries=1 --max-redirect=0 -T 5'
    elif "$http_program" --help 2>&1 | grep -q -e '-T SEC'; then options='-T 5'
    elif command -v timeout >/dev/null; then limit='timeout 5'
    fi
    # shellcheck disable=SC2086
    $limit "$http_program" $options -S -O /dev/null "$@" "$url" 2>&1 | sed -n 's|.*HTTP/[0-9.]* \([0-9][0-9][0-9]\).*|\1|p' | head -n 1
    ;;
  python3)
    "$http_program" -I -c 'import http.client, os, sys
connection = http.client.HTTPConnection(sys.argv[1], timeout=5)
headers = [os.fsencode(line).split(b":", 1) for line in sys.argv[3:]]
names = [name.decode().lower() for name, value in headers]
connection.putrequest("GET", sys.argv[2], skip_host="host" in names, skip_accept_encoding="accept-encoding" in names)
for name, value in headers:
    connection.putheader(name.decode(), value.strip())
connection.endheaders()
print(connection.getresponse().status)' "$host" "$page" "$@" 2>/dev/null
    ;;
  esac
}

# Prints the status of a container's page. Arguments: header lines of the request, the container's port, the path, the published ports
# as docker inspect writes them, and the container's addresses.
container_status() {
  headers="$1" port="$2" page="$3" bindings="$4" target=
  bindings_key="\"$port/tcp\":["
  shift 4
  for address; do
    # Docker 29 prints "invalid IP" for a network without an address (antrea-io/antrea#7782).
    case $address in
    '' | *[!0-9A-Fa-f.:]*) continue ;;
    *:*) target="[$address]:$port" ;;
    *) target="$address:$port" ;;
    esac
    break
  done
  case $bindings in
  *"$bindings_key{"*)
    # Extracted from the JSON: in a template these fields have other names in other versions of docker.
    binding="${bindings#*"$bindings_key"}"
    address="${binding#*\"HostIp\":\"}"
    address="${address%%\"*}"
    host_port="${binding#*\"HostPort\":\"}"
    host_port="${host_port%%\"*}"
    case $address in 0.0.0.0 | :: | '') address=127.0.0.1 ;; *:*) address="[$address]" ;; esac
    target="$address:$host_port"
    ;;
  esac
  [ -z "$target" ] || http_status "$headers" "http://$target$page" "$target" "$page"
}
