# HTTP requests to containers, with whichever client the host has. Settings of the user and of the host, such as a proxy in ~/.curlrc, do
# not apply: a container is asked directly. The system's own programs come first, since one in the user's PATH may be a wrapper.
http_client=
find_http_client() {
  for http_client in curl wget python3; do
    http_program=$(PATH="$1" && command -v "$http_client") && return
  done
  http_client=
  return 1
}
find_http_client /usr/bin:/bin:/usr/local/bin || find_http_client "$PATH"

# Prints the status of a URL; nothing or 000 if there is no answer. Arguments: the URL, and its host and path for python3.
http_status() {
  case $http_client in
  # -q has to be the first argument.
  curl) "$http_program" -q -gs --noproxy '*' -o /dev/null --max-time 5 -w '%{http_code}\n' "$1" ;;
  wget)
    # Other clients of this name, such as busybox, have no settings but the environment's.
    options=
    if "$http_program" --version 2>/dev/null | grep -q GNU; then
      options='--no-config --no-proxy --no-netrc --tries=1 --max-redirect=0'
    fi
    # shellcheck disable=SC2086
    "$http_program" $options -S -O /dev/null -T 5 "$1" 2>&1 | sed -n 's|.*HTTP/[0-9.]* \([0-9][0-9][0-9]\).*|\1|p' | head -n 1
    ;;
  python3)
    "$http_program" -I -c 'import http.client, sys
connection = http.client.HTTPConnection(sys.argv[1], timeout=5)
connection.request("GET", sys.argv[2])
print(connection.getresponse().status)' "$2" "$3" 2>/dev/null
    ;;
  esac
}

# Prints the status of a container's page. Arguments: the container's port, the path, the published ports as docker inspect writes
# them, and the container's addresses.
container_status() {
  bindings_key="\"$1/tcp\":["
  port="$1" page="$2" bindings="$3" target=
  shift 3
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
  [ -z "$target" ] || http_status "http://$target$page" "$target" "$page"
}
