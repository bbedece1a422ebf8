// What is left of some commits after their reverts. Pure.

export type ChangeCommit = {
  readonly id: string
  readonly parents: readonly string[]
  /** Subject and body. */
  readonly message: string
}

/** A commit that is not reverted by a later one. */
export type LastingCommit = ChangeCommit & {
  /** What it reverts: nothing, other commits of the list alone, or something that is not in the list. */
  readonly reverts: 'nothing' | 'listed' | 'others'
}

/**
 * Returns the commits that no later one of them reverts, descendants first. A revert that is itself reverted reverts nothing. With a
 * merge, the commits that it merged are reverted.
 */
export function lastingCommits(commits: readonly ChangeCommit[]): LastingCommit[] {
  const ordered = descendantsFirst(commits)
  const known = new Map(ordered.map((commit, index) => [commit.id, { commit, index }]))
  const find = finder(ordered)
  const reverted = new Set<string>()
  return ordered.flatMap((commit, index): LastingCommit[] => {
    if (reverted.has(commit.id)) return []
    const named = revertsOf(commit.message)
    if (!named) return [{ ...commit, reverts: 'nothing' }]
    const targets = named.map(({ id, mainline }) => ({ at: known.get(find(id) ?? ''), mainline }))
    let isListed = targets.length > 0
    for (const { at, mainline } of targets) {
      // A commit reverts only earlier ones, whatever it says.
      if (at && at.index > index)
        for (const id of broughtBy(at.commit, mainline, known)) reverted.add(id)
      else isListed = false
    }
    return [{ ...commit, reverts: isListed ? 'listed' : 'others' }]
  })
}

const LIST = '([0-9a-f]{4,64}(?![0-9a-z])(?:(?:,?\\s+and|,)\\s+[0-9a-f]{4,64}(?![0-9a-z]))*)'

/** What git revert writes; people also list several commits. For a merge, it names the parent that stays. */
const REVERTS = new RegExp(
  `^[ \\t]*This reverts commits?:?\\s+${LIST}(?:,\\s+reversing\\s+changes\\s+made\\s+to\\s+([0-9a-f]{4,64}))?`,
  'gim',
)

/** The footer that Conventional Commits 1.0 recommends for the type `revert`. */
const REFERENCES = new RegExp(`^Refs:\\s+${LIST}`, 'gim')

type Named = { readonly id: string; readonly mainline: string }

/** Returns the commits that a message reverts; none if it does not name them, undefined if it is not about a revert. */
function revertsOf(message: string): Named[] | undefined {
  const isTyped = /^revert(?:\([^()\r\n]*\))?!?: /i.test(message)
  const found = [...message.matchAll(REVERTS), ...(isTyped ? message.matchAll(REFERENCES) : [])]
  if (found.length === 0 && !isTyped && !/^(?:Revert|Reapply) "/i.test(message)) return undefined
  return found.flatMap(([, list = '', mainline = '']) =>
    list
      .toLowerCase()
      .split(/[\s,]+/)
      .filter((word) => word !== 'and')
      .map((id) => ({ id, mainline: mainline.toLowerCase() })),
  )
}

/** Returns a function that finds a commit by its id, the only one by the beginning of it, or the id of the commit that it was picked from. */
function finder(commits: readonly ChangeCommit[]): (id: string) => string | undefined {
  const ids = commits.map(({ id }) => id).sort()
  const picked = new Map(
    commits.flatMap(({ id, message }) =>
      [...message.matchAll(/^\(cherry picked from commit ([0-9a-f]{40,64})\)$/gm)].map(
        ([, from = '']) => [from, id] as const,
      ),
    ),
  )
  return (start) => {
    let [low, high] = [0, ids.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ids[middle] ?? '') < start) low = middle + 1
      else high = middle
    }
    const isFound = ids[low]?.startsWith(start) && !ids[low + 1]?.startsWith(start)
    return isFound ? ids[low] : picked.get(start)
  }
}

type Known = ReadonlyMap<string, { readonly commit: ChangeCommit }>

/** Returns a commit and, if it is a merge, the commits that it added to the parent that stays, by default its first. */
function broughtBy({ id, parents }: ChangeCommit, mainline: string, known: Known): Set<string> {
  if (parents.length < 2) return new Set([id])
  const stays = parents.find((one) => mainline !== '' && one.startsWith(mainline)) ?? parents[0]
  const kept = ancestorsIn(known, stays ?? '')
  return new Set([...ancestorsIn(known, id)].filter((one) => !kept.has(one)))
}

function ancestorsIn(known: Known, id: string): Set<string> {
  const found = new Set(known.has(id) ? [id] : [])
  for (const one of found) {
    for (const parent of known.get(one)?.commit.parents ?? []) {
      if (known.has(parent)) found.add(parent)
    }
  }
  return found
}

/** Sorts commits so that each comes before its ancestors. */
export function descendantsFirst<C extends ChangeCommit>(commits: readonly C[]): C[] {
  const byId = new Map(commits.map((commit) => [commit.id, commit]))
  const children = new Map<string, number>()
  for (const parent of commits.flatMap(({ parents }) => parents)) {
    children.set(parent, (children.get(parent) ?? 0) + 1)
  }
  const ordered = commits.filter(({ id }) => !children.has(id))
  // It grows while it is read.
  for (const { parents } of ordered) {
    for (const parent of parents) {
      const left = (children.get(parent) ?? 0) - 1
      children.set(parent, left)
      const commit = byId.get(parent)
      if (left === 0 && commit) ordered.push(commit)
    }
  }
  return ordered
}
