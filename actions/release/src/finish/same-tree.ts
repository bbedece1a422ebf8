// Whether the tagged files are those of the release branch: what was tested.

import { quote, visible } from '../../../../kit/text/escape.ts'
import type { State } from '../state.ts'
import type { FinishFacts } from './finish-plan.ts'

/** How many files a warning lists. */
const SHOWN = 30

/** Returns whether the files are the same, and warns with their list if not. Undefined if the release branch is not known any more. */
export async function sameTree(
  { ports }: State,
  { release, tip, into }: FinishFacts,
  tagged: string,
): Promise<boolean | undefined> {
  const tested = tip ?? (await mergedIn(ports, tagged))
  if (tested === undefined) return undefined
  await ports.work.fetchTrees([tested, tagged])
  const [own, other] = await Promise.all([tested, tagged].map((id) => ports.work.treeOf(id)))
  if (own === undefined || other === undefined) return undefined
  if (own === other) return true
  const paths = (await ports.work.differences(own, other)).map(({ path }) => path)
  const last = into.at(-1)?.name ?? ''
  const more = paths.length > SHOWN ? [`and ${paths.length - SHOWN} more`] : []
  ports.runner.annotate(
    'warning',
    [
      `The files of ${release.tag} are not those of ${quote(release.branch)}: ${quote(last)} had changes that the release branch lacks, so this is not what was tested. To avoid that, merge ${quote(last)} into the release branch before the deployment. They differ in`,
      ...paths.slice(0, SHOWN).map(visible),
      ...more,
    ].join('\n'),
  )
  return false
}

/** Returns the release branch's tip that a merge brought; undefined if the commit is not a merge of two. At depth 1 it would have no parents. */
async function mergedIn({ remote }: State['ports'], commit: string): Promise<string | undefined> {
  const parents = (await remote.latest(commit, 2)).find(({ id }) => id === commit)?.parents ?? []
  return parents.length === 2 ? parents[1] : undefined
}
