// Looking at the server: the app, what its branch has, and what of that the source is.
import { type AppFacts, exists, factsOf, noApp } from '../../../kit/dokku/app.ts'
import type { AppRepository } from '../../../kit/dokku/repository.ts'
import type { Dokku } from '../../../kit/dokku/server.ts'
import type { Git } from '../../../kit/git/git.ts'
import { type Changes, changesOf } from './app-config.ts'
import type { DeployInputs } from './inputs.ts'
import type { Found } from './plan.ts'
import type { Source } from './source.ts'

export type Place = {
  readonly dokku: Dokku
  readonly repository: AppRepository
  /** The user's checkout, which is only read. */
  readonly checkout: Git
  readonly source: Source
  /** All that is to be pushed. */
  readonly tree: string
}

export type Looked = {
  readonly app: AppFacts | undefined
  readonly tip: Found['tip']
  readonly changes: Changes
  readonly isAfter: boolean
}

/** Asks for everything. Throws a UserError (`no-app`) for an app that there is not and that may not be made. */
export async function look(
  { app: name, create, config }: DeployInputs,
  place: Place,
): Promise<Looked> {
  const { dokku } = place
  const isThere = await exists(dokku, name)
  if (!isThere && !create) throw await noApp(dokku, name, '; "create: true" makes it')
  // Only now: what git asks for, it makes.
  const [app, heads] = isThere
    ? await Promise.all([factsOf(dokku, name), place.repository.heads(name)])
    : [undefined, new Map<string, string>()]
  const commit = heads.get(app?.branch ?? '') ?? ''
  const [{ isAfter, ...tip }, changes] = await Promise.all([
    tipOf(name, app?.branch ?? '', commit, place),
    changesOf(dokku, name, config, isThere),
  ])
  return { app, tip, changes, isAfter }
}

/** The tree of what the app has, which is fetched where the checkout has it not: that one commit alone. */
async function tipOf(
  app: string,
  branch: string,
  listed: string,
  { repository, checkout, source }: Place,
): Promise<Found['tip'] & { readonly isAfter: boolean }> {
  if (listed === '') return { commit: '', tree: '', isAfter: true }
  const { git } = repository
  const has = ['cat-file', '-e', `${listed}^{commit}`]
  const isHere = source.isComplete && (await checkout.run(has)).code === 0
  const commit = isHere ? listed : await repository.fetch(app, branch, 1)
  const tree = await git.ask(['rev-parse', `${commit}^{tree}`])
  const ancestor = ['merge-base', '--is-ancestor', commit, source.commit]
  return { commit, tree, isAfter: isHere && (await checkout.run(ancestor)).code === 0 }
}
