// Converts PEP 440 versions to SemVer 2 and docker tags, in the same order as far as SemVer can express it.

import type { Pep440 } from './pep440.ts'

const WORDS = { a: 'alpha', b: 'beta', rc: 'rc' } as const

/**
 * Returns the version in SemVer 2; empty if it has an epoch, which SemVer can't express. A pre-release in SemVer is a list of
 * identifiers; numbers sort before words, and short lists before long ones, so:
 * - `1.2.dev5` is `1.2.0-0.dev.5`, before `-alpha.0`;
 * - `1.2.post3` is `1.2.1-0.0.post.3`: SemVer has no post-releases, so it comes before everything else of the next one;
 * - a development release comes before what it leads to, and after what was before that.
 */
export function semverOf({ epoch, release, pre, post, dev, local }: Pep440): string {
  if (epoch !== 0n) return ''
  const [major = 0n, minor = 0n, patch = 0n, ...more] = release
  const after = pre === undefined && post !== undefined
  const identifiers = [
    ...(pre ? preIdentifiers(pre, post === undefined ? dev : undefined) : after ? ['0', '0'] : []),
    ...(post === undefined ? [] : postIdentifiers(post, dev)),
    ...(pre === undefined && post === undefined && dev !== undefined ? ['0', 'dev', `${dev}`] : []),
  ]
  // What SemVer can't order goes to the build metadata: a fourth number, a local part.
  const zeroth = pre?.number === 0n && post === undefined && dev !== undefined
  const build = [
    ...more.map(String),
    ...(zeroth ? ['dev', `${dev}`] : []),
    ...(local ?? []).map(String),
  ]
  const numbers = `${major}.${minor}.${after ? patch + 1n : patch}`
  return [
    numbers,
    identifiers.length > 0 ? `-${identifiers.join('.')}` : '',
    build.length > 0 ? `+${build.join('.')}` : '',
  ].join('')
}

/**
 * `rc.2`; before it, and after `rc.1` with all its post-releases, comes `rc.1.to.2.dev.5`. Before the zeroth there is only `rc`
 * itself.
 */
function preIdentifiers(
  { letter, number }: NonNullable<Pep440['pre']>,
  dev: bigint | undefined,
): string[] {
  const word = WORDS[letter]
  if (dev === undefined) return [word, `${number}`]
  return number === 0n ? [word] : [word, `${number - 1n}`, 'to', `${number}`, 'dev', `${dev}`]
}

/** `post.3`; before it and after `post.2` comes `post.2.dev.5`, and before `post.0` comes `dev.5`. */
function postIdentifiers(post: bigint, dev: bigint | undefined): string[] {
  if (dev === undefined) return ['post', `${post}`]
  return post === 0n ? ['dev', `${dev}`] : ['post', `${post - 1n}`, 'dev', `${dev}`]
}

/** Returns the version as a docker tag: `1.2.0-rc.1`, `1.2.0-post.3`, `1-1.2.0` for an epoch; a local part follows `_`, as in Helm. */
export function dockerTagOf({ epoch, release, pre, post, dev, local }: Pep440): string {
  const tag = [
    epoch === 0n ? '' : `${epoch}-`,
    release.join('.'),
    pre ? `-${WORDS[pre.letter]}.${pre.number}` : '',
    post === undefined ? '' : `-post.${post}`,
    dev === undefined ? '' : `-dev.${dev}`,
    local ? `_${local.join('.')}` : '',
  ].join('')
  return tag.slice(0, 128)
}
