// Inspects the server: the app, the tip of its branch, and how the source relates to it.

import { appExists, appFacts, noAppError } from '../../../kit/dokku/app.ts'
import type { AppFacts } from '../../../kit/dokku/app-facts.ts'
import type { Server } from '../../../kit/dokku/ports.ts'
import type { Git } from '../../../kit/git/git.ts'
import { type ConfigChanges, configChanges } from './app-config.ts'
import type { DeployInputs } from './inputs.ts'
import type { DeployFacts } from './plan.ts'
import type { SourceCommit } from './source-commit.ts'

/** The server, and what is deployed to it. */
export type DeployTarget = Server & {
  /** The user's checkout, which is only read. */
  readonly checkout: Git
  readonly source: SourceCommit
  /** The tree of everything that is to be pushed. */
  readonly tree: string
}

export type Inspection = {
  readonly app: AppFacts | undefined
  readonly tip: DeployFacts['tip']
  readonly changes: ConfigChanges
  /** The source commit is a descendant of the tip. */
  readonly isDescendant: boolean
}

/** Inspects the app. Throws a UserError (`no-app`) if it does not exist and may not be created. */
export async function inspectApp(
  { app: name, create, config }: Pick<DeployInputs, 'app' | 'create' | 'config'>,
  target: DeployTarget,
): Promise<Inspection> {
  const { dokku, repository } = target
  const exists = await appExists(dokku, name)
  if (!exists && !create) throw await noAppError(dokku, name, '; "create: true" creates it')
  // Only now: git would create a missing app.
  const [app, heads] = exists
    ? await Promise.all([appFacts(dokku, name), repository.heads(name)])
    : [undefined, new Map<string, string>()]
  const branch = app?.branch ?? ''
  const [{ isDescendant, ...tip }, changes] = await Promise.all([
    inspectTip(name, branch, heads.get(branch) ?? '', target),
    configChanges(dokku, name, config, exists),
  ])
  return { app, tip, changes, isDescendant }
}

/** Reads the tree of the app's tip. That one commit is fetched if the checkout does not have it. */
async function inspectTip(
  app: string,
  branch: string,
  head: string,
  { repository, checkout, source }: DeployTarget,
): Promise<DeployFacts['tip'] & Pick<Inspection, 'isDescendant'>> {
  if (head === '') return { commit: '', tree: '', isDescendant: true }
  const hasCommit = ['cat-file', '-e', `${head}^{commit}`]
  const isInCheckout = source.isComplete && (await checkout.run(hasCommit)).code === 0
  const commit = isInCheckout ? head : await repository.fetch(app, branch, 1)
  const tree = await repository.git.ask(['rev-parse', `${commit}^{tree}`])
  const isAncestor = ['merge-base', '--is-ancestor', commit, source.commit]
  const isDescendant = isInCheckout && (await checkout.run(isAncestor)).code === 0
  return { commit, tree, isDescendant }
}
