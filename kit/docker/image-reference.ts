// Parses image names by the grammar of distribution/reference (reference.go, regexp.go, normalize.go). Pure.

import { quote } from '../text/escape.ts'

const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?'
const DOMAIN = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9A-Fa-f:]+\\])(?::[0-9]+)?$`)
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/

/** The limit of registries and clients for domain, slash and path together. */
const LENGTH = 255

export type ImageName = {
  /** As in a reference, with the path in lower case. */
  readonly name: string
  /** Equal for all spellings of one image: `app` and `docker.io/library/app`. */
  readonly canonical: string
  /** Whether the path contained upper case. */
  readonly lowered: boolean
}

/** Parses an image name without tag and digest. Returns what is wrong with an invalid one. */
export function parseImageName(text: string): ImageName | { readonly problem: string } {
  const problem = (why: string): { problem: string } => ({
    problem: `${quote(text)} is not an image name: ${why}`,
  })
  if (/^[a-z]+:\/\//i.test(text)) return problem('remove the scheme')
  if (text.includes('@')) return problem('it has a digest; remove "@" and what follows')
  const slash = text.indexOf('/')
  const first = slash < 0 ? '' : text.slice(0, slash)
  const domain = /[.:]/.test(first) || first === 'localhost' ? first : ''
  if (domain === '' && first.toLowerCase() === 'localhost')
    return problem('"localhost" is a registry only in lower case')
  const path = domain === '' ? text : text.slice(slash + 1)
  if (domain !== '' && !DOMAIN.test(domain))
    return problem(`${quote(domain)} is not a registry's host`)
  if (/:[^/]*$/.test(path)) return problem('it has a tag; give the name without one')
  const lower = path.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
  const odd = lower.split('/').find((component) => !COMPONENT.test(component))
  if (odd !== undefined) {
    const rule = 'letters and digits, with one ".", "_", "__" or any number of "-" between them'
    return problem(odd === '' ? 'a part between slashes is empty' : `${quote(odd)} must be ${rule}`)
  }
  const name = domain === '' ? lower : `${domain}/${lower}`
  if (name.length > LENGTH)
    return problem(`it has ${name.length} characters, but at most ${LENGTH} are allowed`)
  if (/^[0-9a-f]{64}$/.test(name)) return problem('64 hex digits are an image id')
  return { name, canonical: canonical(domain.toLowerCase(), lower), lowered: lower !== path }
}

/** An image as a configuration names it, with its own tag or digest if it has them. */
export type ImageReference = ImageName & {
  readonly tag: string
  /** `sha256:...`, or empty. */
  readonly digest: string
  /** The registry's host as docker login takes it; that of Docker Hub is `docker.io`. */
  readonly registry: string
}

/** Parses `name`, `name:tag`, `name@digest` and `name:tag@digest`. */
export function parseImageReference(text: string): ImageReference | { readonly problem: string } {
  const [, before = text, digest = ''] = /^(.*?)@(.*)$/.exec(text) ?? []
  const [, bare = before, tag = ''] = /^(.*[^/]):([^/]*)$/.exec(before) ?? []
  if (digest !== '' && !isDigest(digest))
    return { problem: `${quote(digest)} is not a digest: sha256: and 64 hex digits` }
  if (before.endsWith(':') || text.endsWith('@') || (tag !== '' && !isTag(tag)))
    return { problem: `${quote(text)} has no valid tag` }
  const name = parseImageName(bare)
  if ('problem' in name) return name
  return { ...name, tag, digest, registry: name.canonical.split('/')[0] ?? '' }
}

/** Whether a string is a digest. SHA-256 is the only algorithm that registries use. */
export function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text)
}

/** Whether a string is a tag: distribution/reference and the OCI distribution specification. */
export function isTag(text: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(text)
}

function canonical(domain: string, path: string): string {
  const registry = domain === '' || domain === 'index.docker.io' ? 'docker.io' : domain
  return `${registry}/${registry === 'docker.io' && !path.includes('/') ? 'library/' : ''}${path}`
}
