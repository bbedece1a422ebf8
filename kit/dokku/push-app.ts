// Pushes a commit to an app, and verifies that the server deployed it.

import { UserError } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import { appFacts } from './app.ts'
import type { AppFacts } from './app-facts.ts'
import type { Container } from './containers.ts'
import { resultAfterLoss } from './outcome.ts'
import type { DeployPorts, Server } from './ports.ts'
import { type PushResult, readPushResult } from './push-result.ts'
import { earlyEndError, type LimitedOutput, runWithLimit } from './time-limit.ts'
import { assertDeployed, containerChecks } from './verify-deployment.ts'

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

/**
 * Pushes, and waits for the deployment. Returns the facts about the app afterwards, or undefined if another deployment came first and
 * this one can be tried again. Throws a UserError for any other failure.
 */
export async function pushApp(
  server: Server,
  change: Change,
  timeout: number,
  ports: DeployPorts,
): Promise<AppFacts | undefined> {
  const { app, branch, commit } = change
  ports.savePostState({ app, branch, commit, image: '', before: [] })
  const { reason, message, isUnfinished } = await pushResult(server, change, timeout, ports)
  if (!isUnfinished) ports.savePostState(undefined)
  if (reason === 'locked' || (reason === 'non-fast-forward' && (await hasMoved(server, change)))) {
    ports.log(`${app}: ${message}; trying again`)
    return undefined
  }
  if (reason !== '') throw new UserError(reason, `${quote(app)}: ${message}`)
  return verifiedFacts(server, change)
}

async function pushResult(
  server: Server,
  change: Change,
  timeout: number,
  ports: DeployPorts,
): Promise<PushResult> {
  const { app, branch, commit } = change
  const output = await limitedPush(server, change, timeout, ports)
  if (output.ended) throw earlyEndError(app, output, timeout, ports)
  const result = readPushResult(output)
  if (!result.isUnfinished) return result
  const isPushed = async () => (await server.repository.heads(app)).get(branch) === commit
  return resultAfterLoss(server.dokku, app, isPushed, timeout, result.message, ports)
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

/** Returns the facts about the app if they agree with what was reported: exit code 0 of git proves nothing. */
async function verifiedFacts({ dokku, repository }: Server, change: Change): Promise<AppFacts> {
  const { app, branch, commit, containers: before } = change
  const [facts, heads] = await Promise.all([appFacts(dokku, app), repository.heads(app)])
  const what = facts.source?.what ?? ''
  assertDeployed(app, facts.containers, [
    [
      heads.get(branch) !== commit,
      'not-deployed',
      `branch ${quote(branch)} does not have the pushed commit`,
    ],
    [facts.branch !== branch, 'wrong-branch', `the app deploys branch ${quote(facts.branch)}`],
    [what !== '' && what !== commit, 'not-deployed', `Dokku last deployed ${quote(what)}`],
    ...containerChecks(before, facts.containers),
  ])
  return facts
}
