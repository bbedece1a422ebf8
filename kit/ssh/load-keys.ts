// Adds a private key to an agent, and writes the files with its public key and its certificate, by which ssh names it.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Env } from '../git/git.ts'
import { type ProgramResult, runProgram } from '../process/run.ts'
import { quote } from '../text/escape.ts'
import type { Identity } from './identities.ts'
import { fingerprintOf } from './known-hosts.ts'
import type { PastedKey } from './pasted-keys.ts'

export type LoadOptions = {
  readonly passphrase: string
  /** Variables with the SSH_AUTH_SOCK of the agent. */
  readonly env: Env
  /** The private folder for the files. */
  readonly folder: string
}

type Problem = { readonly problem: string }

/** Answers only once: after a wrong passphrase, ssh-add asks again and again. */
const ASKPASS = `#!/bin/sh
[ -e "$0.asked" ] && exit 1
: >"$0.asked"
printf '%s\\n' "$TOWPATH_PASSPHRASE"
`

/** What ssh-add of OpenSSH 9.2 prints while the agent is not listening yet. */
const NOT_LISTENING = /Error connecting to agent|Could not open a connection/

/** Adds the keys. Returns them, each once, with their certificates. */
export async function loadKeys(
  keys: readonly PastedKey[],
  options: LoadOptions,
): Promise<readonly Identity[] | Problem> {
  const identities: Identity[] = []
  for (const [index, key] of keys.entries()) {
    const file = join(options.folder, `key-${index + 1}`)
    const added = await addKey(key, `${file}.askpass`, options)
    if (added.code !== 0) return { problem: addProblem(added.stderr, key) }
    // A key that the agent had already is not listed again.
    const publicKey = (await listed(options)).find(
      (line) => !identities.some((one) => one.publicKey === line),
    )
    if (publicKey !== undefined) {
      writeFileSync(`${file}.pub`, `${publicKey}\n`, { mode: 0o600 })
      identities.push({ publicKey, file: `${file}.pub`, certificates: [] })
    }
    const { certificate } = key
    if (!certificate) continue
    const wanted = publicKey ?? certificate.publicKey
    const place = identities.findIndex((one) => one.publicKey === wanted)
    const identity = identities[place]
    if (!identity || wanted !== certificate.publicKey)
      return { problem: unfit(key, certificate.publicKey, publicKey) }
    const { line } = certificate
    writeFileSync(`${file}-cert.pub`, `${line}\n`, { mode: 0o600 })
    const others = identity.certificates.filter((one) => one.line !== line)
    const certificates = [...others, { line, file: `${file}-cert.pub` }]
    identities[place] = { ...identity, certificates }
  }
  return identities
}

async function addKey(
  key: PastedKey,
  askpass: string,
  { passphrase, env, folder }: LoadOptions,
): Promise<ProgramResult> {
  writeFileSync(askpass, ASKPASS, { mode: 0o700 })
  const passphraseEnv = {
    SSH_ASKPASS: askpass,
    SSH_ASKPASS_REQUIRE: 'force',
    TOWPATH_PASSPHRASE: passphrase,
  }
  const add = () =>
    runProgram('ssh-add', ['-q', '-'], {
      cwd: folder,
      env: { ...env, ...passphraseEnv, LC_ALL: 'C' },
      input: key.text,
    })
  let added = await add()
  // The agent creates its socket a moment before it listens.
  for (let again = 0; again < 20 && NOT_LISTENING.test(added.stderr); again += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    added = await add()
  }
  return added
}

/** Returns the types and keys in the agent. */
async function listed({ env, folder }: LoadOptions): Promise<readonly string[]> {
  const { stdout } = await runProgram('ssh-add', ['-L'], { cwd: folder, env })
  const lines = stdout.split('\n').map((line) => line.split(' ').slice(0, 2).join(' '))
  return lines.filter((line) => line !== '')
}

function addProblem(stderr: string, { name, encrypted }: PastedKey): string {
  if (encrypted) return `"ssh-passphrase" does not decrypt ${name}, or the key is damaged`
  const lastLine = stderr.trim().split('\n').at(-1) ?? ''
  return `${name} is damaged, OpenSSH can't read it: ${quote(lastLine)}`
}

function unfit({ name }: PastedKey, wanted: string, has: string | undefined): string {
  const [mine = '', its = ''] = [has, wanted].map((line) =>
    fingerprintOf(line?.split(' ')[1] ?? ''),
  )
  const shown = has === undefined ? '' : ` (${mine})`
  return `the certificate after ${name} is for another key (${its}) than ${name}${shown}; put each certificate on the line after its own key`
}
