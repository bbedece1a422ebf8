// Which commit an app runs. Its branch can have a different one: up to 0.29.2 git:from-image moves it before it deploys.

import type { AppFacts } from '../../../kit/dokku/app-facts.ts'
import type { AppRepository } from '../../../kit/dokku/repository.ts'

/** The Dockerfile that git:from-image commits, and nothing else. */
const IMAGE_DOCKERFILE = /^FROM \S+\nLABEL com\.dokku\.docker-image-labeler\/alternate-tags=\S*\s*$/

/** Returns the running commit, if the app's branch has it; empty if the app runs an image, or if the commit is unknown. */
export async function runningCommit(
  { git, fetch }: Pick<AppRepository, 'git' | 'fetch'>,
  app: string,
  { containers, source, branch }: AppFacts,
  head: string,
): Promise<string> {
  const runsImage = containers.some(({ upcoming, madeFrom }) => !upcoming && madeFrom.length > 0)
  if (head === '' || runsImage || source?.kind === 'docker-image') return ''
  const deployed = source?.what ?? ''
  if (deployed === head) return head
  await fetch(app, branch)
  if (deployed !== '') {
    const { code } = await git.run(['merge-base', '--is-ancestor', deployed, head])
    return code === 0 ? deployed : ''
  }
  const { stdout: names } = await git.run(['ls-tree', '--name-only', head])
  if (names.trim() !== 'Dockerfile') return head
  const { stdout: dockerfile } = await git.run(['show', `${head}:Dockerfile`])
  return IMAGE_DOCKERFILE.test(dockerfile) ? '' : head
}
