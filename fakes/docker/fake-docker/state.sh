# shellcheck shell=sh disable=SC2034,SC2154
# The state of the fake docker's containers. Each has a folder below $containers with a file `state`, one value a line: `load` reads
# them into variables, `save` writes them back.

now() {
  read -r ms _ </proc/uptime
  ms="${ms%.*}${ms#*.}0"
}

# Sets `duration` to the milliseconds of `2` or `0.25` seconds.
milliseconds() {
  case $1 in *.*) fraction="${1#*.}000" ;; *) fraction=000 ;; esac
  fraction="1${fraction%"${fraction#???}"}"
  duration=$((${1%%.*} * 1000 + fraction - 1000))
}

# Finds a container by its id, its name, or a prefix of its id, and loads it.
find_container() {
  if [ -f "$containers/$1/state" ]; then
    ID="$1"
    load
    return 0
  fi
  find_name "$1" && return 0
  for file in "$containers/$1"*/state; do
    [ -f "$file" ] || return 1
    ID="${file%/state}"
    ID="${ID##*/}"
    load
    return 0
  done
}

# Finds a container by its name, and loads it.
find_name() {
  find_id "$1" && load
}

# Sets ID to that of the container with a name.
find_id() {
  for file in "$containers"/*/state; do
    [ -f "$file" ] || continue
    read -r other_name <"$file"
    [ "$other_name" = "$1" ] || continue
    ID="${file%/state}"
    ID="${ID##*/}"
    return 0
  done
  return 1
}

# Reads the state of container $ID. Its health depends on its age.
load() {
  {
    IFS= read -r name
    IFS= read -r image
    IFS= read -r created
    IFS= read -r started
    IFS= read -r restart
    IFS= read -r ports
    IFS= read -r service
    IFS= read -r status
    IFS= read -r exit
    IFS= read -r since
    IFS= read -r behaviour
    IFS= read -r labels
    IFS= read -r networks
    IFS= read -r release
    IFS= read -r address
  } <"$containers/$ID/state"
  health= open='{}' ip=
  kind="${behaviour%% *}" what="${behaviour#* }"
  [ "$status" = running ] || {
    case $kind,$status in plain,* | job,* | kamal-proxy,* | *,created) ;; *) health=unhealthy ;; esac
    return 0
  }
  now
  age=$((ms - since))
  case $kind in
  exits)
    status=exited exit="${what%% *}"
    return 0
    ;;
  job)
    # SECONDS CODE TEXT
    milliseconds "${what%% *}"
    if [ "$age" -ge $duration ]; then
      status=exited exit="${what#* }" exit="${exit%% *}"
      return 0
    fi
    ;;
  healthy) health=healthy ;;
  unhealthy) if [ $age -lt 500 ]; then health=starting; else health=unhealthy; fi ;;
  slow) if [ $age -lt $((what * 1000)) ]; then health=starting; else health=healthy; fi ;;
  esac
  open="$ports" ip="$address"
}

save() {
  printf '%s\n' "$name" "$image" "$created" "$started" "$restart" "$ports" "$service" "$status" "$exit" "$since" "$behaviour" \
    "$labels" "$networks" "$release" "$address" >"$containers/$ID/next"
  mv "$containers/$ID/next" "$containers/$ID/state"
}
