import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../network/free-port.ts'

export type Sshd = {
  readonly port: number
  /** Its line of known_hosts. */
  readonly known: string
  /** One line for each of its keys. */
  readonly allKnown: readonly string[]
  /** Its key's fingerprint. */
  readonly fingerprint: string
  /** A private key that it takes. */
  readonly key: string
  stop(): Promise<void>
}

export type SshdOptions = {
  /** The kinds of its keys; `known` is the first one's. */
  readonly kinds?: readonly string[]
  readonly address?: string
  /** More lines of its configuration. */
  readonly more?: readonly string[]
  /** What the key's line of authorized_keys begins with. */
  readonly options?: string
}

/** Starts OpenSSH's own server on loopback, with its state in a temporary folder. */
export async function startSshd(
  sshd: string,
  { kinds = ['ed25519'], address = '127.0.0.1', more = [], options = '' }: SshdOptions = {},
): Promise<Sshd> {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-sshd-'))
  mkdirSync('/run/sshd', { recursive: true })
  const path = (name: string): string => join(folder, name)
  const generate = (kind: string, name: string): void => {
    execFileSync('ssh-keygen', ['-q', '-t', kind, '-N', '', '-C', name, '-f', path(name)])
  }
  generate('ed25519', 'client')
  for (const kind of kinds) generate(kind, `host-${kind}`)
  const allowed = `${options} ${readFileSync(path('client.pub'), 'utf8')}`.trimStart()
  writeFileSync(path('authorized_keys'), allowed)
  const port = await freePort()
  const lines = [
    `Port ${port}`,
    `ListenAddress ${address}`,
    ...kinds.map((kind) => `HostKey ${path(`host-${kind}`)}`),
    `AuthorizedKeysFile ${path('authorized_keys')}`,
    `PidFile ${path('pid')}`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'MaxSessions 50',
    // Whatever the shell of this machine's user does when it starts is no part of the tests, and may take its time.
    `SetEnv HOME=${folder}`,
    ...more,
  ]
  writeFileSync(path('config'), `${lines.join('\n')}\n`)
  const server = spawn(sshd, ['-D', '-f', path('config'), '-E', path('log')], { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => server.on('exit', () => resolve()))
  const allKnown = kinds.map((name) => {
    const [kind, key] = readFileSync(path(`host-${name}.pub`), 'utf8').split(' ')
    return `[${address}]:${port} ${kind} ${key}`
  })
  const first = path(`host-${kinds[0]}.pub`)
  const shown = execFileSync('ssh-keygen', ['-l', '-f', first], { encoding: 'utf8' })
  await answering(port, address)
  return {
    port,
    known: allKnown[0] ?? '',
    allKnown,
    fingerprint: shown.split(' ')[1] ?? '',
    key: readFileSync(path('client'), 'utf8'),
    async stop() {
      server.kill()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Waits for the server's first words. */
async function answering(port: number, address: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const answers = await new Promise<boolean>((resolve) => {
      const socket = connect({ port, host: address, timeout: 1000 })
      const over = (answer: boolean) => {
        socket.destroy()
        resolve(answer)
      }
      socket.on('data', () => over(true))
      socket.on('error', () => over(false))
      socket.on('timeout', () => over(false))
    })
    if (answers) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('sshd does not answer')
}
