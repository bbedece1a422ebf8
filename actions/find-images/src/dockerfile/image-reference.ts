// Whether BuildKit takes a string for the reference of an image (distribution/reference 0.6: reference.go, regexp.go,
// normalize.go). kit/docker parses names that people configure, and lowers them; here upper case is an error. Pure.

const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?'
const DOMAIN = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9A-Fa-f:]+\\])(?::[0-9]+)?$`)
const REST =
  /^([a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@(?:sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}))?$/

export function isImageReference(text: string): boolean {
  if (/^[0-9a-f]{64}$/.test(text)) return false
  const slash = text.indexOf('/')
  const first = text.slice(0, Math.max(slash, 0))
  const hasDomain =
    slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first)
  if (hasDomain && !DOMAIN.test(first)) return false
  const [, path = ''] = REST.exec(hasDomain ? text.slice(slash + 1) : text) ?? []
  const isOfficial = !path.includes('/') && (!hasDomain || /^(?:index\.)?docker\.io$/.test(first))
  return path !== '' && path.length + (isOfficial ? 'library/'.length : 0) <= 255
}
