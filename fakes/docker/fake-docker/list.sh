# shellcheck shell=sh disable=SC2034,SC2154
# The command of the fake docker that lists containers.

# Whether the loaded container has the labels of the lines of $labels_wanted.
has_labels() {
  while IFS= read -r label; do
    case $label in
    '') continue ;;
    *=*) label="\"${label%%=*}\":\"${label#*=}\"" ;;
    # Any value.
    *) label="\"$label\":\"" ;;
    esac
    case $labels in *"$label"*) ;; *) return 1 ;; esac
  done <<END
$labels_wanted
END
}

list() {
  all='' full='' labels_wanted='' state='' ancestor='' network='' only='' names=
  while [ $# -gt 0 ]; do
    case $1 in
    -aq) all=1 ;;
    -q) ;;
    --no-trunc) full=1 ;;
    --format)
      [ "$2" = '{{.Names}}' ] || unsupported "ps --format $2"
      names=1
      shift
      ;;
    --filter)
      case $2 in
      label=*=*)
        label="${2#label=}"
        labels_wanted="$labels_wanted$label
"
        ;;
      label=*)
        labels_wanted="$labels_wanted${2#label=}
"
        ;;
      name=^*$)
        only="${2#name=^}"
        only="${only%$}"
        ;;
      network=*) network="${2#network=}" ;;
      status=*) state="${2#status=}" ;;
      ancestor=*)
        reference "${2#ancestor=}"
        ancestor=unknown
        [ ! -f "$root/images/$repository/$version" ] || read -r ancestor <"$root/images/$repository/$version"
        ;;
      *) unsupported "ps --filter $2" ;;
      esac
      shift
      ;;
    *) unsupported "ps $1" ;;
    esac
    shift
  done
  for file in "$containers"/*/state; do
    [ -f "$file" ] || continue
    ID="${file%/state}"
    ID="${ID##*/}"
    load
    [ -n "$all" ] || [ "$status" = running ] || continue
    [ -z "$state" ] || [ "$status" = "$state" ] || continue
    [ -z "$only" ] || [ "$name" = "$only" ] || continue
    case " $networks " in *" ${network:-$networks} "*) ;; *) continue ;; esac
    has_labels || continue
    if [ -n "$ancestor" ]; then
      reference "$image"
      read -r digest <"$root/images/$repository/$version"
      [ "$digest" = "$ancestor" ] || continue
    fi
    if [ -n "$names" ]; then echo "$name"
    elif [ -n "$full" ]; then echo "$ID"
    else printf '%.12s\n' "$ID"
    fi
  done
}
