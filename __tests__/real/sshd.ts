import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'

export type Sshd = {
  readonly port: number
  /** Its line of known_hosts. */
  readonly known: string
  /** Its key's fingerprint. */
  readonly fingerprint: string
  /** A private key that it takes. */
  readonly key: string
  stop(): Promise<void>
}

/** Starts OpenSSH's own server on loopback, with its state in a temporary folder. */
export async function startSshd(sshd: string): Promise<Sshd> {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-sshd-'))
  mkdirSync('/run/sshd', { recursive: true })
  const path = (name: string): string => join(folder, name)
  for (const name of ['host', 'client']) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', path(name)])
  }
  const port = await freePort()
  const lines = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${path('host')}`,
    `AuthorizedKeysFile ${path('client.pub')}`,
    `PidFile ${path('pid')}`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'MaxSessions 50',
  ]
  writeFileSync(path('config'), `${lines.join('\n')}\n`)
  const server = spawn(sshd, ['-D', '-f', path('config'), '-E', path('log')], { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => server.on('exit', () => resolve()))
  const [kind, hostKey] = readFileSync(path('host.pub'), 'utf8').split(' ')
  const shown = execFileSync('ssh-keygen', ['-l', '-f', path('host.pub')], { encoding: 'utf8' })
  await answering(port)
  return {
    port,
    known: `[127.0.0.1]:${port} ${kind} ${hostKey}`,
    fingerprint: shown.split(' ')[1] ?? '',
    key: readFileSync(path('client'), 'utf8'),
    async stop() {
      server.kill()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function answering(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      execFileSync('ssh-keyscan', ['-T', '1', '-p', String(port), '127.0.0.1'], { stdio: 'ignore' })
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  throw new Error('sshd does not answer')
}
