// Pushes a commit to an app, and verifies that the server deployed it.

import { UserError } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import { appContainers, appUrl, deployBranch, deploySource } from './app.ts'
import { type AppFacts, preferredUrl } from './app-facts.ts'
import type { Container } from './containers.ts'
import { deployedUrls } from './deployed-urls.ts'
import { resultAfterLoss } from './outcome.ts'
import type { DeployPorts, Server } from './ports.ts'
import { type PushResult, readPushResult } from './push-result.ts'
import { earlyEndError, type LimitedOutput, runWithLimit } from './time-limit.ts'
import { assertDeployed, containerChecks, type DeploymentCheck } from './verify-deployment.ts'

export type Push = {
  readonly app: string
  readonly branch: string
  readonly commit: string
}

/** A push, with what the app had before it. */
export type Change = Push & {
  /** The commit of the branch; empty if there was none. */
  readonly tip: string
  readonly containers: readonly Container[]
}

/** What is known about an app after it was deployed. */
export type DeployedApp = Pick<AppFacts, 'containers' | 'url'>

/**
 * Pushes, and waits for the deployment. Returns what the app has afterwards, or undefined if another deployment came first and
 * this one can be tried again. Throws a UserError for any other failure.
 */
export async function pushApp(
  server: Server,
  change: Change,
  timeout: number,
  ports: DeployPorts,
): Promise<DeployedApp | undefined> {
  const { app, branch, commit } = change
  ports.savePostState({ app, branch, commit, image: '', before: [] })
  const { reason, message, isUnfinished, urls } = await pushResult(server, change, timeout, ports)
  if (!isUnfinished) ports.savePostState(undefined)
  if (reason === 'locked' || (reason === 'non-fast-forward' && (await hasMoved(server, change)))) {
    ports.log(`${app}: ${message}; trying again`)
    return undefined
  }
  if (reason !== '') throw new UserError(reason, `${quote(app)}: ${message}`)
  ports.onDeployed()
  const containers = await verifiedContainers(server, change)
  return { containers, url: preferredUrl(urls) || (await appUrl(server.dokku, app)) }
}

async function pushResult(
  server: Server,
  change: Change,
  timeout: number,
  ports: DeployPorts,
): Promise<PushResult & { readonly urls: readonly string[] }> {
  const { app, branch, commit } = change
  const output = await limitedPush(server, change, timeout, ports)
  if (output.ended) throw earlyEndError(app, output, timeout)
  const result = readPushResult(output)
  if (!result.isUnfinished) return { ...result, urls: deployedUrls(output.lines) }
  const isPushed = async () => (await server.repository.heads(app)).get(branch) === commit
  const { dokku } = server
  const outcome = await resultAfterLoss(dokku, app, isPushed, timeout, result.message, ports)
  return { ...outcome, urls: [] }
}

/** Pushes, and returns what git and Dokku reported. What the server has afterwards is not verified. */
export async function pushUnverified(
  server: Server,
  push: Push,
  timeout: number,
  ports: DeployPorts,
): Promise<PushResult> {
  return readPushResult(await limitedPush(server, push, timeout, ports))
}

function limitedPush(
  { dokku, repository }: Server,
  { app, branch, commit }: Push,
  timeout: number,
  ports: DeployPorts,
): Promise<LimitedOutput> {
  const work = (onLine: (line: string) => void, killOn: AbortSignal) =>
    repository.push(app, commit, branch, { onLine, killOn })
  return runWithLimit(dokku, app, work, timeout, ports)
}

async function hasMoved({ repository }: Server, { app, branch, tip }: Change): Promise<boolean> {
  return ((await repository.heads(app)).get(branch) ?? '') !== tip
}

/** Returns the containers of the app if they agree with what was reported: exit code 0 of git proves nothing. */
async function verifiedContainers(server: Server, change: Change): Promise<readonly Container[]> {
  const { app, commit, containers: before } = change
  const [source, containers] = await Promise.all([
    deploySource(server.dokku, app),
    appContainers(server.dokku, app),
  ])
  const what = source?.what ?? ''
  // Dokku changes its deploy source only after a good deployment, so that nothing else has to be asked.
  const checks = what === commit ? [] : await sourceChecks(server, change, what)
  assertDeployed(app, containers, [...checks, ...containerChecks(before, containers)])
  return containers
}

/** The checks of a deployment that the server does not report, or not as this one. */
async function sourceChecks(
  { dokku, repository }: Server,
  { app, branch, commit }: Change,
  what: string,
): Promise<DeploymentCheck[]> {
  const [deployed, heads] = await Promise.all([deployBranch(dokku, app), repository.heads(app)])
  const isElsewhere = heads.get(branch) !== commit
  return [
    [isElsewhere, 'not-deployed', `branch ${quote(branch)} does not have the pushed commit`],
    [deployed !== branch, 'wrong-branch', `the app deploys branch ${quote(deployed)}`],
    [what !== '', 'not-deployed', `Dokku last deployed ${quote(what)}`],
  ]
}
