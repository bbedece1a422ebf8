// A program whose output is read line by line while it runs, and that can be stopped.

import type { ChildProcess } from 'node:child_process'
import { type ProgramResult, type RunOptions, runProgram, signalProgram } from './run.ts'

export type StreamOptions = Omit<RunOptions, 'onSpawn' | 'detached'> & {
  /** Called with every line of its standard output as soon as it is printed. */
  readonly onLine?: ((line: string) => void) | undefined
  /** Called with every line of its standard error. */
  readonly onErrorLine?: ((line: string) => void) | undefined
  /** Keeps its standard input open until this signal: a program that reads it to the end learns that it has to stop. */
  readonly closeStdinOn?: AbortSignal | undefined
  /** Is called with the process as soon as it runs. */
  readonly onSpawn?: ((child: ChildProcess) => void) | undefined
  /** Interrupts it and all that it has started, and kills them two seconds later. */
  readonly killOn?: AbortSignal | undefined
}

/** Runs a program to its end, in a process group of its own. Rejects if it can't be started. */
export function streamProgram(
  file: string,
  args: readonly string[],
  { onLine, onErrorLine, closeStdinOn, killOn, onSpawn, ...options }: StreamOptions,
): Promise<ProgramResult> {
  return runProgram(file, args, {
    ...options,
    detached: true,
    onSpawn(child) {
      onSpawn?.(child)
      eachLine(child.stdout, onLine)
      eachLine(child.stderr, onErrorLine)
      const closeStdin = (): void => void child.stdin?.end()
      if (closeStdinOn) onAbort(closeStdinOn, child, closeStdin)
      else closeStdin()
      if (killOn) onAbort(killOn, child, () => interruptThenKill(child))
    },
  })
}

/** Lines end at LF alone, so that no other character can make two lines of one. The last line may have no end. */
function eachLine(input: NodeJS.ReadableStream | null, onLine: StreamOptions['onLine']): void {
  if (!input || !onLine) return
  const decoder = new TextDecoder()
  let rest = ''
  input.on('data', (chunk: Buffer) => {
    const lines = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line.replace(/\r$/, ''))
  })
  input.on('end', () => {
    if (rest !== '') onLine(rest)
  })
}

/** Calls `act` when a signal comes while the program runs. */
function onAbort(signal: AbortSignal, child: ChildProcess, act: () => void): void {
  if (signal.aborted) {
    act()
    return
  }
  signal.addEventListener('abort', act, { once: true })
  child.on('close', () => signal.removeEventListener('abort', act))
}

/** How long to read the last output after the exit, in milliseconds. */
const LAST_OUTPUT = 200

function interruptThenKill(child: ChildProcess): void {
  // Another process may keep the output open, as ssh's shared connection does. Don't wait for it.
  const closeOutput = (): void => {
    setTimeout(() => {
      child.stdout?.destroy()
      child.stderr?.destroy()
    }, LAST_OUTPUT)
  }
  if (child.exitCode === null && child.signalCode === null) child.on('exit', closeOutput)
  else closeOutput()
  signalProgram(child, true, 'SIGINT')
  const timer = setTimeout(() => signalProgram(child, true, 'SIGKILL'), 2000)
  child.on('close', () => {
    clearTimeout(timer)
    // Processes that it has started may ignore the interrupt and outlive it, as the background commands of a shell do.
    signalProgram(child, true, 'SIGKILL')
  })
}
