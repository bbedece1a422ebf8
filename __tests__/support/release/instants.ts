// Looks at a remote's refs in every instant of its releases, and says what was ever wrong.
import { gitInBulk } from '../../../fakes/git/git.ts'
import type { Refs } from '../../../fakes/git/ref-log.ts'
import type { Shop } from './world.ts'

export type Expected = {
  /** The branches that a release is merged into; the last one is tagged. */
  readonly into?: readonly string[]
  /** Whether release branches stay. */
  readonly keepsBranch?: boolean
  /** What the names of release branches begin with, before the version. */
  readonly branch?: string
}

/**
 * Returns what was wrong in some instant, a sentence each: a release that some of the branches have and others lack, or without its tag, or
 * a tag without it; a release branch beside its tag; a branch that went back, a tag that moved or went.
 */
export function wrongInstants(
  { folder, log }: Pick<Shop, 'folder' | 'log'>,
  { into = ['develop', 'master'], keepsBranch = false, branch = 'release/' }: Expected = {},
): string[] {
  const instants = log.instants()
  const start = `refs/heads/${branch}`
  const isBehind = ancestry(folder, instants)
  const first: Refs = instants[0] ?? new Map()
  const tips = tipsOf(instants, start)
  const problems = instants.flatMap((refs, index) => {
    const before = instants[index - 1] ?? refs
    const releases = [...tips].flatMap(([version, ids]) => {
      const has = into.filter((name) => {
        const tip = refs.get(`refs/heads/${name}`)
        return [...ids].some((id) => isBehind(tip, id))
      })
      const tag = refs.get(`refs/tags/v${version}`) ?? refs.get(`refs/tags/${version}`)
      const isInLast = isBehind(refs.get(`refs/heads/${into.at(-1)}`), tag)
      return [
        ...(has.length > 0 && has.length < into.length ? [`only ${has} has ${version}`] : []),
        ...(has.length > 0 && tag === undefined ? [`${version} is merged without a tag`] : []),
        ...(tag !== undefined && has.length === 0 ? [`${version} is tagged, not merged`] : []),
        ...(tag !== undefined && !isInLast ? [`the tag of ${version} is outside`] : []),
        ...(tag !== undefined && !keepsBranch && refs.has(start + version)
          ? [`${version} has its tag and its branch`]
          : []),
      ]
    })
    const strays = [...refs.keys()].filter(
      (ref) =>
        ref.startsWith('refs/tags/') &&
        !first.has(ref) &&
        !tips.has(ref.replace(/^refs\/tags\/v?/, '')),
    )
    return [
      ...releases,
      ...strays.map((ref) => `${ref} has no release branch`),
      ...[...before]
        .filter(([ref]) => !ref.startsWith(start))
        .flatMap(([ref, id]) => backward(ref, id, refs.get(ref), isBehind)),
    ].map((problem) => `instant ${index}: ${problem}`)
  })
  return problems
}

/** Returns what release branches were ever at, by version. */
function tipsOf(instants: readonly Refs[], start: string): Map<string, Set<string>> {
  const tips = new Map<string, Set<string>>()
  for (const refs of instants) {
    for (const [ref, id] of refs) {
      if (!ref.startsWith(start)) continue
      const version = ref.slice(start.length)
      tips.set(version, (tips.get(version) ?? new Set()).add(id))
    }
  }
  return tips
}

type IsBehind = (tip: string | undefined, id: string | undefined) => boolean

function backward(ref: string, from: string, to: string | undefined, isBehind: IsBehind): string[] {
  if (to === from) return []
  if (ref.startsWith('refs/tags/')) return [`${ref} has moved or gone`]
  return isBehind(to, from) ? [] : [`${ref} has lost commits`]
}

/** Returns a function that says whether an id is a tip or behind it; tags stand for their commits. */
function ancestry(folder: string, instants: readonly Refs[]): IsBehind {
  const ids = [...new Set(instants.flatMap((refs) => [...refs.values()]))]
  const [peeled = '', listed = ''] = gitInBulk([
    { folder, args: ['rev-parse', ...ids.map((id) => `${id}^{commit}`)] },
    { folder, args: ['rev-list', '--parents', ...ids] },
  ])
  const commits = new Map(peeled.split('\n').map((commit, index) => [ids[index] ?? '', commit]))
  const parents = new Map(
    listed.split('\n').map((line): [string, string[]] => {
      const [id = '', ...rest] = line.split(' ')
      return [id, rest]
    }),
  )
  const sets = new Map<string, Set<string>>()
  const setOf = (tip: string): Set<string> => {
    const known = sets.get(tip)
    if (known) return known
    const found = new Set([tip])
    for (const id of found) for (const one of parents.get(id) ?? []) found.add(one)
    sets.set(tip, found)
    return found
  }
  const commitOf = (id: string): string => commits.get(id) ?? id
  return (tip, id) =>
    tip !== undefined && id !== undefined && setOf(commitOf(tip)).has(commitOf(id))
}
