// The promotion of a commit, which the server builds again.
import type { AppFacts } from '../../../kit/dokku/app.ts'
import type { DeployPorts, Server } from '../../../kit/dokku/ports.ts'
import { pushApp } from '../../../kit/dokku/push-app.ts'
import type { Looked } from './inspect.ts'
import { TIMEOUT, type Way } from './promote-image.ts'

/** Whether the other app has the commit's files, and deployed them last. */
export async function hasCommit(
  { repository }: Server,
  to: string,
  looked: Looked,
): Promise<boolean> {
  const { tip, found, to: facts } = looked
  if (tip === '') return false
  const trees = await Promise.all(
    [await present(repository, to, facts.branch, tip), found.commit].map((commit) =>
      repository.git.ask(['rev-parse', `${commit}^{tree}`]),
    ),
  )
  const what = facts.source?.what ?? ''
  return trees[0] === trees[1] && (what === '' || what === tip)
}

async function present(
  { git, fetch }: Server['repository'],
  app: string,
  branch: string,
  commit: string,
): Promise<string> {
  const { code } = await git.run(['cat-file', '-e', `${commit}^{commit}`])
  return code === 0 ? commit : fetch(app, branch)
}

/** Pushes the commit itself where it comes after what the app has, else its files on top of that. */
export async function byCommit(
  { server, to, looked }: Way,
  from: string,
  ports: DeployPorts,
): Promise<AppFacts | undefined> {
  const { git, commit: make } = server.repository
  const { tip, found, sha, to: facts } = looked
  const isAfter =
    tip === '' || (await git.run(['merge-base', '--is-ancestor', tip, found.commit])).code === 0
  let commit = found.commit
  if (!isAfter || commit === tip) {
    const tree = await git.ask(['rev-parse', `${commit}^{tree}`])
    const time = await git.ask(['show', '--no-patch', '--format=%ct', commit])
    const message = `Promote ${from}\n\nSource-Commit: ${sha}\n`
    commit = await make({ tree, parent: tip, message, time })
  }
  const { branch, containers } = facts
  return pushApp(server, { app: to, branch, commit, tip, containers }, TIMEOUT, ports)
}
