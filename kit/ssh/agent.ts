// Runs an ssh-agent for this step. The key is in the memory of the agent and in the environment of this process, which has the inputs of
// the step, but not in a file.

import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../action/user-error.ts'
import type { Env } from '../git/git.ts'
import { temporaryFolder } from '../process/exit-cleanup.ts'
import { runProgram, startProgram } from '../process/run.ts'
import { quote } from '../text/escape.ts'
import { readPrivateKey } from './private-key.ts'

/** Disposing of it ends the agent, and waits for its end. */
export type Agent = AsyncDisposable & {
  /** Variables that let ssh find the agent. */
  readonly env: Env
  /** How the key was repaired, for the log. */
  readonly repairs: readonly string[]
}

export type KeyInputs = { readonly key: string; readonly passphrase: string }

/** Answers only once: after a wrong passphrase, ssh-add asks again and again. */
const ASKPASS = `#!/bin/sh
[ -e "$0.asked" ] && exit 1
: >"$0.asked"
printf '%s\\n' "$TOWPATH_PASSPHRASE"
`

/** What ssh-add of OpenSSH 9.2 prints while the agent is not listening yet. */
const NOT_LISTENING = /Error connecting to agent|Could not open a connection/

/**
 * Starts an agent with a key. Its socket is in a folder below `temp` until it is disposed of.
 * Throws a UserError (`bad-key`) if the key is not a private key or the passphrase does not decrypt it.
 */
export async function startAgent(
  { key, passphrase }: KeyInputs,
  env: Env,
  temp: string,
): Promise<Agent> {
  const privateKey = readPrivateKey(key)
  if ('problem' in privateKey) {
    throw new UserError('bad-key', `"ssh-key": ${privateKey.problem}`)
  }
  if (privateKey.encrypted && passphrase === '') {
    throw new UserError(
      'bad-key',
      'The key is encrypted; give "ssh-passphrase", or use a key without a passphrase',
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
    const askpass = join(folder.path, 'askpass')
    writeFileSync(askpass, ASKPASS, { mode: 0o700 })
    const passphraseEnv = {
      SSH_ASKPASS: askpass,
      SSH_ASKPASS_REQUIRE: 'force',
      TOWPATH_PASSPHRASE: passphrase,
    }
    const add = () =>
      runProgram('ssh-add', ['-q', '-'], {
        cwd: folder.path,
        env: { ...env, ...passphraseEnv, SSH_AUTH_SOCK: socket, LC_ALL: 'C' },
        input: privateKey.text,
      })
    let added = await add()
    // The agent creates its socket a moment before it listens.
    for (let again = 0; again < 20 && NOT_LISTENING.test(added.stderr); again += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      added = await add()
    }
    if (added.code !== 0) throw addError(added.stderr, privateKey.encrypted)
    return {
      env: { SSH_AUTH_SOCK: socket },
      repairs: privateKey.repairs,
      [Symbol.asyncDispose]: dispose,
    }
  } catch (error) {
    await dispose()
    throw error
  }
}

function addError(stderr: string, encrypted: boolean): UserError {
  if (encrypted)
    return new UserError(
      'bad-key',
      '"ssh-passphrase" does not decrypt the key, or the key is damaged',
    )
  const lastLine = stderr.trim().split('\n').at(-1) ?? ''
  return new UserError('bad-key', `"ssh-key" is damaged, OpenSSH can't read it: ${quote(lastLine)}`)
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
