# Pulls images, and creates containers without starting them. Arguments: the environment's folder, the run's id, the number of images,
# for each image 1 if it needs the run's login, else 0, and its reference; then for each container the number of arguments of docker
# create, and these, and the number of further networks, and for each its name and the container's alias in it, or empty.
set_folders "$1" "$2"
shift 2

# Reports the command, the image and the exit code, with the command's output.
record_failure() {
  record failed "$1" "$2" "$3" "$(last_output)"
}

pull() {
  with_login "$1"
  exec docker pull "$2"
}

# Reports an image by what docker printed when it pulled it.
record_pulled() {
  local word rest digest=''
  while read -r word rest; do
    case "$word $rest" in
    'Digest: '*) digest="$rest" ;;
    # For cleanup.sh: if this release fails, nothing else knows of its image.
    'Status: Downloaded'*) echo "$1" >>"$env_dir/pulled" ;;
    esac
  done
  record pulled "$1" "$digest"
}

# Connects a container to a network.
connect() {
  if [ -n "$3" ]; then set -- --alias "$3" "$2" "$1"; else set -- "$2" "$1"; fi
  exec docker network connect "$@"
}

# A reference with a digest that the host has needs no pull; a tag may have moved.
is_present() {
  case $1 in
  *@*) docker image inspect "$1" >/dev/null 2>&1 ;;
  *) false ;;
  esac
}

prepare() {
  end_on_sigterm
  local images="$1" count index words line id networks
  shift
  while [ "$images" -gt 0 ]; do
    if ! is_present "$2"; then
      run pull "$1" "$2" >"$run_dir/stdout" 2>"$run_dir/output" || {
        record_failure pull "$2" $?
        return 1
      }
      record_pulled "$2" <"$run_dir/stdout"
    fi
    shift 2
    images=$((images - 1))
  done
  while [ $# -gt 0 ]; do
    count="$1"
    index=2
    # Builds "${2}" "${3}" ...: eval sees only the names of the parameters, and never their values.
    words=
    while [ $index -le $((count + 1)) ]; do
      words="$words \"\${$index}\""
      index=$((index + 1))
    done
    if ! eval "run docker create $words" >"$run_dir/stdout" 2>"$run_dir/output"; then
      # It may be there from a connection that was lost. The name, docker create's second argument, belongs to this run alone.
      case $(last_output) in *'already in use'*) docker rm -v "$3" >/dev/null 2>&1 ;; esac
      eval "run docker create $words" >"$run_dir/stdout" 2>"$run_dir/output" || {
        record_failure create '' $?
        return 1
      }
    fi
    # Docker only warns about a limit that the host's kernel does not support.
    [ ! -s "$run_dir/output" ] || case $(last_output) in *'Limitation discarded'*)
      record_failure create '' 0
      return 1
      ;;
    esac
    # The last line.
    while read -r line; do id="$line"; done <"$run_dir/stdout"
    shift $((count + 1))
    networks="$1"
    shift
    while [ "$networks" -gt 0 ]; do
      run connect "$id" "$1" "$2" >/dev/null 2>"$run_dir/output" || {
        record_failure 'network connect' '' $?
        return 1
      }
      shift 2
      networks=$((networks - 1))
    done
    record created "$id"
  done
}
run_until_input_closes prepare "$@"
