// Which commit an app runs. Its branch can have a different one: up to 0.29.2 git:from-image moves it before it deploys.

import { deployBranch } from '../../../kit/dokku/app.ts'
import type { AppFacts } from '../../../kit/dokku/app-facts.ts'
import type { Server } from '../../../kit/dokku/ports.ts'
import type { AppRepository } from '../../../kit/dokku/repository.ts'

/** The Dockerfile that git:from-image commits, and nothing else. */
const IMAGE_DOCKERFILE = /^FROM \S+\nLABEL com\.dokku\.docker-image-labeler\/alternate-tags=\S*\s*$/

/** Returns the running commit, if a branch of the app has it; empty if the app runs an image, or if the commit is unknown. */
export async function runningCommit(
  { dokku, repository }: Server,
  app: string,
  { containers, source }: Pick<AppFacts, 'containers' | 'source'>,
): Promise<string> {
  const runsImage = containers.some(({ upcoming, madeFrom }) => !upcoming && madeFrom.length > 0)
  // An app that was deployed before its server reported sources runs, although nothing was reported.
  const isNew = source?.kind === '' && containers.length === 0
  if (runsImage || source?.kind === 'docker-image' || isNew) return ''
  const deployed = source?.what ?? ''
  const heads = await repository.heads(app)
  if (deployed !== '' && [...heads.values()].includes(deployed)) return deployed
  const branch = await deployBranch(dokku, app)
  const head = heads.get(branch) ?? ''
  if (head === '') return ''
  await repository.fetch(app, branch)
  if (deployed === '') return headIfNoImage(repository, head)
  const { code } = await repository.git.run(['merge-base', '--is-ancestor', deployed, head])
  return code === 0 ? deployed : ''
}

/** Returns the head of a branch, unless git:from-image made it. */
async function headIfNoImage({ git }: AppRepository, head: string): Promise<string> {
  const { stdout: names } = await git.run(['ls-tree', '--name-only', head])
  if (names.trim() !== 'Dockerfile') return head
  const { stdout: dockerfile } = await git.run(['show', `${head}:Dockerfile`])
  return IMAGE_DOCKERFILE.test(dockerfile) ? '' : head
}
