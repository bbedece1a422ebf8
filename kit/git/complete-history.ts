// Compares two sides of commits in their complete histories: where a server does not answer with differences, and where bases are so
// entangled that proving each would cost more.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { commitsOf } from './commits.ts'
import type { Divergence, MergeBase } from './divergence.ts'
import type { Git } from './git.ts'
import type { WritableRepository } from './remote-repositories.ts'
import { fetch, shallowRemote } from './scratch-repository.ts'

/** Fetches all ancestors of the commits, without trees if the server can leave them out. */
export async function divergenceIn(
  { git, path }: WritableRepository,
  ours: readonly string[],
  theirs: readonly string[],
): Promise<Divergence> {
  await fetch(git, 'origin', ...new Set([...ours, ...theirs]))
  if (existsSync(join(path, 'shallow'))) throw shallowRemote()
  const not = (ids: readonly string[]): string[] => ids.map((id) => `^${id}`)
  const [one, other] = [await commitOf(git, 'ours', ours), await commitOf(git, 'theirs', theirs)]
  return {
    ours: await commitsOf(git, [...ours, ...not(theirs)]),
    theirs: await commitsOf(git, [...theirs, ...not(ours)]),
    bases: await allBases(git, await basesOf(git, one, other)),
  }
}

/** Returns the bases and theirs, of every two of them. */
async function allBases(git: Git, first: readonly string[]): Promise<MergeBase[]> {
  const found = new Set(first)
  const ancestors = new Map<string, string[]>()
  for (const one of found) {
    for (const other of [...found].slice(0, [...found].indexOf(one))) {
      const common = await basesOf(git, one, other)
      for (const id of common) {
        found.add(id)
        for (const later of [one, other])
          if (id !== later) ancestors.set(later, [...(ancestors.get(later) ?? []), id])
      }
    }
  }
  const ids = [...found]
  const commits = ids.length === 0 ? [] : await commitsOf(git, ['--no-walk', ...ids])
  return commits.map(({ id, time }) => ({
    commit: id,
    time,
    ancestors: [...new Set(ancestors.get(id))],
  }))
}

async function basesOf(git: Git, one: string, other: string): Promise<string[]> {
  const { code, stdout, stderr } = await git.run(['merge-base', '--all', one, other])
  // Without a common ancestor git says nothing.
  if (code !== 0 && (code !== 1 || stderr !== '')) throw git.failed(['merge-base'], stderr)
  return stdout.split('\n').filter(Boolean)
}

/** Returns the commit, or makes one of which all are parents: not the same for both sides. */
async function commitOf(git: Git, side: string, parents: readonly string[]): Promise<string> {
  const [only, ...others] = parents
  if (only !== undefined && others.length === 0) return only
  const person = ['-c', 'user.name=towpath', '-c', 'user.email=towpath']
  const empty = await git.ask(['hash-object', '-t', 'tree', '-w', '--stdin'], '')
  return git.ask([...person, 'commit-tree', empty, ...parents.flatMap((id) => ['-p', id])], side)
}
