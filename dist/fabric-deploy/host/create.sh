# Makes a container and prints its id. Arguments: the environment's folder, the run, then those of docker create.
folders "$1" "$2"
shift 2

create() {
  stoppable
  run docker create "$@" >"$dir/out" 2>"$dir/said" || {
    say failed "$?" "$(said)"
    return 1
  }
  say created "$(tail -n 1 "$dir/out")"
}
watched create "$@"
