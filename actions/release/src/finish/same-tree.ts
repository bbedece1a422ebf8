// Whether the tagged files are those of the release branch: what was tested.

import { quote, visible } from '../../../../kit/text/escape.ts'
import type { State } from '../state.ts'
import type { FinishFacts } from './finish-plan.ts'

/** How many files a warning lists. */
const SHOWN = 30

/**
 * Returns whether the files are the same, and remembers those that differ. Undefined if the release branch is not known any more.
 */
export async function sameTree(
  { ports, known }: State,
  { tip }: Pick<FinishFacts, 'tip'>,
  tagged: string,
): Promise<boolean | undefined> {
  const tested = tip ?? (await mergedIn(ports, tagged))
  if (tested === undefined) return undefined
  await ports.work.fetchTrees([tested, tagged])
  const [own = '', other = ''] = await Promise.all(
    [tested, tagged].map((id) => ports.work.treeOf(id)),
  )
  known.otherFiles =
    own === other ? [] : (await ports.work.differences(own, other)).map(({ path }) => path)
  return own === other
}

/** Warns if the tagged files are not those of the release branch. Called once it is known what is tagged. */
export function warnOfOtherFiles({ ports, known, inputs }: State): void {
  const { tag, branch, otherFiles: paths } = known
  if (paths.length === 0) return
  const last = quote(inputs.into.at(-1) ?? '')
  const more = paths.length > SHOWN ? [`and ${paths.length - SHOWN} more`] : []
  const what = `The files of ${quote(tag)} are not those of ${quote(branch)}: ${last} had changes that the release branch lacks, so this is not what was tested. To avoid that, merge ${last} into the release branch before the deployment. Files that differ:`
  const lines = [what, ...paths.slice(0, SHOWN).map(visible), ...more]
  ports.runner.annotate('warning', lines.join('\n'))
}

/** Returns the release branch's tip that a merge brought; undefined if the commit is not a merge of two. At depth 1 it would have no parents. */
async function mergedIn({ remote }: State['ports'], commit: string): Promise<string | undefined> {
  const parents = (await remote.latest(commit, 2)).find(({ id }) => id === commit)?.parents ?? []
  return parents.length === 2 ? parents[1] : undefined
}
