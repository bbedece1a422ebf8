// Creates the repository in which commits, merges and tags are made and pushed.

import { push } from './push.ts'
import type { WritableRepository } from './remote-repositories.ts'
import { mergeTreesIn } from './work-merge.ts'
import { workObjects } from './work-objects.ts'
import type { WorkRepository } from './work-repository.ts'
import { workTrees } from './work-trees.ts'

/** Returns the repository. It is in the folder of the remote, and gone with it. */
export async function newWorkRepository(repository: WritableRepository): Promise<WorkRepository> {
  const { git } = repository
  // From here on, what is missing may be fetched.
  await git.ask(['config', 'remote.origin.promisor', 'true'])
  await git.ask(['config', 'remote.origin.partialclonefilter', 'blob:none'])
  const commits = new Set<string>()
  const trees = workTrees(repository, commits)
  return {
    ...trees,
    paths: async (treeish) => (await trees.entries(treeish)).map(({ path }) => path),
    ...workObjects(repository, commits),
    mergeTrees: (merge) => mergeTreesIn(repository, trees, merge),
    push: (updates) => push(git, updates),
  }
}
