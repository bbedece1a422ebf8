// Whether an app runs: what its containers do, twice with a pause between, and what is answered over HTTP.
import { UserError } from '../action/user-error.ts'
import {
  gatewayProblem,
  type HttpPorts,
  type SmokeTest,
  smokeTestProblem,
} from '../http/smoke-test.ts'
import { quote } from '../text/escape.ts'
import type { AppFacts } from './app.ts'
import { containersOf } from './app.ts'
import { type Container, described, troubles } from './containers.ts'
import type { DeployPorts } from './ports.ts'
import type { Dokku } from './server.ts'

/** What is wrong, and under which reason; undefined where all is well. */
export type Trouble = { readonly reason: string; readonly sentence: string }

export type Proof = {
  readonly containers: readonly Container[]
  readonly trouble: Trouble | undefined
}

/** A container that ends at once has been started again by then: milliseconds. */
const SETTLE = 3000

/** Proves that every process of an app runs and goes on running. */
export async function proveRunning(
  dokku: Dokku,
  app: string,
  { clock, signal }: HttpPorts,
): Promise<Proof> {
  const first = await containersOf(dokku, app)
  const wrong = troubles(first)
  if (wrong.length > 0) return { containers: first, trouble: notRunning(wrong, first) }
  await clock.sleep(SETTLE, signal)
  const containers = await containersOf(dokku, app)
  const later = [...troubles(containers), ...restarted(first, containers)]
  return { containers, trouble: later.length > 0 ? notRunning(later, containers) : undefined }
}

function notRunning(wrong: readonly string[], containers: readonly Container[]): Trouble {
  const reason = containers.some(({ state }) => state === 'restarting')
    ? 'restarting'
    : 'not-running'
  return { reason, sentence: wrong.join('; ') }
}

function restarted(first: readonly Container[], later: readonly Container[]): string[] {
  return later.flatMap(({ id, process, restarts }) => {
    const before = first.find((one) => one.id === id)
    if (restarts === undefined || before?.restarts === undefined) return []
    return restarts > before.restarts ? [`${process} ended and was started again`] : []
  })
}

/** Proves that an app answers: as `smoke` says, or else at least not with its proxy's "bad gateway". */
export async function proveServing(
  { url }: Pick<AppFacts, 'url'>,
  smoke: SmokeTest | undefined,
  asking: HttpPorts,
  log: (line: string) => void,
): Promise<Trouble | undefined> {
  if (smoke) {
    const sentence = await smokeTestProblem(smoke, url, asking)
    return sentence === undefined ? undefined : { reason: 'smoke-failed', sentence }
  }
  if (url === '') return undefined
  const unasked = (why: string): void =>
    log(
      `${url} can't be asked from here (${why}); "smoke" with a URL that can be makes this a check`,
    )
  const sentence = await gatewayProblem(url, asking, unasked)
  return sentence === undefined ? undefined : { reason: 'not-serving', sentence }
}

/** Proves that an app runs and answers. Returns what serves. Throws a UserError for the first trouble. */
export async function prove(
  dokku: Dokku,
  app: string,
  url: string,
  smoke: SmokeTest | undefined,
  { clock, get, cancel: signal, log }: DeployPorts,
): Promise<string> {
  const asking = { clock, get, signal }
  const { containers, trouble } = await proveRunning(dokku, app, asking)
  const wrong = trouble ?? (await proveServing({ url }, smoke, asking, log))
  if (wrong) throw new UserError(wrong.reason, `${quote(app)}: ${wrong.sentence}`)
  return described(containers)
}
