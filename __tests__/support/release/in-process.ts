// Runs the action's own `run` in this process, with real git, on a bare repository in a folder.
import { tmpdir } from 'node:os'
import { withPorts } from '../../../actions/release/src/adapters/with-ports.ts'
import { inputs as schema } from '../../../actions/release/src/inputs.ts'
import type { Ports } from '../../../actions/release/src/ports.ts'
import { run } from '../../../actions/release/src/run.ts'
import { readInputs } from '../../../kit/action/inputs.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import { actionFile } from '../../../scripts/actions.ts'
import { recordingRunner } from '../recording-runner.ts'

export type Released = {
  readonly outputs: Readonly<Record<string, string>>
  /** The message of a user's error. */
  readonly error?: string
  /** The calls of the runner, as `name: arguments`. */
  readonly logged: readonly string[]
}

export type InProcess = {
  readonly id?: string
  readonly job?: string
  readonly env?: Readonly<Record<string, string>>
  readonly now?: string
  readonly cancelled?: AbortSignal
  /** Replaces parts of the ports. */
  readonly ports?: (ports: Ports) => Ports
}

/** Runs a step on the remote at an address. */
export async function release(
  remote: string,
  step: string,
  values: Readonly<Record<string, string>> = {},
  { id = '7', job = 'release', env = {}, now, cancelled, ports = (all) => all }: InProcess = {},
): Promise<Released> {
  const given: Record<string, string> = {
    step,
    remote,
    scheme: 'minor',
    'tag-prefix': 'v',
    ...values,
  }
  const defaults = Object.entries(actionFile('release').inputs ?? {}).map(([name, input]) => [
    `INPUT_${name.toUpperCase()}`,
    given[name] ?? input.default ?? '',
  ])
  const { runner, calls, outputs } = recordingRunner()
  const logged = (): string[] => calls.map(([name, ...rest]) => `${name}: ${JSON.stringify(rest)}`)
  const host = {
    runner,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: '/nonexistent',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GITHUB_RUN_ID: id,
      GITHUB_JOB: job,
      ...env,
    },
    folder: tmpdir(),
    temp: tmpdir(),
    unique: 'none',
    cancelled: cancelled ?? new AbortController().signal,
    now: () => new Date(now ?? '2026-11-21T12:00:00Z'),
  }
  try {
    const inputs = readInputs(schema, Object.fromEntries(defaults), runner.mask)
    await withPorts(inputs, host, (all) => run(inputs, ports(all)))
    return { outputs: outputs(), logged: logged() }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return {
      outputs: { ...outputs(), reason: error.reason },
      error: error.message,
      logged: logged(),
    }
  }
}
