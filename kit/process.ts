// Running other programs: argument lists, never a shell.
import { type ChildProcess, spawn } from 'node:child_process'

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
}

const running = new Set<ChildProcess>()

/** Runs a program to its end. Rejects when it can't be started. */
export function runProgram(
  file: string,
  args: readonly string[],
  { cwd, env, input }: RunOptions,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env: { ...env },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    })
    running.add(child)
    const [out, err]: Buffer[][] = [[], []]
    child.stdout?.on('data', (chunk: Buffer) => out?.push(chunk))
    child.stderr?.on('data', (chunk: Buffer) => err?.push(chunk))
    child.on('error', (error) => {
      running.delete(child)
      reject(error)
    })
    child.on('close', (code) => {
      running.delete(child)
      const text = (chunks: readonly Buffer[] = []): string =>
        Buffer.concat(chunks).toString('utf8')
      resolve({ code, stdout: text(out), stderr: text(err) })
    })
    // A program that does not read its input to the end is no error of ours.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
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
  running.add(child)
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
  for (const child of running) child.kill('SIGKILL')
}
