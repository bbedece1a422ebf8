// Runs trigger over a GitHub that is a script, with a clock that waits for nothing.
import { inputs as schema } from '../../../actions/trigger/src/inputs.ts'
import { plan } from '../../../actions/trigger/src/plan.ts'
import type { Ports } from '../../../actions/trigger/src/ports.ts'
import { run } from '../../../actions/trigger/src/run.ts'
import type { WebhookOutcome } from '../../../actions/trigger/src/webhook/webhook.ts'
import type {
  FailedJob,
  Limits,
  Start,
  WorkflowRun,
  WorkflowsApi,
} from '../../../actions/trigger/src/workflows-api.ts'
import { readInputs } from '../../../kit/action/inputs.ts'
import { redactingRunner } from '../../../kit/action/redacting-runner.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import { actionFile } from '../../../scripts/actions.ts'
import { recordingRunner } from '../recording-runner.ts'

export const UNIQUE = 'towpath-0001'
export const URL_7 = 'https://github.com/acme/shop/actions/runs/7'

export const aRun = (more: Partial<WorkflowRun> = {}): WorkflowRun => ({
  ...{ id: 7, url: URL_7, attempt: 1, title: `Deploy ${UNIQUE}` },
  ...{ status: 'completed', conclusion: 'success' },
  ...more,
})

export const going = (status = 'in_progress'): WorkflowRun =>
  aRun({ status, conclusion: undefined })

export const named: Start = { kind: 'started', run: { id: 7, url: URL_7 } }
export const nameless: Start = { kind: 'started', run: undefined }
export const lost: Start = { kind: 'unknown', why: 'GitHub did not answer' }
export const refused: Start = { kind: 'details-refused' }

/** An answer, an error, or what makes one. */
export type Said<T> = T | Error | ((limits: Limits, clock: Clockwork) => Promise<T>)

type Making<T> = (limits: Limits, clock: Clockwork) => Promise<T>

export type Script = {
  readonly inputs?: Readonly<Record<string, string>>
  /** What each request is answered, one after the other; the last answer stays. */
  readonly branch?: Said<string>
  readonly starts?: readonly Said<Start>[]
  readonly reads?: readonly Said<WorkflowRun>[]
  readonly lists?: readonly Said<readonly WorkflowRun[]>[]
  readonly jobs?: Said<readonly FailedJob[]>
  readonly cancels?: Said<'cancelled' | 'had-ended'>
  readonly webhook?: WebhookOutcome
  /** When the step is cancelled, by the clock. */
  readonly cancelAt?: number
}

/** Takes some time, unless its signal ends it: then it fails as the adapter does. */
export const taking =
  <T>(milliseconds: number, said: T | Error, ended?: T | Error): Making<T> =>
  async ({ signal, grace = signal }, clock) => {
    await clock.sleep(milliseconds, grace)
    const cut = ended ?? new UserError('cancelled', 'cancelled')
    const result = grace.aborted ? cut : said
    if (result instanceof Error) throw result
    return result
  }

export type Clockwork = Ports['clock'] & {
  readonly after: (milliseconds: number) => AbortSignal
  /** Calls back when the time has come. */
  at(time: number, call: () => void): void
}

/** A clock that only moves when somebody waits, and then at once. */
export function clockwork(): Clockwork {
  let now = 0
  const timers: { readonly time: number; readonly call: () => void }[] = []
  const at: Clockwork['at'] = (time, call) => void timers.push({ time, call })
  return {
    now: () => now,
    at,
    after(milliseconds) {
      const controller = new AbortController()
      at(now + milliseconds, () => controller.abort())
      return controller.signal
    },
    async sleep(milliseconds, signal) {
      const end = now + milliseconds
      while (now < end && !signal?.aborted) {
        const next = timers.filter(({ time }) => time <= end).toSorted((a, b) => a.time - b.time)[0]
        now = Math.max(now, next?.time ?? end)
        if (!next) return
        timers.splice(timers.indexOf(next), 1)
        next.call()
      }
    },
  }
}

export type Ran = {
  readonly reason: string
  readonly error: UserError | undefined
  readonly outputs: Readonly<Record<string, string>>
  /** Lines, groups and annotations. */
  readonly log: readonly string[]
  readonly summary: string
  /** The requests in their order, with their time and what they carry. */
  readonly requests: readonly Request[]
  readonly times: { readonly cancelled: number | undefined; readonly end: number }
}

export type Request = readonly [name: string, time: number, ...given: readonly unknown[]]

const given = (inputs: Readonly<Record<string, string>>) => {
  const declared = Object.entries(actionFile('trigger').inputs ?? {})
  const defaults = declared.map(([name, { default: value = '' }]) => [name, String(value)])
  const all = { ...Object.fromEntries(defaults), token: 'ghs_token', ...inputs }
  const env = Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])
  return readInputs(schema, Object.fromEntries(env), () => {}, 'invalid-input')
}

/** Plans only. */
export const planned = (inputs: Readonly<Record<string, string>>) =>
  plan(given(inputs), { repository: 'acme/shop', unique: UNIQUE })

/** Runs the action. */
export async function triggered(script: Script): Promise<Ran> {
  const { inputs = { workflow: 'deploy.yml' }, cancelAt } = script
  const recorded = recordingRunner()
  const clock = clockwork()
  const controller = new AbortController()
  if (cancelAt !== undefined) clock.at(cancelAt, () => controller.abort())
  const requests: Request[] = []
  const ports: Ports = {
    redacting: redactingRunner(recorded.runner),
    clock,
    date: () => new Date(Date.parse('2026-12-01T12:00:00Z') + clock.now()),
    after: clock.after,
    cancelled: controller.signal,
    repository: 'acme/shop',
    unique: () => UNIQUE,
    sendWebhook: async (request) => {
      requests.push(['webhook', clock.now(), Buffer.from(request.body).toString()])
      if (cancelAt !== undefined) await clock.sleep(cancelAt)
      return script.webhook ?? { reason: 'accepted', message: 'ok', status: 202, answer: ['{}'] }
    },
    workflows: async () => scripted(script, clock, requests),
  }
  const error = await run(given(inputs), ports).catch((thrown: unknown) => thrown)
  if (error !== undefined && !(error instanceof UserError)) throw error
  const { calls, outputs } = recorded
  const texts = (...names: readonly string[]) =>
    calls.filter(([name]) => names.includes(String(name))).map((call) => call.slice(1).join(' '))
  return {
    ...{ error, requests, outputs: outputs(), summary: texts('summary').join('') },
    reason: error?.reason ?? outputs()['reason'] ?? '',
    log: texts('log', 'group', 'annotate'),
    times: { cancelled: cancelAt, end: clock.now() },
  }
}

function scripted(script: Script, clock: Clockwork, requests: Request[]): WorkflowsApi {
  const counts = new Map<string, number>()
  const say = async <T>(
    name: string,
    all: readonly Said<T>[],
    limits: Limits,
    ...more: readonly unknown[]
  ): Promise<T> => {
    requests.push([name, clock.now(), ...more])
    const count = counts.get(name) ?? 0
    counts.set(name, count + 1)
    const said = all[Math.min(count, all.length - 1)]
    if (said === undefined) throw new Error(`nothing to say to ${name}`)
    if (said instanceof Error) throw said
    return typeof said === 'function' ? (said as Making<T>)(limits, clock) : said
  }
  const {
    starts = [named],
    reads = [aRun()],
    lists = [[]],
    jobs = [],
    cancels = 'cancelled',
  } = script
  return {
    defaultBranch: (limits) => say('branch', [script.branch ?? 'main'], limits),
    startWorkflow: (start, limits) => say('start', starts, limits, start),
    startEvent: (type, payload, limits) => say('start', starts, limits, type, payload),
    run: (_, limits) => say('read', reads, limits),
    runs: (filter, limits) => say('list', lists, limits, filter),
    failedJobs: (_, limits) => say('jobs', [jobs], limits),
    cancelRun: (id, limits) => say('cancel', [cancels], limits, id),
  }
}

export const sentTo = ({ requests }: Ran, name: string): number =>
  requests.filter(([request]) => request === name).length
