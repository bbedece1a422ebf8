// A program that is listened to while it runs, and that is told when to stop.
import type { ChildProcess } from 'node:child_process'
import { type Finished, type RunOptions, runProgram, signalProgram } from './run.ts'

export type LiveOptions = Omit<RunOptions, 'started' | 'apart'> & {
  /** Takes every line of its standard output as soon as it is there. */
  readonly line?: ((line: string) => void) | undefined
  /** Takes every line of its standard error. */
  readonly errorLine?: ((line: string) => void) | undefined
  /** Its standard input stays open until this signal: what reads it to the end learns that it is to stop. */
  readonly until?: AbortSignal | undefined
  /** Is given the program as soon as it runs. */
  readonly opened?: ((child: ChildProcess) => void) | undefined
  /** Interrupts it, with all that it has started, and kills it two seconds later. */
  readonly interrupt?: AbortSignal | undefined
}

/** Runs a program, apart from a terminal's interrupts, to its end. Rejects when it can't be started. */
export function runLive(
  file: string,
  args: readonly string[],
  { line, errorLine, until, interrupt, opened, ...options }: LiveOptions,
): Promise<Finished> {
  const started = (child: ChildProcess): void => {
    opened?.(child)
    tell(child.stdout, line)
    tell(child.stderr, errorLine)
    const end = (): void => void child.stdin?.end()
    if (until) onAbort(until, child, end)
    else end()
    if (interrupt) onAbort(interrupt, child, () => endBySignals(child))
  }
  return runProgram(file, args, { ...options, apart: true, started })
}

/** Lines end at LF alone: whoever writes them can't make two of one with another character. The last one counts without its end. */
function tell(input: NodeJS.ReadableStream | null, line: LiveOptions['line']): void {
  if (!input || !line) return
  const decoder = new TextDecoder()
  let rest = ''
  input.on('data', (chunk: Buffer) => {
    const lines = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n')
    rest = lines.pop() ?? ''
    for (const one of lines) line(one.replace(/\r$/, ''))
  })
  input.on('end', () => {
    if (rest !== '') line(rest)
  })
}

/** Does something when a signal comes while the program runs. */
function onAbort(signal: AbortSignal, child: ChildProcess, act: () => void): void {
  if (signal.aborted) {
    act()
    return
  }
  signal.addEventListener('abort', act, { once: true })
  child.on('close', () => signal.removeEventListener('abort', act))
}

/** What it said last may be read a moment after its end: milliseconds. */
const LAST_WORDS = 200

function endBySignals(child: ChildProcess): void {
  // Its output may be held by somebody else, as by a shared connection of ssh, whose other end goes on: that is not waited for.
  const letGo = (): void => {
    setTimeout(() => {
      child.stdout?.destroy()
      child.stderr?.destroy()
    }, LAST_WORDS)
  }
  if (child.exitCode === null && child.signalCode === null) child.on('exit', letGo)
  else letGo()
  signalProgram(child, true, 'SIGINT')
  const timer = setTimeout(() => signalProgram(child, true, 'SIGKILL'), 2000)
  child.on('close', () => clearTimeout(timer))
}
