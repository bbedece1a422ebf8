# Replaces the proxy of the host, for proxy.sh. Two can't have the same ports, so for a moment nothing answers there.

# Prints the routes in a form that can be compared.
print_routes() {
  list_routes >"$run_dir/list" 2>"$run_dir/output" && tr -s ' ' <"$run_dir/list" | sed 's/ *$//'
}

# Replaces the proxy.
upgrade() {
  local before='' old_image code=0
  create_next || code=$?
  case $code in
  0) ;;
  3)
    record present
    return 0
    ;;
  *)
    [ -n "$(id_of "$old_container")" ] || record restored 0
    return $code
    ;;
  esac
  # One that does not answer has no routes to compare.
  [ "$state" != running ] || ! print_routes >"$run_dir/routes" || before=1
  rm -f "$run_dir/proxy-state"
  gap=0
  if connect_networks && try_image && replace "$before"; then
    record switched "$gap"
    old_image=$(docker container inspect --format '{{.Config.Image}}' "$old_container" 2>/dev/null)
    docker rm "$old_container" >/dev/null 2>&1
    # Docker refuses if it is used elsewhere.
    docker rmi "$old_image" >/dev/null 2>&1
    return 0
  fi
  docker rm -f "$trial_container" "$next_container" >/dev/null 2>&1
  restore_old || return
  now
  record restored "$((gap > 0 ? ms - gap : 0))"
  return 1
}

# Creates the new proxy, not started. Returns 3 if another environment has just replaced the old one.
create_next() {
  while end_earlier_upgrade || return; do
    read_proxy
    [ "$state$differs" != running ] || return 3
    create_network && create_proxy "$next_container" && return 0
    case $(last_output) in
    *'already in use'*) [ -n "$ended" ] || continue ;;
    esac
    record_failure create-failed "$(last_output)"
    return 1
  done
}

# The old one may have been connected by hand to other networks, for containers whose routes were added by hand.
connect_networks() {
  local network
  for network in $(docker container inspect --format '{{range $name, $all := .NetworkSettings.Networks}}{{$name}} {{end}}' "$proxy_container" 2>/dev/null); do
    [ "$network" != towpath ] || continue
    run docker network connect "$network" "$next_container" 2>"$run_dir/output" || {
      record_failure create-failed "$(last_output)"
      return 1
    }
  done
}

# Whether the image works on this host: checked before the old proxy stops.
try_image() {
  local proxy_container="$trial_container" state=created restarts differs
  run docker create --name "$trial_container" --network none "$image" kamal-proxy run >/dev/null 2>"$run_dir/output" || {
    record_failure create-failed "$(last_output)"
    return 1
  }
  start_and_await || return
  docker rm -f "$trial_container" >/dev/null 2>&1
}

# Stops the old proxy, and starts the new one. The argument is 1 if it has to have the same routes.
replace() {
  # Docker does not stop one that is paused.
  [ "$state" != paused ] || docker unpause "$proxy_container" >/dev/null 2>&1
  run docker rename "$proxy_container" "$old_container" 2>"$run_dir/output" &&
    run docker rename "$next_container" "$proxy_container" 2>"$run_dir/output" || {
    record_failure start-failed "$(last_output)"
    return 1
  }
  record stopping
  now
  gap=$ms
  # It finishes requests in progress for up to ten seconds.
  run docker stop -t 15 "$old_container" >/dev/null 2>"$run_dir/output" || {
    record_failure stop-failed "$(last_output)"
    return 1
  }
  docker cp "$old_container:$state_folder/kamal-proxy.state" - >"$run_dir/proxy-state" 2>/dev/null || rm -f "$run_dir/proxy-state"
  read_proxy
  start_and_await || return 1
  if [ "$1" = 1 ] && [ "$(print_routes)" != "$(cat "$run_dir/routes")" ]; then
    record_failure other-routes "$(print_routes | tr '\n' ';')"
    record_log
    return 1
  fi
  now
  gap=$((ms - gap))
}
