import { tmpdir } from 'node:os'
import { inputs as schema } from '../../actions/version/src/inputs.ts'
import { run } from '../../actions/version/src/run.ts'
import { readInputs } from '../../kit/action/inputs.ts'
import { UserError } from '../../kit/action/user-error.ts'
import type { Run } from '../../kit/events/subject.ts'
import { addressOf, remoteOfCheckout } from '../../kit/git/checkout-remote.ts'
import { type Git, gitIn } from '../../kit/git/git.ts'
import { stampFiles } from '../../kit/version-files/stamp-files.ts'
import { actionFile } from '../../scripts/actions.ts'
import { recordingRunner } from './recording-runner.ts'

export type Computed = {
  readonly outputs: Readonly<Record<string, string>>
  /** The reason and message of a user's error. */
  readonly error?: { readonly reason: string; readonly message: string }
  /** What the runner was told, as `name: arguments`. */
  readonly told: readonly string[]
}

export type Around = {
  readonly env?: Readonly<Record<string, string>>
  readonly event?: Partial<Run>
  readonly now?: string
  readonly temp?: string
  /** What the action's git is asked through. */
  readonly through?: (git: Git) => Git
}

/** Asks git for each thing once: several runs on a clone that does not change take the time of one. */
export function askingOnce(): (git: Git) => Git {
  const answers = new Map<string, unknown>()
  const once = <T>(ask: (args: readonly string[], input?: string) => T): typeof ask => {
    return (args, input) => {
      const key = JSON.stringify([ask.name, args, input])
      if (!answers.has(key)) answers.set(key, ask(args, input))
      return answers.get(key) as T
    }
  }
  return ({ run, ask, failed }) => ({ run: once(run), ask: once(ask), failed })
}

/** Runs the action's own `run` in this process, with real git, on a checkout. */
export async function computeVersion(
  folder: string,
  given: Readonly<Record<string, string>> = {},
  { env = {}, event = {}, now = '2026-11-21T12:00:00Z', temp = tmpdir(), through }: Around = {},
): Promise<Computed> {
  const defaults = Object.entries(actionFile('version').inputs ?? {}).map(([name, input]) => [
    `INPUT_${name.toUpperCase()}`,
    given[name] ?? input.default ?? '',
  ])
  const { runner, calls, outputs } = recordingRunner()
  const all = {
    PATH: process.env['PATH'] ?? '',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    ...env,
  }
  const told = (): string[] => calls.map(([name, ...rest]) => `${name}: ${JSON.stringify(rest)}`)
  try {
    const inputs = readInputs(schema, Object.fromEntries(defaults), runner.mask)
    const real = gitIn(folder, all)
    const git = through?.(real) ?? real
    await run(inputs, {
      runner,
      folder,
      git,
      remote: async () => {
        const address = await addressOf(git, folder)
        const options = { env: all, temp, token: inputs.token, mask: runner.mask }
        return address === undefined ? undefined : remoteOfCheckout(git, address, options)
      },
      event: () => ({ event: '', ref: '', sha: '', payload: {}, ...event }),
      now: () => new Date(now),
      stamp: stampFiles,
    })
    return { outputs: outputs(), told: told() }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const { reason, message } = error
    return { outputs: outputs(), error: { reason, message }, told: told() }
  }
}
