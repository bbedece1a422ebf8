# shellcheck shell=sh disable=SC2034,SC2154
# The commands of the fake docker for images and registries.

# Sets name and version of `host:5000/shop/web:v1` or `shop/web@sha256:...`.
reference() {
  case $1 in
  *@*) repository="${1%@*}" version="${1##*@}" ;;
  *)
    version="${1##*/}"
    case $version in
    *:*) version="${version#*:}" repository="${1%:*}" ;;
    *) version=latest repository="$1" ;;
    esac
    ;;
  esac
}

# Sets the URL of the API of a registry.
address_of() {
  case $1 in 127.* | localhost*) asked="http://$1/v2/" ;; *) asked="https://$1/v2/" ;; esac
}

pull() {
  reference "$1"
  address_of "${repository%%/*}"
  here="$root/registry/$repository"
  registry="${repository%%/*}"
  if [ -f "$root/registry/$registry.login" ] && ! grep -qs "\"$registry\"" "${DOCKER_CONFIG:-${HOME:-}/.docker}/config.json"; then
    daemon_error "Head \"$asked${repository#*/}/manifests/$version\": no basic auth credentials"
    return 1
  fi
  if [ ! -f "$here/$version" ]; then
    daemon_error "manifest for $1 not found: manifest unknown: manifest unknown"
    return 1
  fi
  digest="$version" found='Image is up to date'
  case $version in sha256:*) ;; *) read -r digest <"$here/$version" ;; esac
  if [ ! -f "$root/images/$repository/$digest" ]; then
    pace pull
    found='Downloaded newer image'
  fi
  [ -d "$root/images/$repository" ] || mkdir -p "$root/images/$repository"
  echo "$digest" >"$root/images/$repository/$digest"
  [ "$version" = "$digest" ] || echo "$digest" >"$root/images/$repository/$version"
  case $version in
  sha256:*) echo "$1: Pulling from ${repository#*/}" ;;
  *) echo "$version: Pulling from ${repository#*/}" ;;
  esac
  echo "Digest: $digest"
  echo "Status: $found for $1"
  echo "$1"
}

image_inspect() {
  reference "$1"
  if [ ! -f "$root/images/$repository/$version" ]; then
    echo '[]'
    echo "Error: No such image: $1" >&2
    return 1
  fi
  read -r digest <"$root/images/$repository/$version"
  echo "[{\"RepoDigests\":[\"$repository@$digest\"]}]"
}

remove_image() {
  reference "$1"
  if [ ! -f "$root/images/$repository/$version" ]; then
    echo "Error: No such image: $1" >&2
    return 1
  fi
  read -r digest <"$root/images/$repository/$version"
  for file in "$containers"/*/state; do
    [ -f "$file" ] || continue
    ID="${file%/state}"
    ID="${ID##*/}"
    load
    [ "$image" = "$1" ] || [ "$image" = "$repository@$digest" ] || continue
    short=$(printf '%.12s' "$ID") of=$(printf '%.12s' "${digest#sha256:}")
    daemon_error "conflict: unable to remove repository reference \"$1\" (must force) - container $short is using its referenced image $of"
    return 1
  done
  rm "$root/images/$repository/$version"
  echo "Untagged: $1"
  case $version in sha256:*) return 0 ;; esac
  # The digest goes with its last tag.
  grep -qsxF "$digest" -r "$root/images/$repository" --exclude="$digest" || rm -f "$root/images/$repository/$digest"
}

login() {
  IFS= read -r password
  address_of "$2"
  if [ ! -f "$root/registry/$2.login" ]; then
    daemon_error "Get \"$asked\": dial tcp: lookup $2: no such host"
    return 1
  fi
  read -r expected <"$root/registry/$2.login"
  if [ "$expected" != "$1:$password" ]; then
    daemon_error "login attempt to $asked failed with status: 401 Unauthorized"
    return 1
  fi
  config="${DOCKER_CONFIG:-${HOME:-}/.docker}"
  mkdir -p "$config"
  (umask 077 && printf '{"auths":{"%s":{"auth":"%s"}}}\n' "$2" "$(printf '%s' "$expected" | base64)" >"$config/config.json")
  cat >&2 <<END
WARNING! Your password will be stored unencrypted in $config/config.json.
Configure a credential helper to remove this warning. See
https://docs.docker.com/engine/reference/commandline/login/#credentials-store

END
  echo 'Login Succeeded'
}
