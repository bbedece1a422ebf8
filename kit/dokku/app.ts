// Asks a server about an app.

import { UserError } from '../action/user-error.ts'
import { hostText } from '../ssh/host.ts'
import { quote } from '../text/escape.ts'
import { nearest } from '../text/suggest.ts'
import type { AppFacts, DeploySource } from './app-facts.ts'
import { type Container, parseInspect, parseReport } from './containers.ts'
import { errorLine } from './error-line.ts'
import { APP_NAME } from './inputs.ts'
import type { Dokku } from './server.ts'

/** Returns whether an app exists. Must be called before any git command: git creates a missing app, even when it only lists its branches. */
export async function appExists(dokku: Dokku, app: string): Promise<boolean> {
  if (!dokku.has('apps:exists')) return (await appNames(dokku)).includes(app)
  const { code, stdout, stderr } = await dokku.run(['--quiet', 'apps:exists', app])
  if (code === 0) return true
  // The exit code is 20 since 0.38, and 1 before.
  if (/does not exist/.test(`${stdout}${stderr}`)) return false
  throw new UserError(
    'dokku-failed',
    `${hostText(dokku.host)} could not check whether ${quote(app)} exists: ${quote(errorLine(`${stdout}\n${stderr}`))}`,
  )
}

/** Returns the error for a missing app, with the nearest name that exists. */
export async function noAppError(dokku: Dokku, app: string, hint = ''): Promise<UserError> {
  const near = nearest(app, await appNames(dokku).catch(() => []))
  const suggestion = near === undefined ? '' : `; did you mean ${quote(near)}?`
  return new UserError(
    'no-app',
    `${hostText(dokku.host)} has no app ${quote(app)}${suggestion}${hint}`,
  )
}

async function appNames(dokku: Dokku): Promise<string[]> {
  const command = dokku.has('apps:list') ? 'apps:list' : 'apps'
  const { stdout } = await dokku.run(['--quiet', command])
  return linesOf(stdout).filter((line) => APP_NAME.test(line))
}

/** Returns all facts about an app, asked for at once. Throws a UserError if the connection is lost. */
export async function appFacts(dokku: Dokku, app: string): Promise<AppFacts> {
  const [branch, containers, url, source, locked] = await Promise.all([
    deployBranch(dokku, app),
    appContainers(dokku, app),
    appUrl(dokku, app),
    deploySource(dokku, app),
    isLocked(dokku, app),
  ])
  return { branch, containers, url, source, locked }
}

/** Returns the branch whose pushes are deployed. */
export async function deployBranch(dokku: Dokku, app: string): Promise<string> {
  const branchFrom = async (...words: readonly string[]): Promise<string> => {
    const { code, stdout } = await dokku.run(['--quiet', ...words])
    const branch = stdout.trim()
    return code === 0 && /^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(branch) ? branch : ''
  }
  const variable = ['config:get', app, 'DOKKU_DEPLOY_BRANCH']
  if (!dokku.has('git:report')) return (await branchFrom(...variable)) || 'master'
  return (
    (await branchFrom('git:report', app, '--git-computed-deploy-branch')) ||
    (await branchFrom('git:report', app, '--git-deploy-branch')) ||
    (await branchFrom(...variable)) ||
    'master'
  )
}

/** Returns the containers of an app; none if it was never deployed, in which case `ps:inspect` fails. */
export async function appContainers(dokku: Dokku, app: string): Promise<readonly Container[]> {
  if (!dokku.has('ps:inspect')) {
    const { stdout } = await dokku.run(['ps:report', app])
    return parseReport(stdout)
  }
  const { code, stdout } = await dokku.run(['--quiet', 'ps:inspect', app])
  return (code === 0 ? parseInspect(stdout, app) : undefined) ?? []
}

async function appUrl(dokku: Dokku, app: string): Promise<string> {
  const { stdout } = await dokku.run(['--quiet', 'urls', app])
  const urls = linesOf(stdout).filter((line) => URL.canParse(line))
  return urls.find((url) => url.startsWith('https:')) ?? urls[0] ?? ''
}

async function deploySource(dokku: Dokku, app: string): Promise<DeploySource | undefined> {
  if (!dokku.has('deploy source')) return undefined
  const [kind, what] = await Promise.all(
    ['--app-deploy-source', '--app-deploy-source-metadata'].map(async (flag) => {
      const { code, stdout } = await dokku.run(['--quiet', 'apps:report', app, flag])
      return code === 0 ? stdout.trim() : ''
    }),
  )
  return { kind: kind ?? '', what: what ?? '' }
}

/** Returns whether a deployment is running or someone locked the app; undefined if this version can't tell. */
export async function isLocked(dokku: Dokku, app: string): Promise<boolean | undefined> {
  if (!dokku.has('apps:locked')) return undefined
  return (await dokku.run(['--quiet', 'apps:locked', app])).code === 0
}

const linesOf = (output: string): string[] => output.split('\n').map((line) => line.trim())
