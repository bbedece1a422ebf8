# Pulls images, and makes containers without starting them. Arguments: the environment's folder, the run, the number of images, for each
# of them 1 for the run's login or 0 and the image; then for each container the number of arguments of docker create, and these.
folders "$1" "$2"
shift 2

failed() {
  say failed "$1" "$2" "$3" "$(said)"
}

pull() {
  with_login "$1"
  exec docker pull "$2"
}

is_there() {
  case $1 in
  *@*) docker image inspect "$1" >/dev/null 2>&1 ;;
  *) false ;;
  esac
}

prepare() {
  stoppable
  local images="$1" count at words
  shift
  while [ "$images" -gt 0 ]; do
    if ! is_there "$2"; then
      run pull "$1" "$2" >"$dir/out" 2>"$dir/said" || {
        failed pull "$2" $?
        return 1
      }
      say pulled "$2" "$(sed -n 's/^Digest: //p' "$dir/out")"
    fi
    shift 2
    images=$((images - 1))
  done
  while [ $# -gt 0 ]; do
    count="$1"
    at=2
    words=
    # Names of parameters alone: what is in them is not read by the shell.
    while [ $at -le $((count + 1)) ]; do
      words="$words \"\${$at}\""
      at=$((at + 1))
    done
    if ! eval "run docker create $words" >"$dir/out" 2>"$dir/said"; then
      # A connection that broke may have left it; the name is of this run alone, which gives it first of all.
      case $(said) in *'already in use'*) docker rm "$3" >/dev/null 2>&1 ;; esac
      eval "run docker create $words" >"$dir/out" 2>"$dir/said" || {
        failed create '' $?
        return 1
      }
    fi
    say created "$(tail -n 1 "$dir/out")"
    shift $((count + 1))
  done
}
watched prepare "$@"
