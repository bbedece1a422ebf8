import { tmpdir } from 'node:os'
import { inputs as schema } from '../../actions/version/src/inputs.ts'
import { run } from '../../actions/version/src/run.ts'
import { readInputs } from '../../kit/action/inputs.ts'
import { UserError } from '../../kit/action/user-error.ts'
import type { Run } from '../../kit/events/subject.ts'
import { addressOf, type CheckoutRemote, remoteOfCheckout } from '../../kit/git/checkout-remote.ts'
import { type Git, gitIn } from '../../kit/git/git.ts'
import { stampFiles } from '../../kit/version-files/stamp-files.ts'
import { actionFile } from '../../scripts/actions.ts'
import { recordingRunner } from './recording-runner.ts'

export type Computed = {
  readonly outputs: Readonly<Record<string, string>>
  /** The reason and message of a user's error. */
  readonly error?: { readonly reason: string; readonly message: string }
  /** The calls of the runner, as `name: arguments`. */
  readonly logged: readonly string[]
}

export type RunOptions = {
  readonly env?: Readonly<Record<string, string>>
  readonly event?: Partial<Run>
  readonly now?: string
  readonly temp?: string
  /** Answers that several runs on one clone share, see `withSharedGit`. */
  readonly shared?: SharedGit
}

type SharedGit = {
  git(real: Git): Git
  remote(make: () => Promise<CheckoutRemote>): Promise<CheckoutRemote>
}

/** Lets several runs on an unchanged clone share the answers of git and of the remote. */
export async function withSharedGit<T>(work: (shared: SharedGit) => Promise<T>): Promise<T> {
  const answers = new Map<string, unknown>()
  const once = <R>(
    ask: (args: readonly string[], input?: string | Uint8Array) => R,
  ): typeof ask => {
    return (args, input) => {
      const key = JSON.stringify([ask.name, args, input])
      if (!answers.has(key)) answers.set(key, ask(args, input))
      return answers.get(key) as R
    }
  }
  let remote: Promise<CheckoutRemote> | undefined
  try {
    return await work({
      git: ({ run: runGit, ask, ...others }) => ({
        run: once(runGit),
        ask: once(ask),
        ...others,
      }),
      remote: async (make) => {
        remote ??= make()
        return { ...(await remote), [Symbol.dispose]: () => {} }
      },
    })
  } finally {
    ;(await remote)?.[Symbol.dispose]()
  }
}

/** Runs the action's own `run` in this process, with real git, on a checkout. */
export async function computeVersion(
  folder: string,
  values: Readonly<Record<string, string>> = {},
  { env = {}, event = {}, now = '2026-11-21T12:00:00Z', temp = tmpdir(), shared }: RunOptions = {},
): Promise<Computed> {
  const defaults = Object.entries(actionFile('version').inputs ?? {}).map(([name, input]) => [
    `INPUT_${name.toUpperCase()}`,
    values[name] ?? input.default ?? '',
  ])
  const { runner, calls, outputs } = recordingRunner()
  const all = {
    PATH: process.env['PATH'] ?? '',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    ...env,
  }
  const logged = (): string[] => calls.map(([name, ...rest]) => `${name}: ${JSON.stringify(rest)}`)
  try {
    const inputs = readInputs(schema, Object.fromEntries(defaults), runner.mask)
    const real = gitIn(folder, all)
    const git = shared?.git(real) ?? real
    await run(inputs, {
      runner,
      folder,
      git,
      remote: async () => {
        const address = await addressOf(git, folder)
        const options = { env: all, temp, token: inputs.token, mask: runner.mask }
        if (address === undefined) return undefined
        const make = () => remoteOfCheckout(git, address, options)
        return shared ? shared.remote(make) : make()
      },
      event: () => ({ event: '', ref: '', sha: '', payload: {}, ...event }),
      now: () => new Date(now),
      stamp: stampFiles,
    })
    return { outputs: outputs(), logged: logged() }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const { reason, message } = error
    return { outputs: outputs(), error: { reason, message }, logged: logged() }
  }
}
