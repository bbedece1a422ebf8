// Reads the reports of before.sh: the command's output, and how it ended. Pure.

import { stripTerminalCodes } from '../../../../kit/text/terminal.ts'
import { recordsIn } from '../host/facts.ts'

/** How a command ended, as before.sh reports it. */
export type BeforeEnd =
  | {
      readonly kind: 'ended'
      readonly code: number | undefined
      readonly by: string
      readonly why: string
    }
  | { readonly kind: 'failed'; readonly what: string; readonly code: number; readonly text: string }
  | { readonly kind: 'busy'; readonly containers: readonly string[] }
  | { readonly kind: 'unknown'; readonly why: string }

/** How many of the last lines of the output a message shows. */
const LAST_LINES = 5

/** Reads the records of before.sh as they arrive. After a lost connection before.sh prints all output again; each line is shown once. */
export function followBefore(show: (line: string) => void) {
  let end: BeforeEnd | undefined
  let count = 0
  /** The number of lines that an earlier connection has shown. */
  let shown = 0
  const last: string[] = []
  const output = (line: string): void => {
    count += 1
    const text = stripTerminalCodes(line)
    // The last line that came over a lost connection may be only a part of it.
    if (count < shown || (count === shown && text === last.at(-1))) return
    last.push(text)
    if (last.length > LAST_LINES) last.shift()
    show(text)
  }
  return {
    onLine(line: string): void {
      if (line.startsWith('output\t')) {
        output(line.slice('output\t'.length))
        return
      }
      const [kind = '', ...details] = recordsIn(line)[0] ?? []
      if (kind === 'skipped') {
        shown = 0
        show('(... the output is too long for the log; its last lines follow ...)')
      }
      end = endOf(kind, details) ?? end
    },
    /** Call it before the script runs again. */
    startAgain(): void {
      shown = count
      count = 0
    },
    end: () => end,
    /** The last lines of the output that say something. */
    lastLines: () => last.filter((line) => line.trim() !== ''),
  }
}

function endOf(kind: string, details: readonly string[]): BeforeEnd | undefined {
  const [first = '', second = '', third = ''] = details
  if (kind === 'ended')
    return { kind, code: first === '' ? undefined : Number(first), by: second, why: third }
  if (kind === 'failed') return { kind, what: first, code: Number(second), text: third }
  if (kind === 'busy') return { kind, containers: first.split(' ').filter((name) => name !== '') }
  return kind === 'unknown' ? { kind, why: first } : undefined
}
