// OpenSSH's sshd, started for one test.

import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSshdProcess } from './sshd-process.ts'

export type Sshd = {
  readonly port: number
  /** Its line of known_hosts. */
  readonly known: string
  /** Its lines of known_hosts, one for each of its keys. */
  readonly allKnown: readonly string[]
  /** The fingerprint of its first key. */
  readonly fingerprint: string
  /** A private key that it accepts. */
  readonly key: string
  /** Its public half, as a line of authorized_keys. */
  readonly publicKey: string
  stop(): Promise<void>
}

export type SshdOptions = {
  /** The types of its host keys; `known` has the first one. */
  readonly kinds?: readonly string[]
  readonly address?: string
  /** Additional lines of its configuration. */
  readonly more?: readonly string[]
  /** The private key of the authority that signs its keys, and the names in the certificates. */
  readonly certifiedBy?: { readonly authority: string; readonly principals: readonly string[] }
  /** A public key that it accepts instead of one of its own. */
  readonly authorizedKey?: string
  /** The options at the start of the line of authorized_keys. */
  readonly options?: string
  /** Returns the port to try next. */
  readonly choosePort?: () => Promise<number>
}

/** Starts OpenSSH's sshd on loopback, with its state in a temporary folder. */
export async function startSshd(
  sshd: string,
  {
    kinds = ['ed25519'],
    address = '127.0.0.1',
    more = [],
    options = '',
    certifiedBy,
    authorizedKey,
    ...rest
  }: SshdOptions = {},
): Promise<Sshd> {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-sshd-'))
  mkdirSync('/run/sshd', { recursive: true })
  const path = (name: string): string => join(folder, name)
  const generate = (kind: string, name: string): void => {
    execFileSync('ssh-keygen', ['-q', '-t', kind, '-N', '', '-C', name, '-f', path(name)])
  }
  generate('ed25519', 'client')
  for (const kind of kinds) generate(kind, `host-${kind}`)
  const certificates = certifiedBy ? kinds.map((kind) => path(`host-${kind}-cert.pub`)) : []
  if (certifiedBy) {
    const { authority, principals } = certifiedBy
    const sign = ['-q', '-s', authority, '-I', 'host', '-h', '-n', principals.join(',')]
    for (const kind of kinds) execFileSync('ssh-keygen', [...sign, path(`host-${kind}.pub`)])
  }
  const publicKey = readFileSync(path('client.pub'), 'utf8')
  writeFileSync(path('authorized_keys'), `${options} ${authorizedKey ?? publicKey}`.trimStart())
  const keyword = (line: string): string => line.split(' ')[0] ?? ''
  const given = new Set(more.map(keyword))
  const usual = [
    `ListenAddress ${address}`,
    ...kinds.map((kind) => `HostKey ${path(`host-${kind}`)}`),
    ...certificates.map((file) => `HostCertificate ${file}`),
    `AuthorizedKeysFile ${path('authorized_keys')}`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'MaxSessions 50',
    // The start-up files of this machine's user must not affect the tests.
    `SetEnv HOME=${folder}`,
  ]
  // Of two lines with the same keyword sshd takes the first, and a Match block ends with the file.
  const lines = [...usual.filter((line) => !given.has(keyword(line))), ...more]
  const { port, stop } = await startSshdProcess({ program: sshd, folder, lines, ...rest })
  const allKnown = kinds.map((name) => {
    const [kind, key] = readFileSync(path(`host-${name}.pub`), 'utf8').split(' ')
    return `[${address}]:${port} ${kind} ${key}`
  })
  const first = path(`host-${kinds[0]}.pub`)
  const shown = execFileSync('ssh-keygen', ['-l', '-f', first], { encoding: 'utf8' })
  return {
    port,
    known: allKnown[0] ?? '',
    allKnown,
    fingerprint: shown.split(' ')[1] ?? '',
    key: readFileSync(path('client'), 'utf8'),
    publicKey,
    async stop() {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
