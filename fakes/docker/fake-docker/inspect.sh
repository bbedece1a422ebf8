# shellcheck shell=sh disable=SC2034,SC2154
# The commands of the fake docker that show a container.

# Sets `bindings` to published ports as they were asked for.
bindings_of() {
  replace_all "$1" '"HostIp":"0.0.0.0"' '"HostIp":""'
  replace_all "$replaced" '"HostPort":"49153"' '"HostPort":""'
  bindings="$replaced"
}

# Sets `replaced` to $1 with every $2 in it replaced by $3.
replace_all() {
  rest="$1" replaced=
  while :; do
    case $rest in *"$2"*) ;; *) break ;; esac
    replaced="$replaced${rest%%"$2"*}$3"
    rest="${rest#*"$2"}"
  done
  replaced="$replaced$rest"
}

# Prints a label of the loaded container.
label_value() {
  case $labels in
  *"\"$1\":\""*)
    asked="${labels#*"\"$1\":\""}"
    echo "${asked%%\"*}"
    ;;
  *) echo ;;
  esac
}

# Supports exactly the templates of the scripts.
inspect() {
  if ! find_container "$1"; then
    [ -n "$format" ] || echo '[]'
    echo "Error: No such ${object:-object}: $1" >&2
    return 1
  fi
  case $format in
  'container{{"\t"}}[{{json .ID}},{{json .Name}},{{json .Created}},{{json .Config.Image}},{{json .Config.Labels}},{{json .State.Status}},{{json .State.StartedAt}},{{json .HostConfig.RestartPolicy.Name}},{{json .RestartCount}},{{json .HostConfig.PortBindings}},{{json .NetworkSettings.Ports}},{{if .State.Health}}{{json .State.Health.Status}}{{else}}null{{end}}]'*)
    shown_health=null
    [ -z "$health" ] || shown_health="\"$health\""
    bindings_of "$ports"
    printf 'container\t["%s","/%s","%s","%s",%s,"%s","%s","%s",0,%s,%s,%s]\n' "$ID" "$name" "$created" "$image" "$labels" "$status" \
      "$started" "$restart" "$bindings" "$open" "$shown_health"
    case ${format#*'{{else}}null{{end}}]'} in
    '') ;;
    '{{"\n"}}probe {{.ID}} {{printf "%q" (index .Config.Labels "towpath.service")}} {{.State.Status}} {{json .NetworkSettings.Ports}}{{range .NetworkSettings.Networks}} {{.IPAddress}}{{end}}{{if eq .HostConfig.NetworkMode "host"}} 127.0.0.1{{end}}')
      printf 'probe %s "%s" %s %s %s\n' "$ID" "$service" "$status" "$open" "$ip"
      ;;
    *) unsupported "inspect --format $format" ;;
    esac
    ;;
  '{{.State.Status}} {{.RestartCount}} {{.State.ExitCode}} {{.State.OOMKilled}} {{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}} {{json .NetworkSettings.Ports}}{{range .NetworkSettings.Networks}} {{.IPAddress}}{{end}}{{if eq .HostConfig.NetworkMode "host"}} 127.0.0.1{{end}}')
    echo "$status 0 $exit false ${health:-none} $open $ip"
    ;;
  '{{if .State.Health}}{{range .State.Health.Log}}{{.Output}}{{end}}{{end}}') [ "$kind" != unhealthy ] || echo "$what" ;;
  '{{.Config.Image}} {{index .Config.Labels "towpath.release"}}') echo "$image $(label_value towpath.release)" ;;
  '{{.State.Status}} {{.State.ExitCode}} {{.State.OOMKilled}}') echo "$status $exit false" ;;
  '{{.Name}} {{index .Config.Labels "towpath.before"}}') echo "/$name $(label_value towpath.before)" ;;
  '{{index .Config.Labels "'*'"}}')
    asked="${format#*\"}"
    label_value "${asked%%\"*}"
    ;;
  '{{.State.Running}}') if [ "$status" = running ]; then echo true; else echo false; fi ;;
  '{{.State.Status}} {{.RestartCount}} {{.Config.Image}}{{range $port, $all := .HostConfig.PortBindings}}{{range $all}} {{.HostPort}}:{{$port}}{{end}}{{end}}')
    echo "$status 0 $image$(printf '%s' "$ports" | sed 's/[{}]//g; s/"\([^"]*\)":\["HostIp":"[^"]*","HostPort":"\([^"]*\)"\],*/ \2:\1/g')"
    ;;
  '{{.State.Status}} {{.RestartCount}}') echo "$status 0" ;;
  '{{.Config.Image}}') echo "$image" ;;
  '{{.State.Status}}') echo "$status" ;;
  '{{.ID}}') echo "$ID" ;;
  '{{range $name, $all := .NetworkSettings.Networks}}{{$name}} {{end}}')
    for network in $networks; do printf '%s ' "$network"; done
    echo
    ;;
  '{{range .NetworkSettings.Networks}}{{.NetworkID}} {{end}}')
    # Docker looks the network up when it starts the container.
    for network in $networks; do
      [ "$status" = created ] || cat "$root/networks/$network"
      printf ' '
    done
    echo
    ;;
  .) echo . ;;
  '') echo "[{\"Id\":\"$ID\",\"Name\":\"/$name\"}]" ;;
  'proxy{{"\t"}}[{{json .Name}},{{json .ID}},{{json .Config.Image}},{{json .State.Status}},{{json .HostConfig.PortBindings}}]')
    bindings_of "$ports"
    printf 'proxy\t["/%s","%s","%s","%s",%s]\n' "$name" "$ID" "$image" "$status" "$bindings"
    ;;
  *) unsupported "inspect --format $format" ;;
  esac
}

logs() {
  find_container "$1" || {
    echo "Error: No such container: $1" >&2
    return 1
  }
  [ -n "$since" ] && [ "$since" -gt 0 ] || return 0
  case $kind in
  unhealthy)
    echo "$name starts"
    echo "$what"
    ;;
  exits)
    echo "$name starts"
    echo "${what#* }" >&2
    ;;
  job) echo "${what#* * }" ;;
  *) echo "$name starts" ;;
  esac
}

# Waits until a container has ended.
await_end() {
  while find_container "$1" && [ "$status" = running ]; do sleep 0.05; done
}

follow_logs() {
  logs "$1" || return 1
  await_end "$1"
}

wait_for() {
  find_container "$1" || {
    daemon_error "No such container: $1"
    return 1
  }
  await_end "$1"
  echo "$exit"
}
