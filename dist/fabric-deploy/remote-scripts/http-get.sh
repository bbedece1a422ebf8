# HTTP requests to containers, with whichever client the host has.
if command -v curl >/dev/null 2>&1; then http_client=curl
elif command -v wget >/dev/null 2>&1; then http_client=wget
elif command -v python3 >/dev/null 2>&1; then http_client=python3
else http_client=
fi

# Prints the status of a URL; nothing or 000 if there is no answer. Arguments: the URL, and its host and path for python3.
http_status() {
  case $http_client in
  curl) curl -gs -o /dev/null --max-time 5 -w '%{http_code}\n' "$1" ;;
  wget)
    once=
    if wget --version 2>/dev/null | grep -q GNU; then once='--tries=1 --max-redirect=0'; fi
    # shellcheck disable=SC2086
    wget -S -O /dev/null -T 5 $once "$1" 2>&1 | sed -n 's|.*HTTP/[0-9.]* \([0-9][0-9][0-9]\).*|\1|p' | head -n 1
    ;;
  python3)
    python3 -c 'import http.client, sys
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
  page="$2"
  target="${4:-}${4:+:$1}"
  case $3 in
  *"$bindings_key{"*)
    # Extracted from the JSON: in a template these fields have other names in other versions of docker.
    binding="${3#*"$bindings_key"}"
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
