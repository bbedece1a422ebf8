# The lock of an environment, on its first host. Arguments: take, release, show or break; the environment's folder; the run that
# asks. The input of take is what others are told of the owner.
folders "$2" "$3"
lock="$base/lock"

owner() {
  token=
  if [ -f "$lock/owner" ]; then read -r token <"$lock/owner"; fi
}

case $1 in
take)
  umask 077
  mkdir -p "$base" 2>/dev/null
  # One of those who try gets it: mkdir is atomic.
  if problem=$(mkdir "$lock" 2>&1); then
    { echo "$3"; cat; } >"$lock/owner"
    before=
    [ ! -f "$base/last" ] || read -r before <"$base/last"
    say taken "$before"
    exit 0
  fi
  if [ ! -d "$lock" ]; then
    say problem "$problem"
    exit 1
  fi
  owner
  # After a connection that broke it may be ours.
  if [ "$token" = "$3" ]; then say taken '' own
  else
    say held
    cat "$lock/owner" 2>/dev/null
  fi
  ;;
release)
  owner
  if [ "$token" = "$3" ]; then
    echo "$3" >"$base/last"
    rm -rf "$lock"
    say released
  else say foreign
  fi
  ;;
show)
  if [ -d "$lock" ]; then
    say held
    cat "$lock/owner" 2>/dev/null
  else say free
  fi
  ;;
break)
  if [ -d "$lock" ]; then
    say broken
    cat "$lock/owner" 2>/dev/null
    rm -rf "$lock"
  else say free
  fi
  ;;
esac
