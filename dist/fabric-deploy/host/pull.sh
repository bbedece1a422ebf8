# Pulls images. Arguments: the environment's folder, the run, then for each image 1 for the run's login or 0, and the image.
folders "$1" "$2"
shift 2

pull() {
  stoppable
  while [ $# -gt 0 ]; do
    (with_login "$1"; docker image inspect "$2" >/dev/null 2>&1) && case $2 in *@*) shift 2; continue ;; esac
    pulling() {
      with_login "$1"
      exec docker pull "$2"
    }
    run pulling "$1" "$2" >"$dir/out" 2>"$dir/said" || {
      code=$?
      say failed "$2" "$code" "$(said)"
      return 1
    }
    say pulled "$2" "$(sed -n 's/^Digest: //p' "$dir/out")"
    shift 2
  done
}
watched pull "$@"
