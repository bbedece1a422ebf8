# Commands for kamal-proxy in the container towpath-proxy, the one proxy of the host. Each changes or shows routes: which container gets
# the requests for which hosts. A route's name is ENVIRONMENT/SERVICE.
# A container behind the proxy has a label, towpath.route, with everything that its route needs: the route's name, the container's port,
# the seconds that requests in progress get when it replaces another container, and options of `kamal-proxy deploy`, separated by spaces.
proxy_container=towpath-proxy

# Replaces the shell by a command of kamal-proxy, so that a signal reaches it: only for `run`, or in a subshell.
kamal_proxy() {
  exec docker exec "$proxy_container" kamal-proxy "$@" </dev/null
}

# Prints the routes, a line each: name, hosts or *, paths, targets, state, and yes or no for TLS. The lists are separated by commas.
# Fails if the proxy does not answer.
list_routes() {
  local table escape
  table=$(kamal_proxy list) || return 1
  # It uses colours even without a terminal.
  escape=$(printf '\033')
  printf '%s\n' "$table" | sed -e "s/$escape\[[0-9;]*m//g" -e 1d
}

# Sets the variables `target` and `route_state` of a route by its name; both are empty if there is none. Fails if the proxy does not
# answer.
read_route() {
  local routes name route_target state
  target='' route_state=''
  routes=$(list_routes 2>/dev/null) || return 1
  # From a here-document, since a loop in a pipe can't set variables.
  while read -r name _ _ route_target state _; do
    [ "$name" != "$1" ] || target="$route_target" route_state="$state"
  done <<END
$routes
END
}

# Gives a container its route. Replaces the shell. Arguments: the container's id, the value of its label, the seconds within which it must
# pass its health check, and the seconds for requests in progress, or empty for those of the label.
deploy_route() {
  local id="$1" label="$2" within="$3" drain="$4" name port
  set -f
  # shellcheck disable=SC2086
  set -- $label
  name="$1"
  port="$2"
  drain="${drain:-$3}"
  shift 3
  # The first twelve characters of an id are its name in every network of the user's own, and short enough for a host name.
  id=$(printf '%.12s' "$id")
  kamal_proxy deploy "$name" --target "$id:$port" --deploy-timeout "${within}s" --drain-timeout "${drain}s" "$@"
}

# Removes a route. Succeeds if it does not exist.
remove_route() {
  local output
  output=$(kamal_proxy remove "$1" 2>&1) && return 0
  case $output in *'service not found'*) return 0 ;; esac
  printf '%s\n' "$output" >&2
  return 1
}

# Starts the proxy if it is not running, and waits until it answers, at most the given number of seconds. Fails sooner if it ends or is
# restarted again and again, and with 2 if docker refuses to start it. The error becomes the output of the last command. The second argument
# is its state if that is known and it is not running, or empty.
await_proxy() {
  local state="${2:-}" begin restarts='' first='' started='' refusals=0 action
  now
  begin=$ms
  while [ -n "$state" ] || ! run list_routes >/dev/null 2>"$run_dir/unanswered"; do
    if [ -z "$state" ] && docker container inspect --format '{{.State.Status}} {{.RestartCount}}' "$proxy_container" >"$run_dir/proxy" 2>/dev/null; then
      read -r state restarts <"$run_dir/proxy"
      first="${first:-$restarts}"
    fi
    now
    if [ -n "$ended" ] || [ "$state$started" = exited1 ] || [ "${restarts:-0}" -gt $((${first:-0} + 2)) ] || [ $((ms - begin)) -gt $(($1 * 1000)) ]; then
      cp "$run_dir/unanswered" "$run_dir/output" 2>/dev/null
      return 1
    fi
    case $state in
    created | exited | dead) action=start ;;
    paused) action=unpause ;;
    *) action= ;;
    esac
    state=
    if [ -n "$action" ] && run docker $action "$proxy_container" >/dev/null 2>"$run_dir/output"; then
      started=1
      continue
    fi
    # Docker itself may be restarting.
    [ -z "$action" ] || refusals=$((refusals + 1))
    [ $refusals -lt 3 ] || return 2
    run sleep 0.3
  done
}
