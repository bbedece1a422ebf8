// PEP 440 versions: parsing, normal form, order. Our own, because numbers may exceed a double (201704150312459999), and local
// segments such as `1e5` and `0x1` are strings. The tests compare it with Python's `packaging`.

type Letter = 'a' | 'b' | 'rc'

/** A parsed version. Numbers are of any size. */
export type Pep440 = {
  readonly epoch: bigint
  readonly release: readonly bigint[]
  readonly pre?: { readonly letter: Letter; readonly number: bigint } | undefined
  readonly post?: bigint | undefined
  readonly dev?: bigint | undefined
  readonly local?: readonly (string | bigint)[] | undefined
}

// PEP 440, appendix B. Only ASCII letters and digits: packaging compiles it with re.ASCII since 24.
const VERSION =
  /^(?:(?!\uFEFF)[\s\x85])*v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)(?<pre>[-_.]?(?<letter>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<preNumber>\d+)?)?(?<post>-(?<bare>\d+)|[-_.]?(?:post|rev|r)[-_.]?(?<postNumber>\d+)?)?(?<dev>[-_.]?dev[-_.]?(?<devNumber>\d+)?)?(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?(?:(?!\uFEFF)[\s\x85])*$/i

const LETTERS: Readonly<Record<string, Letter>> = {
  a: 'a',
  alpha: 'a',
  b: 'b',
  beta: 'b',
  c: 'rc',
  rc: 'rc',
  pre: 'rc',
  preview: 'rc',
}

/** Cached, since the same tags are parsed several times. */
const known = new Map<string, Pep440 | undefined>()

/** Parses a version; undefined if it is not one. */
export function parsePep440(text: string): Pep440 | undefined {
  if (!known.has(text)) known.set(text, parsed(text))
  return known.get(text)
}

function parsed(text: string): Pep440 | undefined {
  const groups = VERSION.exec(text)?.groups
  if (!groups) return undefined
  const {
    epoch,
    release = '',
    pre,
    letter = '',
    preNumber,
    post,
    bare,
    postNumber,
    dev,
    devNumber,
    local,
  } = groups
  const kind = LETTERS[letter.toLowerCase()]
  return {
    epoch: BigInt(epoch ?? 0),
    release: release.split('.').map(BigInt),
    pre: pre !== undefined && kind ? { letter: kind, number: BigInt(preNumber ?? 0) } : undefined,
    post: post === undefined ? undefined : BigInt(bare ?? postNumber ?? 0),
    dev: dev === undefined ? undefined : BigInt(devNumber ?? 0),
    local: local
      ?.toLowerCase()
      .split(/[-_.]/)
      .map((part) => (/^\d+$/.test(part) ? BigInt(part) : part)),
  }
}

/** Returns whether a string is a version; most are only numbers and dots, which is fast to check. */
export function isPep440(text: string): boolean {
  return /^\d+(?:\.\d+)*$/.test(text) || VERSION.test(text)
}

/** Returns the normal form. */
export function formatPep440({ epoch, release, pre, post, dev, local }: Pep440): string {
  return [
    epoch === 0n ? '' : `${epoch}!`,
    release.join('.'),
    pre ? `${pre.letter}${pre.number}` : '',
    post === undefined ? '' : `.post${post}`,
    dev === undefined ? '' : `.dev${dev}`,
    local ? `+${local.join('.')}` : '',
  ].join('')
}

/** Returns the normal form of a string; undefined if it is not a version. */
export function normalPep440(text: string): string | undefined {
  const parsed = parsePep440(text)
  return parsed && formatPep440(parsed)
}

/** Compares versions for sorting; zero if they are the same version, as `1.0` and `1.0.0` are. */
export function comparePep440(a: Pep440, b: Pep440): number {
  return (
    order(a.epoch, b.epoch) ||
    compareLists(trimmed(a.release), trimmed(b.release), order) ||
    order(preRank(a), preRank(b)) ||
    order(a.pre?.number ?? 0n, b.pre?.number ?? 0n) ||
    order(a.post ?? -1n, b.post ?? -1n) ||
    compareDev(a.dev, b.dev) ||
    compareLocal(a.local, b.local)
  )
}

const order = <T extends bigint | number | string>(a: T, b: T): number =>
  a < b ? -1 : a > b ? 1 : 0

function trimmed(release: readonly bigint[]): readonly bigint[] {
  return release.slice(0, release.findLastIndex((number) => number !== 0n) + 1)
}

/** `1.dev0` comes before `1a0`, and `1` and `1.post0` after every pre-release. */
function preRank({ pre, post, dev }: Pep440): number {
  if (pre) return { a: 1, b: 2, rc: 3 }[pre.letter]
  return dev !== undefined && post === undefined ? 0 : 4
}

function compareDev(a: bigint | undefined, b: bigint | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  return order(a, b)
}

/** No local part comes first; numbers come after strings. */
function compareLocal(a: Pep440['local'], b: Pep440['local']): number {
  if (!a || !b) return Number(a !== undefined) - Number(b !== undefined)
  return compareLists(a, b, (one, other) => {
    if (typeof one === 'string') return typeof other === 'string' ? order(one, other) : -1
    return typeof other === 'string' ? 1 : order(one, other)
  })
}

/** A prefix comes before the longer list. */
function compareLists<T>(
  a: readonly T[],
  b: readonly T[],
  compare: (a: T, b: T) => number,
): number {
  for (const [index, one] of a.entries()) {
    const other = b[index]
    if (other === undefined) return 1
    const result = compare(one, other)
    if (result !== 0) return result
  }
  return a.length < b.length ? -1 : 0
}
