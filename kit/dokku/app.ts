// What a server knows of an app, asked in one go.
import { UserError } from '../action/user-error.ts'
import { hostText } from '../ssh/host.ts'
import { quote } from '../text/escape.ts'
import { nearest } from '../text/suggest.ts'
import { type Container, inspected, reported } from './containers.ts'
import { APP } from './inputs.ts'
import { complaint, type Dokku } from './server.ts'

export type AppFacts = {
  /** The branch whose pushes are deployed. */
  readonly branch: string
  readonly containers: readonly Container[]
  /** Where it is served, the first of its URLs; empty where there is none. */
  readonly url: string
  /** What was deployed last with success: `git-push` and a commit, `docker-image` and a reference. Undefined where it is not known. */
  readonly source: { readonly kind: string; readonly what: string } | undefined
  /** A deployment is going on, or somebody locked the app; undefined where this can't be asked. */
  readonly locked: boolean | undefined
}

/**
 * Whether an app exists. This is asked before anything that git asks: for git a missing app is made, even when only its branches are
 * listed.
 */
export async function exists(dokku: Dokku, app: string): Promise<boolean> {
  if (!dokku.has('apps:exists')) return (await appsOf(dokku)).includes(app)
  const finished = await dokku.run(['--quiet', 'apps:exists', app])
  if (finished.code === 0) return true
  // 20 since 0.38, 1 before.
  if (/does not exist/.test(`${finished.stdout}${finished.stderr}`)) return false
  const said = quote(complaint(finished))
  throw new UserError(
    'dokku-failed',
    `${hostText(dokku.host)} does not say whether ${quote(app)} exists: ${said}`,
  )
}

/** The error for an app that there is not. */
export async function noApp(dokku: Dokku, app: string, hint = ''): Promise<UserError> {
  const near = nearest(app, await appsOf(dokku).catch(() => []))
  const meant = near === undefined ? '' : `; did you mean ${quote(near)}?`
  return new UserError('no-app', `${hostText(dokku.host)} has no app ${quote(app)}${meant}${hint}`)
}

async function appsOf(dokku: Dokku): Promise<string[]> {
  const list = dokku.has('apps:list') ? 'apps:list' : 'apps'
  const { stdout } = await dokku.run(['--quiet', list])
  return stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => APP.test(line))
}

/** Asks for everything at once. Throws a UserError when the connection breaks. */
export async function factsOf(dokku: Dokku, app: string): Promise<AppFacts> {
  const [branch, containers, url, source, locked] = await Promise.all([
    branchOf(dokku, app),
    containersOf(dokku, app),
    urlOf(dokku, app),
    sourceOf(dokku, app),
    isLocked(dokku, app),
  ])
  return { branch, containers, url, source, locked }
}

/** The branch whose pushes are deployed. */
export async function branchOf(dokku: Dokku, app: string): Promise<string> {
  const answers = async (...words: readonly string[]): Promise<string> => {
    const { code, stdout } = await dokku.run(['--quiet', ...words])
    const answer = stdout.trim()
    return code === 0 && /^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(answer) ? answer : ''
  }
  if (!dokku.has('git:report'))
    return (await answers('config:get', app, 'DOKKU_DEPLOY_BRANCH')) || 'master'
  return (
    (await answers('git:report', app, '--git-computed-deploy-branch')) ||
    (await answers('git:report', app, '--git-deploy-branch')) ||
    (await answers('config:get', app, 'DOKKU_DEPLOY_BRANCH')) ||
    'master'
  )
}

/** The containers of an app; none where nothing was ever deployed, for which `ps:inspect` fails. */
export async function containersOf(dokku: Dokku, app: string): Promise<readonly Container[]> {
  if (!dokku.has('ps:inspect')) {
    const { stdout } = await dokku.run(['ps:report', app])
    return reported(stdout)
  }
  const { code, stdout } = await dokku.run(['--quiet', 'ps:inspect', app])
  return (code === 0 ? inspected(stdout, app) : undefined) ?? []
}

async function urlOf(dokku: Dokku, app: string): Promise<string> {
  const { stdout } = await dokku.run(['--quiet', 'urls', app])
  const urls = stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => URL.canParse(line))
  return urls.find((url) => url.startsWith('https:')) ?? urls[0] ?? ''
}

async function sourceOf(dokku: Dokku, app: string): Promise<AppFacts['source']> {
  if (!dokku.has('deploy source')) return undefined
  const [kind, what] = await Promise.all(
    ['--app-deploy-source', '--app-deploy-source-metadata'].map(async (flag) => {
      const { code, stdout } = await dokku.run(['--quiet', 'apps:report', app, flag])
      return code === 0 ? stdout.trim() : ''
    }),
  )
  return { kind: kind ?? '', what: what ?? '' }
}

/** Whether a deployment is going on, or somebody locked the app: 0 is yes. */
export async function isLocked(dokku: Dokku, app: string): Promise<boolean | undefined> {
  if (!dokku.has('apps:locked')) return undefined
  return (await dokku.run(['--quiet', 'apps:locked', app])).code === 0
}
