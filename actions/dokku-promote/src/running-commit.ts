// Which commit an app runs. Its branch can have another one: up to 0.29.2 git:from-image moves it before it deploys.
import type { AppFacts } from '../../../kit/dokku/app.ts'
import type { AppRepository } from '../../../kit/dokku/repository.ts'

/** What git:from-image commits: a Dockerfile of two lines, and nothing else. */
const OF_IMAGE = /^FROM \S+\nLABEL com\.dokku\.docker-image-labeler\/alternate-tags=\S*\s*$/

/** The commit that runs in an app, where its branch has it; empty where an image runs, and where it is not known. */
export async function runningCommit(
  { git, fetch }: Pick<AppRepository, 'git' | 'fetch'>,
  app: string,
  { containers, source, branch }: AppFacts,
  head: string,
): Promise<string> {
  const isOfImage = containers.some(({ upcoming, madeFrom }) => !upcoming && madeFrom.length > 0)
  if (head === '' || isOfImage || source?.kind === 'docker-image') return ''
  const what = source?.what ?? ''
  if (what === head) return head
  await fetch(app, branch)
  if (what !== '') {
    const { code } = await git.run(['merge-base', '--is-ancestor', what, head])
    return code === 0 ? what : ''
  }
  const { stdout: names } = await git.run(['ls-tree', '--name-only', head])
  if (names.trim() !== 'Dockerfile') return head
  const { stdout: text } = await git.run(['show', `${head}:Dockerfile`])
  return OF_IMAGE.test(text) ? '' : head
}
