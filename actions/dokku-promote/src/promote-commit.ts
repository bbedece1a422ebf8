// Promotes a commit, which the server rebuilds.

import type { AppFacts } from '../../../kit/dokku/app-facts.ts'
import type { DeployPorts, Server } from '../../../kit/dokku/ports.ts'
import { type DeployedApp, pushApp } from '../../../kit/dokku/push-app.ts'
import type { AppRepository } from '../../../kit/dokku/repository.ts'
import type { Inspection } from './inspect.ts'
import { DEPLOY_TIMEOUT } from './promotion.ts'

/** Returns whether an app has the files of a commit, and deployed them last. */
export async function hasCommit(
  repository: AppRepository,
  app: string,
  { branch, source }: AppFacts,
  tip: string,
  commit: string,
): Promise<boolean> {
  if (tip === '') return false
  const { git } = repository
  const { code } = await git.run(['cat-file', '-e', `${tip}^{commit}`])
  // The branch may have moved since the tip was listed.
  const current = code === 0 ? tip : await repository.fetch(app, branch)
  const [tipTree, tree] = await Promise.all(
    [current, commit].map((one) => git.ask(['rev-parse', `${one}^{tree}`])),
  )
  const deployed = source?.what ?? ''
  return tipTree === tree && (deployed === '' || deployed === tip)
}

/** Pushes the commit itself if it is a descendant of what the app has, or else its files in a new commit on top of that. */
export async function promoteCommit(
  server: Server,
  from: string,
  app: string,
  { source, sha, to, toTip: tip }: Inspection,
  ports: DeployPorts,
): Promise<DeployedApp | undefined> {
  const { repository } = server
  const { git } = repository
  let { commit } = source
  const isDescendant =
    tip === '' || (await git.run(['merge-base', '--is-ancestor', tip, commit])).code === 0
  if (!isDescendant || commit === tip) {
    const tree = await git.ask(['rev-parse', `${commit}^{tree}`])
    const time = await git.ask(['show', '--no-patch', '--format=%ct', commit])
    const message = `Promote ${from}\n\nSource-Commit: ${sha}\n`
    commit = await repository.commit({ tree, parent: tip, message, time })
  }
  const { branch, containers } = to
  return pushApp(server, { app, branch, commit, tip, containers }, DEPLOY_TIMEOUT, ports)
}
