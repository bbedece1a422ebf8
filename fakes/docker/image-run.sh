#!/bin/sh
# What the containers of the tests run: MODE says how they behave, VERSION what they answer.
# After SIGTERM they go on for DRAIN seconds, in which they are no longer healthy.
web() {
  mkdir -p /www
  echo "$VERSION" > /www/index.html
  echo ok > /www/healthz
  exec httpd -f -p 8000 -h /www
}

# One request, from which a server that is not well makes 500 for /healthz.
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
    echo "there is no mode $MODE" >&2
    exit 2
    ;;
esac
server=$!
echo "$VERSION runs as $MODE"
# The first process of a container ends by a signal only where it handles it.
trap 'rm -f /www/healthz; [ "${DRAIN:-0}" = 0 ] || sleep "$DRAIN"; kill "$server"; exit 0' TERM INT
wait "$server"
