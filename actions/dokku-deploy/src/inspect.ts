// Inspects the server: the app, the tip of its branch, and how the source relates to it. Each question costs the server half a second, so
// only what decides is asked.

import { appContainers, appState, deployBranch, noAppError } from '../../../kit/dokku/app.ts'
import type { AppFacts, DeploySource } from '../../../kit/dokku/app-facts.ts'
import { lockOf } from '../../../kit/dokku/lock.ts'
import type { Server } from '../../../kit/dokku/ports.ts'
import type { Git } from '../../../kit/git/git.ts'
import { type ConfigChanges, configChanges } from './app-config.ts'
import type { DeployInputs } from './inputs.ts'
import type { DeployFacts, TreeContents } from './plan.ts'
import type { SourceCommit } from './source-commit.ts'

/** The server, and what is deployed to it. */
export type DeployTarget = Server & {
  /** The user's checkout, which is only read. */
  readonly checkout: Git
  readonly source: SourceCommit
  /** The tree of everything that is to be pushed. */
  readonly tree: string
  readonly contents: TreeContents
}

export type Inspection = {
  readonly app: Omit<AppFacts, 'url'> | undefined
  readonly tip: DeployFacts['tip']
  readonly changes: ConfigChanges
  /** The source commit is a descendant of the tip. */
  readonly isDescendant: boolean
}

const NEW_APP: Omit<Inspection, 'changes'> = {
  app: undefined,
  tip: { commit: '', tree: '' },
  isDescendant: true,
}

/** Inspects the app. Throws a UserError (`no-app`) if it does not exist and may not be created. */
export async function inspectApp(
  { app: name, create, config }: Pick<DeployInputs, 'app' | 'create' | 'config'>,
  target: DeployTarget,
): Promise<Inspection> {
  const { dokku } = target
  const state = await appState(dokku, name)
  if (!state && !create) throw await noAppError(dokku, name, '; "create: true" creates it')
  if (!state) return { ...NEW_APP, changes: await configChanges(dokku, name, config, false) }
  const { source, isLocked } = state
  // Only now: git would create a missing app.
  const [containers, branches, changes, lock] = await Promise.all([
    appContainers(dokku, name),
    readBranches(name, source, target),
    configChanges(dokku, name, config, true),
    // Versions that do not report it say it when they are pushed to.
    isLocked === undefined && !dokku.has('builds:list')
      ? ('unknown' as const)
      : lockOf(dokku, name, isLocked),
  ])
  const current = changes.size === 0 ? await currentBranch(branches, source, target) : undefined
  const branch = current ?? (await deployBranch(dokku, name))
  const { isDescendant, ...tip } = await inspectTip(name, branch, branches, target)
  return { app: { branch, containers, source, lock }, tip, changes, isDescendant }
}

type Branches = {
  readonly heads: ReadonlyMap<string, string>
  /** Their commits were fetched, without history. */
  readonly areFetched: boolean
}

/** Reads the branches of the app, and their commits too if the checkout does not have what the app runs: both is one question. */
async function readBranches(
  app: string,
  deployed: DeploySource | undefined,
  { repository, checkout, source }: DeployTarget,
): Promise<Branches> {
  const isUnknown = deployed === undefined || deployed.kind === ''
  if (isUnknown || (await isInCheckout(checkout, source, deployed.what)))
    return { heads: await repository.heads(app), areFetched: false }
  return { heads: await repository.fetchHeads(app), areFetched: true }
}

/** Returns the branch that was deployed last if it has just these files: nothing has to be pushed then, and so its name need not be asked for. */
async function currentBranch(
  { heads }: Branches,
  deployed: DeploySource | undefined,
  { repository, tree }: DeployTarget,
): Promise<string | undefined> {
  const { kind = '', what = '' } = deployed ?? {}
  const [branch, ...others] = [...heads].filter(([, head]) => head === what)
  if (kind !== 'git-push' || branch === undefined || others.length > 0) return undefined
  const { code, stdout } = await repository.git.run(['rev-parse', `${what}^{tree}`])
  return code === 0 && stdout.trim() === tree ? branch[0] : undefined
}

/** Reads the tree of the app's tip. That one commit is fetched if it is not here yet. */
async function inspectTip(
  app: string,
  branch: string,
  { heads, areFetched }: Branches,
  { repository, checkout, source }: DeployTarget,
): Promise<DeployFacts['tip'] & Pick<Inspection, 'isDescendant'>> {
  const head = heads.get(branch) ?? ''
  if (head === '') return { commit: '', tree: '', isDescendant: true }
  // What was fetched without history can't be the base of the commit itself.
  const isLocal = !areFetched && (await isInCheckout(checkout, source, head))
  const commit = isLocal || areFetched ? head : await repository.fetch(app, branch, 1)
  const tree = await repository.git.ask(['rev-parse', `${commit}^{tree}`])
  const isAncestor = ['merge-base', '--is-ancestor', commit, source.commit]
  const isDescendant = isLocal && (await checkout.run(isAncestor)).code === 0
  return { commit, tree, isDescendant }
}

async function isInCheckout(
  checkout: Git,
  { isComplete }: SourceCommit,
  commit: string,
): Promise<boolean> {
  if (!isComplete || !/^[0-9a-f]{40}$/.test(commit)) return false
  return (await checkout.run(['cat-file', '-e', `${commit}^{commit}`])).code === 0
}
