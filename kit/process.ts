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
  /** Its standard input stays open until the signal: what reads it to the end learns that it is to stop. */
  readonly until?: AbortSignal
  /** Takes every line of its standard output as soon as it is there. */
  readonly line?: (line: string) => void
  /** A process group of its own: an interrupt from a terminal does not reach it. */
  readonly apart?: boolean
}

const running = new Set<ChildProcess>()

/** Runs a program to its end. Rejects when it can't be started. */
export function runProgram(
  file: string,
  args: readonly string[],
  { cwd, env, input, until, line, apart = false }: RunOptions,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env: { ...env },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      detached: apart,
    })
    running.add(child)
    const [out, err]: Buffer[][] = [[], []]
    const lines = line && linesTo(line)
    child.stdout?.on('data', (chunk: Buffer) => {
      out?.push(chunk)
      lines?.(chunk)
    })
    child.stderr?.on('data', (chunk: Buffer) => err?.push(chunk))
    const end = (): void => void child.stdin?.end()
    const over = (): void => {
      running.delete(child)
      until?.removeEventListener('abort', end)
    }
    child.on('error', (error) => {
      over()
      reject(error)
    })
    child.on('close', (code) => {
      over()
      const text = (chunks: readonly Buffer[] = []): string =>
        Buffer.concat(chunks).toString('utf8')
      resolve({ code, stdout: text(out), stderr: text(err) })
    })
    // A program that does not read its input to the end is no error of ours.
    child.stdin?.on('error', () => {})
    if (input !== undefined) child.stdin?.write(input)
    if (!until || until.aborted) end()
    else until.addEventListener('abort', end)
  })
}

/** Cuts what comes in pieces into lines; the last one counts when it has ended. */
function linesTo(take: (line: string) => void): (chunk: Buffer) => void {
  const decoder = new TextDecoder()
  let rest = ''
  return (chunk) => {
    const all = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n')
    rest = all.pop() ?? ''
    for (const one of all) take(one)
  }
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
  running.add(child)
  const chunks: Buffer[] = []
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk))
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
