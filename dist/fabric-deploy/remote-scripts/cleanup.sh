# Cleans up after a run, and prints what is running. Arguments: the environment's folder, the run's id, the environment, and three lists
# of containers, separated by spaces: those that must not start again with the host, those to stop and remove, and those to remove with
# their images; then 1 if the deployment succeeded; the old containers that still run, each with the seconds between SIGTERM and SIGKILL
# (`id=10`); and the routes to remove from the proxy. A container's anonymous volumes are removed with it.
set_folders "$1" "$2"
end_earlier_worker
# It continues without its connection, until another script of this run ends it.
[ ! -d "$run_dir" ] || echo $$ >"$run_dir/worker"

# Stops a container that no longer gets requests.
stop_replaced() {
  local problem
  # If this run is killed now, its rollback knows that the container was stopping.
  [ ! -d "$run_dir" ] || : >"$run_dir/stopping.$1"
  problem=$(docker stop -t "$2" "$1" 2>&1) && return
  # It may be gone.
  [ "$(docker inspect --format '{{.State.Running}}' "$1" 2>/dev/null)" != true ] || record stop-failed "$1" "$(echo "$problem" | tr '\n\t' '  ')"
}

for route in ${9:-}; do remove_route "$route" 2>/dev/null; done
for one in ${8:-}; do stop_replaced "${one%%=*}" "${one#*=}" & done
wait
for id in $4; do docker update --restart=no "$id" >/dev/null 2>&1; done
for id in $5; do docker stop "$id" >/dev/null 2>&1; done
for id in $5 $6; do
  image_and_release=$(docker inspect --format '{{.Config.Image}} {{index .Config.Labels "towpath.release"}}' "$id" 2>/dev/null) || continue
  docker rm -v "$id" >/dev/null 2>&1 || {
    record kept "$id"
    continue
  }
  image="${image_and_release% *}"
  tag="${image_and_release%%@*}:${image_and_release##* }"
  # The tag that it was pulled by has to be removed too, or the image stays. Docker refuses if another container uses it.
  docker image inspect "$tag" 2>/dev/null | grep -qF "\"$image\"" && docker rmi "$tag" >/dev/null 2>&1
  docker rmi "$image" >/dev/null 2>&1
done
# Containers that this run created but did not start, since it ended early.
if [ "${7:-}" != 1 ]; then
  for id in $(docker ps -aq --filter "label=towpath.run=$2" --filter status=created); do docker rm -v "$id" >/dev/null 2>&1; done
fi
# The proxy that this run made, if the run has failed and nothing uses it: its ports must be free again.
if [ "${7:-}" != 1 ] && [ -n "$(docker ps -aq --filter "name=^$proxy_container\$" --filter "label=towpath.run=$2")" ]; then
  others=$(docker ps -aq --filter network=towpath | wc -l)
  routes=$(list_routes 2>/dev/null) && [ -z "$routes" ] && [ "$others" -le 1 ] && docker rm -f "$proxy_container" >/dev/null 2>&1
fi
# Containers of `before` commands that earlier runs left. They were kept until a deployment succeeds, so that their logs can be read.
if [ "${7:-}" = 1 ]; then
  for id in $(docker ps -aq --filter label=towpath.before); do
    name_and_label=$(docker inspect --format '{{.Name}} {{index .Config.Labels "towpath.before"}}' "$id" 2>/dev/null)
    case $name_and_label in *" $1/"*) ;; *) continue ;; esac
    name_and_label="${name_and_label#/}"
    docker rm -v "$id" >/dev/null 2>&1 || record before-running "${name_and_label%% *}"
  done
fi
# Images of earlier runs whose releases failed. Until a deployment succeeds, the next attempt may need them.
if [ "${7:-}" = 1 ] && [ -f "$env_dir/pulled" ]; then
  while read -r image; do
    [ -n "$(docker ps -aq --filter "ancestor=$image" </dev/null)" ] || docker rmi "$image" >/dev/null 2>&1
  done <"$env_dir/pulled"
  rm -f "$env_dir/pulled"
fi
exit_code=0
list_containers "$3" || exit_code=1
rm -rf "$run_dir"
# Folders of runs that were killed: no run lasts two days.
for folder in "$env_dir"/run-*; do
  [ ! -d "$folder" ] || find "$folder" -maxdepth 0 -mmin +2880 -exec rm -rf {} + 2>/dev/null
done
rmdir "$env_dir" "${env_dir%/*}" 2>/dev/null
exit $exit_code
