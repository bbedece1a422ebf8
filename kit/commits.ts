// Commits as git prints them.
import type { Git } from './git.ts'

export type Commit = {
  readonly id: string
  readonly parents: readonly string[]
  /** When it was committed, in seconds. */
  readonly time: number
  /** Subject and body. */
  readonly message: string
}

const FORMAT = ['-z', '--no-show-signature', '--format=%ct %H %P%n%B']

/** The commits that `git log` shows, in its order. `ids` asks for these alone. */
export async function commitsOf(
  git: Git,
  args: readonly string[],
  ids?: readonly string[],
): Promise<Commit[]> {
  const input = ids && ['--no-walk=unsorted', '--stdin']
  const output = await git.ask(['log', ...FORMAT, ...(input ?? []), ...args, '--'], ids?.join('\n'))
  return output.split('\0').flatMap((entry) => {
    const end = entry.indexOf('\n')
    const [time, id, ...parents] = entry.slice(0, Math.max(end, 0)).split(' ').filter(Boolean)
    return id === undefined
      ? []
      : [{ id, parents, time: Number(time), message: entry.slice(end + 1) }]
  })
}

/** The same by their ids. */
export function byId(commits: readonly Commit[]): ReadonlyMap<string, Commit> {
  return new Map(commits.map((commit) => [commit.id, commit]))
}
