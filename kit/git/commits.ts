// Commits as git prints them.

import type { Git } from './git.ts'

export type Commit = {
  readonly id: string
  readonly parents: readonly string[]
  /** The commit time, in seconds. */
  readonly time: number
  /** The commit time as git prints it, `2024-01-02 03:04:05 +0100`. */
  readonly date: string
  /** Subject and body; empty if they were left out. */
  readonly message: string
}

/**
 * Returns the commits that `git log` shows, in its order: those of the arguments, or only those in `ids`. Messages can be left out:
 * they are most of the bytes.
 */
export async function commitsOf(
  git: Git,
  args: readonly string[],
  more: { readonly ids?: readonly string[]; readonly messages?: boolean } = {},
): Promise<Commit[]> {
  const { ids, messages = true } = more
  const shown = [
    '-z',
    '--no-show-signature',
    '--encoding=UTF-8',
    `--format=%H %P%n%ct%n%ci${messages ? '%n%B' : ''}`,
  ]
  const input = ids ? ['--no-walk=unsorted', '--stdin'] : []
  const output = await git.ask(['log', ...shown, ...input, ...args, '--'], ids?.join('\n'))
  return output.split('\0').flatMap((entry) => {
    const [names = '', time, date = '', ...message] = entry.split('\n')
    const [id, ...parents] = names.split(' ').filter(Boolean)
    return id === undefined
      ? []
      : [{ id, parents, time: Number(time), date, message: message.join('\n') }]
  })
}

/** Returns commits by their ids. */
export function byId(commits: readonly Commit[]): ReadonlyMap<string, Commit> {
  return new Map(commits.map((commit) => [commit.id, commit]))
}
