// Running other programs: argument lists, never a shell.
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export type Finished = {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export type RunOptions = {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Text for its standard input; without it there is none. */
  readonly input?: string
  /** Is told each line as it comes, of both outputs; then nothing of them is kept. */
  readonly line?: (text: string) => void
  /** Interrupts it, with all that it has started, and kills it two seconds later. It has no terminal then. */
  readonly signal?: AbortSignal
}

/** What runs, with whether it is the leader of a process group of its own. */
const running = new Map<ChildProcess, boolean>()

/** Runs a program to its end. Rejects when it can't be started. */
export function runProgram(
  file: string,
  args: readonly string[],
  { cwd, env, input, line, signal }: RunOptions,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const stdio: SpawnOptions['stdio'] = [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe']
    const child = spawn(file, args, { cwd, env: { ...env }, stdio, detached: signal !== undefined })
    running.set(child, signal !== undefined)
    const stopListening = interrupted(child, signal)
    const [out, err] = line ? told(child, line) : kept(child)
    child.on('error', (error) => {
      running.delete(child)
      stopListening()
      reject(error)
    })
    child.on('close', (code) => {
      running.delete(child)
      stopListening()
      const text = (chunks: readonly Buffer[] = []): string =>
        Buffer.concat(chunks).toString('utf8')
      resolve({ code, stdout: text(out), stderr: text(err) })
    })
    // A program that does not read its input to the end is no error of ours.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
}

function kept(child: ChildProcess): readonly Buffer[][] {
  const [out, err]: [Buffer[], Buffer[]] = [[], []]
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk))
  return [out, err]
}

function told(child: ChildProcess, line: (text: string) => void): readonly Buffer[][] {
  for (const input of [child.stdout, child.stderr]) {
    if (input) createInterface({ input }).on('line', line)
  }
  return []
}

/** Ends a program when it is told to. Returns what makes it listen no more. */
function interrupted(child: ChildProcess, signal: AbortSignal | undefined): () => void {
  let timer: NodeJS.Timeout | undefined
  const end = (): void => {
    kill(child, true, 'SIGINT')
    timer = setTimeout(() => kill(child, true, 'SIGKILL'), 2000)
  }
  if (signal?.aborted) end()
  else signal?.addEventListener('abort', end, { once: true })
  return () => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', end)
  }
}

function kill(child: ChildProcess, isLeader: boolean, signal: NodeJS.Signals): void {
  if (!isLeader || child.pid === undefined) {
    child.kill(signal)
    return
  }
  try {
    process.kill(-child.pid, signal)
  } catch {
    // Nothing of the group runs any more.
  }
}

export type Started = {
  /** Resolves with what it said on its standard error when it is over. */
  readonly ended: Promise<string>
  stop(): void
}

/** Starts a program that runs until it is stopped. */
export function startProgram(
  file: string,
  args: readonly string[],
  { cwd, env }: RunOptions,
): Started {
  const child = spawn(file, args, { cwd, env: { ...env }, stdio: ['ignore', 'ignore', 'pipe'] })
  running.set(child, false)
  const chunks: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<string>((resolve) => {
    const end = (error?: Error): void => {
      running.delete(child)
      resolve(error ? String(error) : Buffer.concat(chunks).toString('utf8'))
    }
    child.on('error', end)
    child.on('exit', () => end())
  })
  return { ended, stop: () => child.kill('SIGTERM') }
}

/** Ends every program that runs, at once. */
export function stopPrograms(): void {
  for (const [child, isLeader] of running) kill(child, isLeader, 'SIGKILL')
}
