// Versioneer's eight styles, byte for byte (python-versioneer 0.29, render_* of versioneer.py).

export const STYLES = [
  'pep440',
  'pep440-branch',
  'pep440-pre',
  'pep440-post',
  'pep440-post-branch',
  'pep440-old',
  'git-describe',
  'git-describe-long',
] as const

export type Style = (typeof STYLES)[number]

/** What a version is rendered from. */
export type Pieces = {
  /** The nearest tag without its prefix; empty if there is none. */
  readonly tag: string
  /** Commits since the tag; all commits if there is none. */
  readonly distance: number
  /** The abbreviated commit, without a `g`. */
  readonly short: string
  readonly dirty: boolean
  /** HEAD is on the default branch. */
  readonly onDefault: boolean
}

/** Returns the version in a style, or why Versioneer fails. */
export function render(style: Style, pieces: Pieces): string | { readonly problem: string } {
  const { tag, distance, dirty } = pieces
  const changed = distance > 0 || dirty
  if (style === 'pep440-pre') return tag === '' ? `0.post0.dev${distance}` : renderPre(pieces)
  if (tag === '') return UNTAGGED[style](pieces)
  if (style === 'git-describe' || style === 'git-describe-long') return describe(style, pieces)
  return changed ? TAGGED[style](pieces) : tag
}

type Render = (pieces: Pieces) => string

const dirt = ({ dirty }: Pieces): string => (dirty ? '.dirty' : '')
const devIf = (wanted: boolean): string => (wanted ? '.dev0' : '')

/** The tag itself may have a local part. */
const join = ({ tag }: Pieces): string => (tag.includes('+') ? '.' : '+')

const TAGGED: Readonly<Record<Exclude<Style, 'pep440-pre' | `git-${string}`>, Render>> = {
  pep440: (p) => `${p.tag}${join(p)}${p.distance}.g${p.short}${dirt(p)}`,
  'pep440-branch': (p) =>
    `${p.tag}${devIf(!p.onDefault)}${join(p)}${p.distance}.g${p.short}${dirt(p)}`,
  'pep440-post': (p) => `${p.tag}.post${p.distance}${devIf(p.dirty)}${join(p)}g${p.short}`,
  'pep440-post-branch': (p) =>
    `${p.tag}.post${p.distance}${devIf(!p.onDefault)}${join(p)}g${p.short}${dirt(p)}`,
  'pep440-old': (p) => `${p.tag}.post${p.distance}${devIf(p.dirty)}`,
}

const UNTAGGED: Readonly<Record<Exclude<Style, 'pep440-pre'>, Render>> = {
  pep440: (p) => `0+untagged.${p.distance}.g${p.short}${dirt(p)}`,
  'pep440-branch': (p) => `0${devIf(!p.onDefault)}+untagged.${p.distance}.g${p.short}${dirt(p)}`,
  'pep440-post': (p) => `0.post${p.distance}${devIf(p.dirty)}+g${p.short}`,
  'pep440-post-branch': (p) => `0.post${p.distance}${devIf(!p.onDefault)}+g${p.short}${dirt(p)}`,
  'pep440-old': (p) => `0.post${p.distance}${devIf(p.dirty)}`,
  'git-describe': (p) => `${p.short}${p.dirty ? '-dirty' : ''}`,
  'git-describe-long': (p) => `${p.short}${p.dirty ? '-dirty' : ''}`,
}

function describe(style: 'git-describe' | 'git-describe-long', pieces: Pieces): string {
  const { tag, distance, short, dirty } = pieces
  const long = style === 'git-describe-long' || distance > 0 ? `-${distance}-g${short}` : ''
  return `${tag}${long}${dirty ? '-dirty' : ''}`
}

/** What Python's int() accepts: digits with `_` between them, a sign, spaces around. */
const PYTHON_INTEGER = /^\s*([+-]?)(\d+(?:_\d+)*)\s*$/

function renderPre({ tag, distance }: Pieces): string | { readonly problem: string } {
  if (distance === 0) return tag
  const [base, post, more] = tag.split('.post')
  // Versioneer uses the number only if there is exactly one.
  if (post === undefined || more !== undefined) return `${base}.post0.dev${distance}`
  const [, sign, digits] = PYTHON_INTEGER.exec(post || '0') ?? []
  if (digits === undefined) {
    return { problem: `Versioneer can't increment ".post${post}" in the tag "${tag}"` }
  }
  const number = BigInt(digits.replaceAll('_', '')) * (sign === '-' ? -1n : 1n)
  return `${base}.post${number + 1n}.dev${distance}`
}
