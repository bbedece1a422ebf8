// The process of OpenSSH's sshd on a free port.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, onFreePort } from '../network/free-port.ts'

export type SshdProcess = { readonly port: number; stop(): Promise<void> }

type SshdProcessOptions = {
  readonly program: string
  /** Its configuration, process id and log are written here. */
  readonly folder: string
  /** The lines of its configuration, without port and process id. */
  readonly lines: readonly string[]
  /** Returns the port to try next. */
  readonly choosePort?: () => Promise<number>
}

/** Starts sshd, and waits until it listens. Another port is tried if somebody else took the first one. */
export function startSshdProcess(options: SshdProcessOptions): Promise<SshdProcess> {
  return onFreePort((port) => startAt(port, options), options.choosePort ?? freePort)
}

/** Resolves with undefined if the port is taken. */
async function startAt(
  port: number,
  { program, folder, lines }: SshdProcessOptions,
): Promise<SshdProcess | undefined> {
  const [config, pid, log] = ['config', 'pid', 'log'].map((name) => join(folder, name))
  for (const path of [pid, log]) rmSync(path ?? '', { force: true })
  writeFileSync(config ?? '', [`Port ${port}`, `PidFile ${pid}`, ...lines, ''].join('\n'))
  const args = ['-D', '-f', config ?? '', '-E', log ?? '']
  const server = spawn(program, args, { stdio: 'ignore' })
  let hasEnded = false
  const ended = new Promise<void>((resolve) => server.on('close', () => resolve()))
  void ended.then(() => {
    hasEnded = true
  })
  // It writes its process id when it listens. An answer at the port could be another server's.
  while (!hasEnded && !existsSync(pid ?? ''))
    await new Promise((resolve) => setTimeout(resolve, 10))
  const stop = async (): Promise<void> => {
    server.kill()
    await ended
  }
  if (!hasEnded) return { port, stop }
  const printed = existsSync(log ?? '') ? readFileSync(log ?? '', 'utf8') : ''
  if (/address already in use/i.test(printed)) return undefined
  throw new Error(`sshd ended with ${server.exitCode}:\n${printed}`)
}
