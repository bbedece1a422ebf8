// Runs programs: argument lists, never a shell. Not over @actions/exec, which can't cancel a program with all that it has started, leaves
// its standard input open, and leaves errors of spawn and EPIPE unhandled, so that this process would end (ARCHITECTURE.md).

import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { plainError } from '../text/plain-error.ts'
import { endGroup } from './process-group.ts'

export type ProgramResult = {
  /** Null if a signal ended the program. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export type RunOptions = {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Text or bytes for its standard input. Without it there is none. */
  readonly input?: string | Uint8Array
  /** How its output is read; `latin1` has one character for each byte. */
  readonly encoding?: 'utf8' | 'latin1'
  /** Gives it a process group of its own: an interrupt from a terminal does not reach it, and it is killed with all that it has started. */
  readonly detached?: boolean
  /** What it has started in its group ends with it. */
  readonly endGroup?: boolean
  /** Called with the process as soon as it runs. It has to close the standard input. */
  readonly onSpawn?: (child: ChildProcess) => void
}

/**
 * The inputs of the step, keys and passwords among them, and its saved state are for this process only. All that our steps save begins
 * with a small letter: STATE_MACHINE_ARN is a variable of the project.
 */
const childEnv = (env: RunOptions['env']): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:INPUT_|STATE_[a-z])/.test(name)))

/** What runs, and whether it leads a process group. */
const running = new Map<ChildProcess, boolean>()

/** Runs a program to its end. Rejects if it can't be started. */
export function runProgram(
  file: string,
  args: readonly string[],
  {
    cwd,
    env,
    input,
    encoding = 'utf8',
    detached = false,
    endGroup: endsGroup = false,
    onSpawn,
  }: RunOptions,
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env: childEnv(env),
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      detached,
    })
    running.set(child, detached)
    const [out, err]: Buffer[][] = [[], []]
    child.stdout?.on('data', (chunk: Buffer) => out?.push(chunk))
    child.stderr?.on('data', (chunk: Buffer) => err?.push(chunk))
    child.on('error', (error) => {
      running.delete(child)
      reject(error)
    })
    child.on('close', async (code) => {
      if (detached && endsGroup) await endGroup(child.pid)
      running.delete(child)
      const text = (chunks: readonly Buffer[] = []): string =>
        Buffer.concat(chunks).toString(encoding)
      resolve({ code, stdout: text(out), stderr: text(err) })
    })
    // A program may end without reading its input.
    child.stdin?.on('error', () => {})
    if (input !== undefined) child.stdin?.write(input)
    if (onSpawn) onSpawn(child)
    else child.stdin?.end()
  })
}

export type BackgroundProgram = {
  /** Resolves with its standard error when it has ended. */
  readonly ended: Promise<string>
  /** Resolves when all that it has started in a group of its own has ended too. */
  readonly allEnded: Promise<void>
  stop(signal?: NodeJS.Signals): void
}

/** How many bytes of the standard error of a program in the background are kept, from its end. */
const KEPT = 65_536

/**
 * Starts a program that runs until it is stopped. Its standard input is open as long as this process lives. What it has started in a group
 * of its own ends with it.
 */
export function startProgram(
  file: string,
  args: readonly string[],
  { cwd, env, detached = false }: RunOptions,
): BackgroundProgram {
  const stdio = ['pipe', 'ignore', 'pipe'] as const
  const child = spawn(file, args, { cwd, env: childEnv(env), stdio: [...stdio], detached })
  running.set(child, detached)
  let output = Buffer.alloc(0)
  child.stderr?.on('data', (chunk: Buffer) => {
    output = Buffer.concat([output, chunk]).subarray(-KEPT)
  })
  const ended = new Promise<string>((resolve) => {
    let timer: NodeJS.Timeout | undefined
    const end = (error?: Error): void => {
      clearTimeout(timer)
      running.delete(child)
      resolve(error ? plainError(error) : output.toString('utf8'))
    }
    child.on('error', end)
    // Its last output may arrive after its exit. If another process holds the stream open, it is not waited for.
    child.on('close', () => end())
    child.on('exit', () => {
      timer = setTimeout(end, 500).unref()
    })
  })
  const allEnded = ended.then(() => (detached ? endGroup(child.pid) : undefined))
  return { ended, allEnded, stop: (signal = 'SIGTERM') => void child.kill(signal) }
}

/** Sends a signal to a program, or to its whole process group if it leads one. */
export function signalProgram(
  child: ChildProcess,
  isLeader: boolean,
  signal: NodeJS.Signals,
): void {
  if (!isLeader || child.pid === undefined) {
    child.kill(signal)
    return
  }
  try {
    process.kill(-child.pid, signal)
  } catch {
    // No process of the group is left.
  }
}

/** Kills every program that runs, and waits until it has ended: on a busy machine that takes a moment. */
export function killPrograms(): void {
  for (const [child, isLeader] of running) signalProgram(child, isLeader, 'SIGKILL')
  for (const { pid } of running.keys()) {
    for (let waited = 0; pid !== undefined && isAlive(pid) && waited < 500; waited += 5)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
  }
}

/** Only Linux tells a child that has ended, but was not waited for, from one that runs: proc(5), the state Z. */
function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
