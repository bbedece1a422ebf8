# shellcheck shell=sh disable=SC2034,SC2154
# The commands of the fake docker that show a container.

# Supports exactly the templates of the scripts.
inspect() {
  if ! find_container "$1"; then
    echo "Error: No such object: $1" >&2
    return 1
  fi
  case $format in
  'container{{"\t"}}[{{json .ID}},{{json .Name}},{{json .Created}},{{json .Config.Image}},{{json .Config.Labels}},{{json .State.Status}},{{json .State.StartedAt}},{{json .HostConfig.RestartPolicy.Name}},{{json .RestartCount}},{{json .HostConfig.PortBindings}},{{json .NetworkSettings.Ports}},{{if .State.Health}}{{json .State.Health.Status}}{{else}}null{{end}}]{{"\n"}}probe {{.ID}} {{printf "%q" (index .Config.Labels "towpath.service")}} {{.State.Status}} {{json .NetworkSettings.Ports}}{{range .NetworkSettings.Networks}} {{.IPAddress}}{{end}}')
    shown_health=null
    [ -z "$health" ] || shown_health="\"$health\""
    bindings=$(printf '%s' "$ports" | sed 's/"HostIp":"0.0.0.0"/"HostIp":""/g; s/"HostPort":"49153"/"HostPort":""/g')
    printf 'container\t["%s","/%s","%s","%s",%s,"%s","%s","%s",0,%s,%s,%s]\n' "$ID" "$name" "$created" "$image" "$labels" "$status" \
      "$started" "$restart" "$bindings" "$open" "$shown_health"
    printf 'probe %s "%s" %s %s %s\n' "$ID" "$service" "$status" "$open" "$ip"
    ;;
  '{{.State.Status}} {{.RestartCount}} {{.State.ExitCode}} {{.State.OOMKilled}} {{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}} {{json .NetworkSettings.Ports}}{{range .NetworkSettings.Networks}} {{.IPAddress}}{{end}}')
    echo "$status 0 $exit false ${health:-none} $open $ip"
    ;;
  '{{if .State.Health}}{{range .State.Health.Log}}{{.Output}}{{end}}{{end}}') [ "$kind" != unhealthy ] || echo "$what" ;;
  '{{.Config.Image}} {{index .Config.Labels "towpath.release"}}')
    case $labels in
    *'"towpath.release":"'*) release="${labels#*\"towpath.release\":\"}" ;;
    *) release= ;;
    esac
    echo "$image ${release%%\"*}"
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
  echo "$name starts"
  case $kind in
  unhealthy) echo "$what" ;;
  exits) echo "${what#* }" >&2 ;;
  esac
}
