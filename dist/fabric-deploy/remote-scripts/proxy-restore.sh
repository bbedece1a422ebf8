# Restores the old proxy after an upgrade that did not finish, for proxy.sh: whichever script finds one does so.

# The containers of an upgrade: the old proxy, which still has the routes; the new one until the old one stops, whose unique name ensures
# that only one environment replaces the proxy; and the one that tries the image.
old_container=towpath-proxy-old
next_container=towpath-proxy-next
trial_container=towpath-proxy-trial

# Waits until no other environment is replacing the proxy, but not for long: its run may be dead. Then undoes an unfinished upgrade.
end_earlier_upgrade() {
  local begin old new
  end_on_sigterm
  now
  begin=$ms
  while new=$(id_of "$next_container") old=$(id_of "$old_container") && [ -n "$new$old" ]; do
    now
    # This run has the environment's lock, so no other run of the environment is at work.
    if [ "$(maker_of "${new:-$proxy_container}")" = "$slug" ] || [ $((ms - begin)) -ge 100000 ]; then
      [ -z "$old" ] || restore_old || return
      [ -z "$new" ] || docker rm -f "$trial_container" "$new" >/dev/null 2>&1
      break
    fi
    if [ -n "$ended" ]; then
      record_failure ended
      return 1
    fi
    run sleep 1
  done
  end_on_sigterm
}

# Prints the environment that has made a proxy.
maker_of() {
  docker container inspect --format '{{index .Config.Labels "towpath.maker"}}' "$1" 2>/dev/null
}

# Restores the old proxy. Returns 2 if it does not answer then.
restore_old() {
  local new old
  trap '' TERM
  ended=
  await_docker
  # By their ids, and read in this order: a script of a run that was killed may be doing the same at this moment.
  new=$(id_of "$proxy_container")
  old=$(id_of "$old_container")
  if [ -n "$old" ] && [ "$old" != "$new" ]; then
    # A proxy that is stopping refuses commands, but runs until its requests are answered.
    (proxy_container="$old" && list_routes >/dev/null 2>&1) || docker stop -t 15 "$old" >/dev/null 2>&1
    if [ -n "$new" ]; then
      docker stop -t 15 "$new" >/dev/null 2>&1
      docker rm -f "$new" >/dev/null 2>&1
    fi
    restore_state "$old"
    docker rename "$old" "$proxy_container" 2>/dev/null
  fi
  read_proxy
  start_and_await >"$run_dir/restoring" && return 0
  record lost "$(last_output)"
  return 2
}

# The new proxy may have changed the saved routes. Writes them only if they differ: the disk may be full.
restore_state() {
  [ -s "$run_dir/proxy-state" ] || return 0
  docker cp "$1:$state_folder/kamal-proxy.state" - 2>/dev/null | cmp -s - "$run_dir/proxy-state" ||
    docker cp - "$1:$state_folder" <"$run_dir/proxy-state" >/dev/null 2>&1
}

# Cleans up after a run that was killed.
restore() {
  end_earlier_upgrade || return
  read_proxy
  [ "$state" != exited ] || start_and_await || return
  record found "$(docker container inspect --format '{{.Config.Image}}' "$proxy_container" 2>/dev/null)"
}
