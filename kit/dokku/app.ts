// Asks a server about an app. Each question costs a real server half a second of processor time.

import { UserError } from '../action/user-error.ts'
import { hostText } from '../ssh/host.ts'
import { quote } from '../text/escape.ts'
import { nearest } from '../text/suggest.ts'
import {
  type AppFacts,
  type AppState,
  type DeploySource,
  parseAppReport,
  preferredUrl,
} from './app-facts.ts'
import { type Container, parseInspect, parseReport } from './containers.ts'
import { APP_NAME } from './inputs.ts'
import { lockOf } from './lock.ts'
import { look } from './look.ts'
import type { Dokku } from './server.ts'

const MISSING = /does not exist/
const BAD_FLAG = /Invalid flag/
const MISSING_OR_BAD_FLAG = new RegExp(`${MISSING.source}|${BAD_FLAG.source}`)

/** Returns whether an app exists. Must be called before any git command: git creates a missing app, even when it only lists its branches. */
export async function appExists(dokku: Dokku, app: string): Promise<boolean> {
  if (!dokku.has('apps:exists')) return (await appNames(dokku)).includes(app)
  // The exit code is 20 since 0.38, and 1 before.
  return (await look(dokku, ['--quiet', 'apps:exists', app], MISSING)) !== undefined
}

/** Returns what one question answers about an app, or undefined if it does not exist. To be called before any git command, as above. */
export async function appState(dokku: Dokku, app: string): Promise<AppState | undefined> {
  if (dokku.has('json reports')) {
    const words = ['apps:report', app, '--format', 'json']
    const json = await look(dokku, words, MISSING_OR_BAD_FLAG)
    const state = json === undefined ? undefined : parseAppReport(json)
    if (state) return state
    if (json !== undefined) throw unreadable(dokku, `apps:report ${app}`)
  }
  if (!(await appExists(dokku, app))) return undefined
  return { source: await sourceByFlags(dokku, app), isLocked: undefined }
}

/** Returns the error for a missing app, with the nearest name that exists. */
export async function noAppError(dokku: Dokku, app: string, hint = ''): Promise<UserError> {
  // Only a suggestion: the key need not be allowed to list all apps.
  const near = nearest(app, await appNames(dokku).catch(() => []))
  const suggestion = near === undefined ? '' : `; did you mean ${quote(near)}?`
  return new UserError(
    'no-app',
    `${hostText(dokku.host)} has no app ${quote(app)}${suggestion}${hint}`,
  )
}

async function appNames(dokku: Dokku): Promise<string[]> {
  const command = dokku.has('apps:list') ? 'apps:list' : 'apps'
  const names = await look(dokku, ['--quiet', command], /haven't deployed any applications/)
  return linesOf(names ?? '').filter((line) => APP_NAME.test(line))
}

/** Returns all facts about an app. Throws a UserError if the connection is lost, if a question is refused, or if there is no such app. */
export async function appFacts(dokku: Dokku, app: string): Promise<AppFacts> {
  const [state, branch, containers, url] = await Promise.all([
    appState(dokku, app),
    deployBranch(dokku, app),
    appContainers(dokku, app),
    appUrl(dokku, app),
  ])
  if (!state) throw await noAppError(dokku, app)
  const lock = await lockOf(dokku, app, state.isLocked)
  return { branch, containers, url, source: state.source, lock }
}

/** Returns the branch whose pushes are deployed. */
export async function deployBranch(dokku: Dokku, app: string): Promise<string> {
  const branchFrom = async (words: readonly string[], none?: RegExp): Promise<string> => {
    const branch = (await look(dokku, ['--quiet', ...words], none))?.trim() ?? ''
    return /^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(branch) ? branch : ''
  }
  const report = (flag: string) => branchFrom(['git:report', app, flag], BAD_FLAG)
  const isReported = dokku.has('git:report')
  const reported = isReported
    ? (await report('--git-computed-deploy-branch')) || (await report('--git-deploy-branch'))
    : ''
  if (reported !== '') return reported
  return (await branchFrom(['config:get', app, 'DOKKU_DEPLOY_BRANCH'], NOT_SET)) || 'master'
}

/** `config:get` prints nothing for a variable that is not set, and fails. */
export const NOT_SET = /^\s*$/

/** What `ps:inspect` says of an app that was never deployed: Docker's usage. The Python error after it also follows other failures of Docker. */
const NEVER_DEPLOYED = /requires at least 1 argument|has not been deployed/

/** Returns the containers of an app; none if it was never deployed. */
export async function appContainers(dokku: Dokku, app: string): Promise<readonly Container[]> {
  if (!dokku.has('ps:inspect'))
    return parseReport((await look(dokku, ['ps:report', app], NEVER_DEPLOYED)) ?? '')
  const json = await look(dokku, ['--quiet', 'ps:inspect', app], NEVER_DEPLOYED)
  const containers = json === undefined ? [] : parseInspect(json, app)
  if (containers) return containers
  throw unreadable(dokku, `ps:inspect ${app}`)
}

/** Returns the first URL of an app, https preferred; empty if it has none. */
export async function appUrl(dokku: Dokku, app: string): Promise<string> {
  const urls = linesOf((await look(dokku, ['--quiet', 'urls', app])) ?? '')
  return preferredUrl(urls.filter((line) => URL.canParse(line)))
}

/** Returns what Dokku deployed last; undefined if this version does not report it. */
export async function deploySource(dokku: Dokku, app: string): Promise<DeploySource | undefined> {
  return dokku.has('json reports')
    ? (await appState(dokku, app))?.source
    : sourceByFlags(dokku, app)
}

async function sourceByFlags(dokku: Dokku, app: string): Promise<DeploySource | undefined> {
  if (!dokku.has('deploy source')) return undefined
  const [kind = '', what = ''] = await Promise.all(
    ['--app-deploy-source', '--app-deploy-source-metadata'].map(async (flag) =>
      (await look(dokku, ['--quiet', 'apps:report', app, flag], BAD_FLAG))?.trim(),
    ),
  )
  return { kind, what }
}

const unreadable = ({ host }: Dokku, command: string): UserError =>
  new UserError(
    'dokku-failed',
    `${hostText(host)} answered ${quote(command)} with something that is not JSON`,
  )

const linesOf = (output: string): string[] => output.split('\n').map((line) => line.trim())
