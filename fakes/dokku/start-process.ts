// Starts the process of a server.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { ProcessAddress, ProcessOptions } from './server-process.ts'

export type ServerProcess = ProcessAddress & {
  /** Everything that the server stores. */
  readonly folder: string
  dropConnections(): void
  stop(): Promise<void>
}

/** Starts a process, and waits until it is ready. */
export async function startProcess(
  options: Omit<ProcessOptions, 'folder'>,
): Promise<ServerProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-dokku-'))
  const program = join(import.meta.dirname, 'server-process.ts')
  const child = spawn(process.execPath, [program, JSON.stringify({ ...options, folder })], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1', NODE_COMPILE_CACHE: CACHE },
  })
  const exited = once(child, 'exit')
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([text]) => String(text)),
    exited.then(() => undefined),
  ])
  if (line === undefined) throw new Error('The fake Dokku has not started')
  return {
    ...(JSON.parse(line) as ProcessAddress),
    folder,
    dropConnections: () => void child.stdin.write('\n'),
    async stop() {
      child.stdin.end()
      await exited
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** With compiled sources the process starts in half the time. */
const CACHE = join(tmpdir(), 'towpath-compile-cache')
