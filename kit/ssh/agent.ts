// Runs an ssh-agent for this step. The keys are in the memory of the agent and in the environment of this process, which has the inputs of
// the step, but not in a file.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../action/user-error.ts'
import type { Env } from '../git/git.ts'
import { temporaryFolder } from '../process/exit-cleanup.ts'
import { startProgram } from '../process/run.ts'
import { quote } from '../text/escape.ts'
import type { Identities } from './identities.ts'
import { loadKeys } from './load-keys.ts'
import { readPastedKeys } from './pasted-keys.ts'

/** Disposing of it ends the agent, and waits for its end. */
export type Agent = AsyncDisposable & {
  /** Variables that let ssh find the agent. */
  readonly env: Env
  readonly identities: Identities
  /** How the keys were repaired, for the log. */
  readonly repairs: readonly string[]
}

export type KeyInputs = {
  /** Up to five private keys, each with its certificate on the next line. */
  readonly key: string
  /** For all of them that are encrypted. */
  readonly passphrase: string
  /** The input that has the keys, for messages; `ssh-key` by default. */
  readonly input?: string
}

/**
 * Starts an agent with keys. Its socket is in a folder below `temp` until it is disposed of. Throws a UserError (`bad-key`) that names
 * the key that is not a private key, does not fit its certificate, or needs another passphrase.
 */
export async function startAgent(
  { key, passphrase, input = 'ssh-key' }: KeyInputs,
  env: Env,
  temp: string,
): Promise<Agent> {
  const badKey = (problem: string): UserError => new UserError('bad-key', `"${input}": ${problem}`)
  const pasted = readPastedKeys(key, Date.now() / 1000)
  if ('problem' in pasted) throw badKey(pasted.problem)
  const locked = pasted.keys.find(({ encrypted }) => encrypted)
  if (locked && passphrase === '') {
    throw badKey(
      `${locked.name} is encrypted; give "ssh-passphrase", or use a key without a passphrase`,
    )
  }
  const folder = temporaryFolder(temp, 'towpath-ssh-')
  const socket = join(folder.path, 'agent')
  // In the foreground (-D): as a daemon, or with a command, it would notice the end of this step up to ten seconds later.
  const agent = startProgram('ssh-agent', ['-D', '-a', socket], {
    cwd: folder.path,
    env,
    detached: true,
  })
  const dispose = async (): Promise<void> => {
    agent.stop()
    await agent.ended
    folder[Symbol.dispose]()
  }
  try {
    await waitFor(() => existsSync(socket), agent.ended)
    const agentEnv = { SSH_AUTH_SOCK: socket }
    const options = { passphrase, env: { ...env, ...agentEnv }, folder: folder.path }
    const keys = await loadKeys(pasted.keys, options)
    if ('problem' in keys) throw badKey(keys.problem)
    return {
      env: agentEnv,
      identities: { socket, keys },
      repairs: pasted.repairs,
      [Symbol.asyncDispose]: dispose,
    }
  } catch (error) {
    await dispose()
    throw error
  }
}

/** Waits until the agent has created its socket. */
async function waitFor(isReady: () => boolean, ended: Promise<string>): Promise<void> {
  let errorOutput: string | undefined
  void ended.then((stderr) => {
    errorOutput = stderr
  })
  for (let waited = 0; !isReady(); waited += 10) {
    if (errorOutput !== undefined || waited > 10_000) {
      throw new UserError(
        'no-agent',
        `ssh-agent can't be started: ${quote(errorOutput ?? 'it creates no socket')}`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
