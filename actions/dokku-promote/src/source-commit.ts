// Which commit runs in the app that is promoted, and which commit of the checkout it was made from.

import { deployBranch } from '../../../kit/dokku/app.ts'
import type { DeploySource } from '../../../kit/dokku/app-facts.ts'
import type { Container } from '../../../kit/dokku/containers.ts'
import type { Server } from '../../../kit/dokku/ports.ts'
import { runningCommit } from './running-commit.ts'

/** Unknown commits are empty. */
export type SourceCommit = {
  /** The running commit, if it can be rebuilt because a branch of the app has it. */
  readonly commit: string
  /** That branch. */
  readonly branch: string
  /** The running commit, as Dokku knows it. */
  readonly deployed: string
  /** The commit of the checkout that it was made from. */
  readonly sha: string
}

const UNKNOWN: SourceCommit = { commit: '', branch: '', deployed: '', sha: '' }

/** Returns the commit that runs in an app. Its message is fetched, without the history. */
export async function sourceCommit(
  app: string,
  source: DeploySource | undefined,
  containers: readonly Container[],
  server: Server,
): Promise<SourceCommit> {
  if (source?.kind === 'docker-image') return UNKNOWN
  const isReported = source?.kind === 'git-push'
  const deployed = isReported
    ? source.what
    : await runningCommit(server, app, { containers, source })
  if (deployed === '') return UNKNOWN
  const { git, fetchHeads } = server.repository
  const heads = await fetchHeads(app)
  const tips = [...heads].filter(([, head]) => head === deployed).map(([name]) => name)
  const branch = tips.length > 1 ? await deployBranch(server.dokku, app) : tips[0]
  if (branch === undefined || !tips.includes(branch)) return { ...UNKNOWN, deployed, sha: deployed }
  const message = await git.ask(['show', '--no-patch', '--format=%B', deployed])
  const [, sha = deployed] = /^Source-Commit: ([0-9a-f]{40})$/m.exec(message) ?? []
  return { commit: deployed, branch, deployed, sha }
}
