# Asking a container over HTTP, with what the host has.
if command -v curl >/dev/null 2>&1; then client=curl
elif command -v wget >/dev/null 2>&1; then client=wget
elif command -v python3 >/dev/null 2>&1; then client=python3
else client=
fi

# Prints the status; nothing or 000 where nothing answers.
fetch() {
  case $client in
  curl) curl -gs -o /dev/null --max-time 5 -w '%{http_code}\n' "$1" ;;
  wget)
    once=
    if wget --version 2>/dev/null | grep -q GNU; then once='--tries=1 --max-redirect=0'; fi
    # shellcheck disable=SC2086
    wget -S -O /dev/null -T 5 $once "$1" 2>&1 | sed -n 's|.*HTTP/[0-9.]* \([0-9][0-9][0-9]\).*|\1|p' | head -n 1
    ;;
  python3)
    python3 -c 'import http.client, sys
there = http.client.HTTPConnection(sys.argv[1], timeout=5)
there.request("GET", sys.argv[2])
print(there.getresponse().status)' "$2" "$3" 2>/dev/null
    ;;
  esac
}

# Prints the status that a container's page has. Arguments: the port, the path, the published ports as docker inspect writes them, and
# the container's own addresses.
ask() {
  inside="\"$1/tcp\":["
  page="$2"
  place="${4:-}${4:+:$1}"
  case $3 in
  *"$inside{"*)
    # In a template these fields have other names in other versions of docker.
    binding="${3#*"$inside"}"
    address="${binding#*\"HostIp\":\"}"
    address="${address%%\"*}"
    outside="${binding#*\"HostPort\":\"}"
    outside="${outside%%\"*}"
    case $address in 0.0.0.0 | :: | '') address=127.0.0.1 ;; *:*) address="[$address]" ;; esac
    place="$address:$outside"
    ;;
  esac
  [ -z "$place" ] || fetch "http://$place$page" "$place" "$page"
}
