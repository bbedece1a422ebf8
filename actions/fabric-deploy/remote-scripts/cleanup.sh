# Tidies up after a run and prints what runs. Arguments: the environment's folder, the run, the environment, the containers that no
# restart of the host may start, with blanks between, those to stop and remove, and those to remove with their images.
folders "$1" "$2"
settle
for id in $4; do docker update --restart=no "$id" >/dev/null 2>&1; done
for id in $5; do docker stop "$id" >/dev/null 2>&1; done
for id in $5 $6; do
  known=$(docker inspect --format '{{.Config.Image}} {{index .Config.Labels "towpath.release"}}' "$id" 2>/dev/null) || continue
  docker rm "$id" >/dev/null 2>&1 || {
    say kept "$id"
    continue
  }
  image="${known% *}"
  tag="${known%%@*}:${known##* }"
  # The tag that it was pulled by, or the image stays under that name. Refused where another container has it.
  docker image inspect "$tag" 2>/dev/null | grep -qF "\"$image\"" && docker rmi "$tag" >/dev/null 2>&1
  docker rmi "$image" >/dev/null 2>&1
done
# Made by this run and never started: the run ended before.
for id in $(docker ps -aq --filter "label=towpath.run=$2" --filter status=created); do docker rm "$id" >/dev/null 2>&1; done
seen=0
found=$(containers "$3") || seen=1
echo "$found" | grep '^container'
rm -rf "$dir"
# Of runs that ended without a word; no run waits that long.
find "$base" -maxdepth 1 -name 'run-*' -mmin +2880 -exec rm -rf {} + 2>/dev/null
rmdir "$base" "${base%/*}" 2>/dev/null
exit $seen
