// Runs the action's own `run` in this process, against the fake GitHub, in virtual time.
import { randomUUID } from 'node:crypto'
import { restWorkflows } from '../../../actions/trigger/src/adapters/rest-workflows.ts'
import { inputs as schema } from '../../../actions/trigger/src/inputs.ts'
import { run } from '../../../actions/trigger/src/run.ts'
import { PASSWORD } from '../../../fakes/git/git-server.ts'
import { githubClient } from '../../../kit/action/github-client.ts'
import { readInputs } from '../../../kit/action/inputs.ts'
import { redactingRunner } from '../../../kit/action/redacting-runner.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import { actionFile } from '../../../scripts/actions.ts'
import type { Hub } from '../github/hub.ts'
import { recordingRunner } from '../recording-runner.ts'
import { type VirtualTime, virtualTime } from './virtual-time.ts'

export type Triggered = {
  readonly outputs: Readonly<Record<string, string>>
  /** The message of a user's error; empty if there is none. */
  readonly error: string
  /** All that was shown and set. */
  readonly shown: string
  readonly summary: string
  readonly seconds: number
}

export type TriggerOptions = {
  readonly time?: VirtualTime
  readonly cancelled?: AbortSignal
  /** How long a response may take: milliseconds. */
  readonly timeout?: number
}

/** Runs the step with some inputs; the others have their defaults. */
export async function trigger(
  hub: Pick<Hub, 'apiUrl' | 'state'>,
  values: Readonly<Record<string, string>>,
  { time = virtualTime(), cancelled, timeout = 30_000 }: TriggerOptions = {},
): Promise<Triggered> {
  hub.state.actions.now = () => time.date().getTime()
  const given: Readonly<Record<string, string>> = { token: PASSWORD, ...values }
  const env = Object.entries(actionFile('trigger').inputs ?? {}).map(([name, input]) => [
    `INPUT_${name.toUpperCase()}`,
    given[name] ?? input.default ?? '',
  ])
  const { runner, calls, outputs } = recordingRunner()
  const started = time.clock.now()
  const ended = (reason: Readonly<Record<string, string>>, error: string): Triggered => ({
    outputs: { ...outputs(), ...reason },
    error,
    shown: JSON.stringify(calls.filter(([name]) => name !== 'mask')) + error,
    summary: calls.flatMap(([name, text]) => (name === 'summary' ? [text] : [])).join('\n'),
    seconds: (time.clock.now() - started) / 1000,
  })
  const signal = cancelled ?? new AbortController().signal
  try {
    const inputs = readInputs(schema, Object.fromEntries(env), runner.mask, 'invalid-input')
    await run(inputs, {
      redacting: redactingRunner(runner),
      ...{ clock: time.clock, date: time.date, after: time.after, cancelled: signal },
      repository: 'octo/shop',
      unique: () => `towpath-${randomUUID()}`,
      sendWebhook: () => Promise.reject(new Error('no webhook')),
      async workflows(repository, { token, poll, onPause }) {
        const open = new AbortController().signal
        const client = await githubClient({ apiUrl: hub.apiUrl, token, signal: open, timeout })
        return restWorkflows(client, repository, {
          ...{ clock: time.clock, random: () => 0.5, poll },
          onPause: (error) => onPause(error.message),
        })
      },
    })
    return ended({}, '')
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return ended({ reason: error.reason }, error.message)
  }
}
