// Checks that an app answers over HTTP, if it has something that can answer.

import type { Get, HttpAnswer } from '../http/get.ts'
import {
  gatewayProblem,
  type HttpPorts,
  type SmokeTest,
  smokeTestProblem,
} from '../http/smoke-test.ts'
import type { Container } from './containers.ts'
import type { DeployPorts } from './ports.ts'

export type Failure = { readonly reason: string; readonly message: string }

/** What a check of an app knows about it. */
export type CheckedApp = {
  readonly name: string
  /** Empty if it has none. */
  readonly url: string
  readonly smoke: SmokeTest | 'none' | undefined
  /** Its containers before the deployment: it may have had a web process that it no longer has. */
  readonly before: readonly Container[]
  /** Its containers now, if the server was asked already. */
  readonly now?: readonly Container[]
}

/**
 * Checks that an app answers as `smoke` says, or without it, that its proxy does not answer "bad gateway". Nothing answers for an app
 * without a web process, so its URL is only requested if it has one or had one before.
 */
export async function checkServing(
  { name, url, smoke, before }: CheckedApp,
  containers: readonly Container[],
  { clock, get, cancel, log }: Pick<DeployPorts, 'clock' | 'get' | 'cancel' | 'log'>,
): Promise<Failure | undefined> {
  const isWebGone = !hasWeb(containers) && hasWeb(before)
  if (isWebGone) log(`${name} no longer has a process of type "web"`)
  if (smoke === 'none') return undefined
  let answer: HttpAnswer | undefined
  const lastAnswer: Get = async (requested) => {
    answer = await get(requested)
    return answer
  }
  const asking = { get: lastAnswer, clock, signal: cancel }
  const failure = smoke
    ? await smokeFailure(smoke, url, asking)
    : url !== '' && (isWebGone || hasWeb(containers))
      ? await gatewayFailure(url, asking, log)
      : undefined
  if (failure && cancel.aborted)
    return {
      reason: 'cancelled',
      message: `the run was cancelled before the app answered: ${failure.message}`,
    }
  return failure && { ...failure, message: `${failure.message}${hint(isWebGone, answer)}` }
}

const hasWeb = (containers: readonly Container[]): boolean =>
  containers.some(({ process }) => process.startsWith('web.'))

async function smokeFailure(
  smoke: SmokeTest,
  url: string,
  asking: HttpPorts,
): Promise<Failure | undefined> {
  const message = await smokeTestProblem(smoke, url, asking)
  return message === undefined ? undefined : { reason: 'smoke-failed', message }
}

async function gatewayFailure(
  url: string,
  asking: HttpPorts,
  log: (line: string) => void,
): Promise<Failure | undefined> {
  const onUnreachable = (why: string): void =>
    log(
      `${url} can't be reached from here (${why}), so its answer is not checked; give "smoke" a URL that can be reached`,
    )
  const message = await gatewayProblem(url, asking, onUnreachable)
  return message === undefined ? undefined : { reason: 'not-serving', message }
}

/** Returns why an app may answer that way although all its processes run, as the end of a message. */
function hint(isWebGone: boolean, answer: HttpAnswer | undefined): string {
  if (isWebGone)
    return '; the app no longer has a process of type "web". If that is intended, set "smoke: none"'
  // The plugin dokku-maintenance answers every request with 503 (templates/maintenance.conf).
  const isMaintenance = answer && 'status' in answer && answer.status === 503
  return isMaintenance ? '; if the app is in maintenance mode, set "smoke: none"' : ''
}
