// Runs one script of an action in a process of its own, reports its lines as they come, and cancels it as the runner does.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

export type Ended = { readonly exitCode: number | null; readonly killedBy: NodeJS.Signals | null }

/** When the runner sends further signals, in milliseconds after the first. */
const PATIENCE = { SIGTERM: 7500, SIGKILL: 10_000 } as const

export type Phase = {
  readonly env: Readonly<Record<string, string>>
  readonly workspace: string
  readonly signal?: AbortSignal | undefined
  /** Called with its process id. */
  readonly onStart?: ((pid: number) => void) | undefined
  onLine(line: string): void
}

/** Runs a script to its end. `signal` cancels it: SIGINT, then SIGTERM after 7.5 s, then SIGKILL after 10 s. */
export function spawnNode(
  script: string,
  { env, workspace, signal, onStart, onLine }: Phase,
): Promise<Ended> {
  if (!existsSync(script)) throw new Error(`${script} does not exist; run npm run build`)
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script], {
      cwd: workspace,
      env: { ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    if (child.pid !== undefined) onStart?.(child.pid)
    const timers: NodeJS.Timeout[] = []
    const cancel = (): void => {
      child.kill('SIGINT')
      for (const [name, after] of Object.entries(PATIENCE)) {
        timers.push(setTimeout(() => child.kill(name as NodeJS.Signals), after))
      }
    }
    if (signal?.aborted) cancel()
    else signal?.addEventListener('abort', cancel, { once: true })
    for (const stream of [child.stdout, child.stderr]) eachLine(stream, onLine)
    child.on('error', reject)
    child.on('close', (exitCode, killedBy) => {
      for (const timer of timers) clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      resolve({ exitCode, killedBy })
    })
  })
}

/** The runner ends a line at LF, CR and CR LF. */
function eachLine(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  })
  stream.on('end', () => {
    if (rest !== '') onLine(rest.replace(/\r$/, ''))
  })
}
