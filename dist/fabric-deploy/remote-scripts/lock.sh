# The lock of an environment, on its first host. Arguments: take, release, show or break; the environment's folder; the id of this run.
# The input of take is what other runs see of the owner.
set_folders "$2" "$3"
lock="$env_dir/lock"

read_owner() {
  owner_run=
  if [ -f "$lock/owner" ]; then read -r owner_run <"$lock/owner"; fi
}

case $1 in
take)
  umask 077
  mkdir -p "$env_dir" 2>/dev/null
  # mkdir is atomic: of several runs, only one succeeds.
  if problem=$(mkdir "$lock" 2>&1); then
    { echo "$3"; cat; } >"$lock/owner"
    last_run=
    [ ! -f "$env_dir/last" ] || read -r last_run <"$env_dir/last"
    record taken "$last_run"
    exit 0
  fi
  if [ ! -d "$lock" ]; then
    record problem "$problem"
    exit 1
  fi
  read_owner
  # This run may have taken it over a connection that was lost since.
  if [ "$owner_run" = "$3" ]; then record taken '' already-held
  else
    record held
    cat "$lock/owner" 2>/dev/null
  fi
  ;;
release)
  read_owner
  if [ "$owner_run" = "$3" ]; then
    echo "$3" >"$env_dir/last"
    rm -rf "$lock"
    record released
  else record foreign
  fi
  ;;
show)
  if [ -d "$lock" ]; then
    record held
    cat "$lock/owner" 2>/dev/null
  else record free
  fi
  ;;
break)
  if [ -d "$lock" ]; then
    record broken
    cat "$lock/owner" 2>/dev/null
    rm -rf "$lock"
  else record free
  fi
  ;;
esac
