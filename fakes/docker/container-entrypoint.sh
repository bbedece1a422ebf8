#!/bin/sh
# What the containers of the tests run. MODE selects their behaviour, VERSION is their response.
# After SIGTERM they continue for DRAIN seconds, in which they fail their health check.
web() {
  mkdir -p /www
  echo "$VERSION" > /www/index.html
  echo ok > /www/healthz
  exec httpd -f -p 8000 -h /www
}

# Answers one request; 500 for /healthz.
answer() {
  read -r _ path _
  while read -r line && [ "$line" != "$(printf '\r')" ]; do :; done
  status='200 OK' text=$VERSION
  if [ "$path" = /healthz ]; then status='500 Internal Server Error' text=broken; fi
  printf 'HTTP/1.1 %s\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n%s\n' "$status" "$text"
}

if [ "${1:-}" = answer ]; then
  answer
  exit
fi
case $MODE in
  web) web & ;;
  broken) nc -ll -p 8000 -e /answer & ;;
  mute) sleep 1000000 & ;;
  dies)
    echo 'cannot find the database' >&2
    exit 3
    ;;
  *)
    echo "unknown MODE $MODE" >&2
    exit 2
    ;;
esac
server=$!
echo "$VERSION runs as $MODE"
# The first process of a container ignores the signals that it does not handle.
trap 'rm -f /www/healthz; [ "${DRAIN:-0}" = 0 ] || sleep "$DRAIN"; kill "$server"; exit 0' TERM INT
wait "$server"
