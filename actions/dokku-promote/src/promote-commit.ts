// Promotes a commit, which the server rebuilds.

import { deployBranch } from '../../../kit/dokku/app.ts'
import type { DeployPorts, Server } from '../../../kit/dokku/ports.ts'
import { type DeployedApp, pushApp } from '../../../kit/dokku/push-app.ts'
import type { Inspection, Target } from './inspect.ts'
import { DEPLOY_TIMEOUT } from './promotion.ts'

/** The branch that an app deploys, and its commit; empty for none. */
export type Branch = { readonly name: string; readonly tip: string }

/** Returns the branch that an app deploys. */
export async function targetBranch({ dokku, repository }: Server, app: string): Promise<Branch> {
  const [name, heads] = await Promise.all([deployBranch(dokku, app), repository.heads(app)])
  return { name, tip: heads.get(name) ?? '' }
}

/** Returns whether an app has the files of a commit, and deployed them last. */
export async function hasCommit(
  { repository }: Pick<Server, 'repository'>,
  app: string,
  { source }: Pick<Target, 'source'>,
  { name, tip }: Branch,
  commit: string,
): Promise<boolean> {
  if (tip === '') return false
  const { git } = repository
  const { code } = await git.run(['cat-file', '-e', `${tip}^{commit}`])
  // The branch may have moved since the tip was listed.
  const current = code === 0 ? tip : await repository.fetch(app, name)
  const [tipTree, tree] = await Promise.all(
    [current, commit].map((one) => git.ask(['rev-parse', `${one}^{tree}`])),
  )
  const deployed = source?.what ?? ''
  return tipTree === tree && (deployed === '' || deployed === tip)
}

/** Pushes the commit itself if it is a descendant of what the app has, or else its files in a new commit on top of that. */
export async function promoteCommit(
  server: Server,
  { from, to: app }: { readonly from: string; readonly to: string },
  { source, branch: fromBranch, sha, to }: Inspection,
  { name: branch, tip }: Branch,
  ports: DeployPorts,
): Promise<DeployedApp | undefined> {
  const { repository } = server
  const { git } = repository
  let { commit } = source
  // With its history: a shallow one can't be pushed.
  await repository.fetch(from, fromBranch)
  const isDescendant =
    tip === '' || (await git.run(['merge-base', '--is-ancestor', tip, commit])).code === 0
  if (!isDescendant || commit === tip) {
    const tree = await git.ask(['rev-parse', `${commit}^{tree}`])
    const time = await git.ask(['show', '--no-patch', '--format=%ct', commit])
    const message = `Promote ${from}\n\nSource-Commit: ${sha}\n`
    commit = await repository.commit({ tree, parent: tip, message, time })
  }
  const { containers } = to
  return pushApp(server, { app, branch, commit, tip, containers }, DEPLOY_TIMEOUT, ports)
}
