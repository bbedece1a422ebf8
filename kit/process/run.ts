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
  /** A process group of its own: an interrupt from a terminal does not reach it, and it ends with all that it has started. */
  readonly apart?: boolean
  /** Is given the program as soon as it runs. */
  readonly started?: (child: ChildProcess) => void
}

/** What runs, with whether it is the leader of a process group of its own. */
const running = new Map<ChildProcess, boolean>()

/** Runs a program to its end. Rejects when it can't be started. */
export function runProgram(
  file: string,
  args: readonly string[],
  { cwd, env, input, apart = false, started }: RunOptions,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env: { ...env },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      detached: apart,
    })
    running.set(child, apart)
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
    if (input !== undefined) child.stdin?.write(input)
    if (started) started(child)
    else child.stdin?.end()
  })
}

export type Started = {
  /** Resolves with what it said on its standard error when it is over. */
  readonly ended: Promise<string>
  stop(): void
}

/** Starts a program that runs until it is stopped. One that reads its standard input learns there that this process is over. */
export function startProgram(
  file: string,
  args: readonly string[],
  { cwd, env, apart = false }: RunOptions,
): Started {
  const stdio = ['pipe', 'ignore', 'pipe'] as const
  const child = spawn(file, args, { cwd, env: { ...env }, stdio: [...stdio], detached: apart })
  running.set(child, apart)
  const chunks: Buffer[] = []
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<string>((resolve) => {
    const end = (error?: Error): void => {
      running.delete(child)
      resolve(error ? String(error) : Buffer.concat(chunks).toString('utf8'))
    }
    child.on('error', end)
    // What it said last may be read after its end; a stream that somebody else holds is not waited for.
    child.on('close', () => end())
    child.on('exit', () => setTimeout(end, 500).unref())
  })
  return { ended, stop: () => child.kill('SIGTERM') }
}

/** Signals a program; as the leader of its group all that it has started as well. */
export function signalProgram(child: ChildProcess, apart: boolean, signal: NodeJS.Signals): void {
  if (!apart || child.pid === undefined) {
    child.kill(signal)
    return
  }
  try {
    process.kill(-child.pid, signal)
  } catch {
    // Nothing of the group runs any more.
  }
}

/** Ends every program that runs, at once. */
export function stopPrograms(): void {
  for (const [child, apart] of running) signalProgram(child, apart, 'SIGKILL')
}
