// An ssh-agent of this step: the key is in its memory, and in no file.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../action/user-error.ts'
import type { Env } from '../git/git.ts'
import { temporaryFolder } from '../process/exit-cleanup.ts'
import { runProgram, startProgram } from '../process/run.ts'
import { quote } from '../text/escape.ts'
import { readPrivateKey } from './private-key.ts'

export type Agent = Disposable & {
  /** The variables with which ssh finds it. */
  readonly env: Env
  /** What was done to the key, for the log. */
  readonly repairs: readonly string[]
}

export type Key = { readonly key: string; readonly passphrase: string }

/** Answers once: ssh-add asks again for ever when the answer is wrong. */
const ASKPASS = `#!/bin/sh
[ -e "$0.asked" ] && exit 1
: >"$0.asked"
printf '%s\\n' "$TOWPATH_PASSPHRASE"
`

/** ssh-add of OpenSSH 9.2, where nothing listens yet. */
const NOT_YET = /Error connecting to agent|Could not open a connection/

/**
 * Starts an agent that has a key. `temp` is where its socket is until it is disposed of. Throws a UserError (`bad-key`) for what
 * is no private key, or does not open with the passphrase.
 */
export async function agentWith({ key, passphrase }: Key, env: Env, temp: string): Promise<Agent> {
  const read = readPrivateKey(key)
  if ('problem' in read) throw new UserError('bad-key', `"ssh-key": ${read.problem}`)
  if (read.encrypted && passphrase === '') {
    throw new UserError(
      'bad-key',
      'The key is encrypted; give its "ssh-passphrase", or a key without one',
    )
  }
  const folder = temporaryFolder(temp, 'towpath-ssh-')
  const socket = join(folder.path, 'agent')
  // It ends with its command, and that one with this process, however it ends.
  const agent = startProgram('ssh-agent', ['-a', socket, 'cat'], {
    cwd: folder.path,
    env,
    detached: true,
  })
  const dispose = (): void => {
    agent.stop()
    folder[Symbol.dispose]()
  }
  try {
    await until(() => existsSync(socket), agent.ended)
    const askpass = join(folder.path, 'askpass')
    writeFileSync(askpass, ASKPASS, { mode: 0o700 })
    const asking = {
      SSH_ASKPASS: askpass,
      SSH_ASKPASS_REQUIRE: 'force',
      TOWPATH_PASSPHRASE: passphrase,
    }
    const add = () =>
      runProgram('ssh-add', ['-q', '-'], {
        cwd: folder.path,
        env: { ...env, ...asking, SSH_AUTH_SOCK: socket, LC_ALL: 'C' },
        input: read.text,
      })
    let added = await add()
    // Its socket is there a moment before the agent listens.
    for (let again = 0; again < 20 && NOT_YET.test(added.stderr); again += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      added = await add()
    }
    if (added.code !== 0) throw refused(added.stderr, read.encrypted)
    return { env: { SSH_AUTH_SOCK: socket }, repairs: read.repairs, [Symbol.dispose]: dispose }
  } catch (error) {
    dispose()
    throw error
  }
}

function refused(stderr: string, encrypted: boolean): UserError {
  if (encrypted)
    return new UserError('bad-key', '"ssh-passphrase" does not open the key, or the key is damaged')
  const said = stderr.trim().split('\n').at(-1) ?? ''
  return new UserError('bad-key', `"ssh-key" is damaged, OpenSSH can't read it: ${quote(said)}`)
}

/** Waits for something that a program does soon. */
async function until(isThere: () => boolean, ended: Promise<string>): Promise<void> {
  let said: string | undefined
  void ended.then((stderr) => {
    said = stderr
  })
  for (let waited = 0; !isThere(); waited += 10) {
    if (said !== undefined || waited > 10_000) {
      throw new UserError(
        'no-agent',
        `ssh-agent can't be started: ${quote(said ?? 'it makes no socket')}`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
