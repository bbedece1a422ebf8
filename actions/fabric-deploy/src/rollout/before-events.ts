// Reads the reports of before.sh: the command's output, and how it ended. Pure.

import { list, quote } from '../../../../kit/text/escape.ts'
import { stripTerminalCodes } from '../../../../kit/text/terminal.ts'
import { recordsIn } from '../host/facts.ts'
import { quoteEnd } from '../host/host-errors.ts'

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

/** Follows the records of before.sh. After a lost connection it prints the output again from the beginning; each line is shown once. */
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

/** The names in a message about a command. */
export type BeforeNames = {
  readonly host: string
  readonly service: string
  readonly container: string
  /** Milliseconds that it may take. */
  readonly within: number
}

const NOTHING_SWITCHED = 'Nothing was switched.'

/** Returns the reason, message and code of a command that did not succeed, or undefined if it did. */
export function beforeFailure(
  end: BeforeEnd,
  { host, service, container, within }: BeforeNames,
  lastLines: readonly string[],
):
  | { readonly reason: string; readonly message: string; readonly code: number | undefined }
  | undefined {
  const about = `${host}: the "before" command of ${quote(service)}`
  const output = lastLines.map((line) => `  ${quote(line)}`)
  const failed = (problem: string, advice: string, code: number | undefined, lines = output) => ({
    reason: 'before-failed',
    message: [`${about} ${problem}. ${NOTHING_SWITCHED} ${advice}`.trimEnd(), ...lines].join('\n'),
    code,
  })
  if (end.kind === 'unknown') return unknownEnd(end.why, { host, service, container })
  if (end.kind === 'busy') {
    const [first = ''] = end.containers
    const advice = `Wait for its end (docker logs --follow ${first}), or stop it (docker stop ${first})`
    return failed(
      `of an earlier run is still running: ${list(end.containers)}`,
      advice,
      undefined,
      [],
    )
  }
  if (end.kind === 'failed') {
    // 126 and 127 are the codes of a command that can't be executed or was not found; docker gives others a meaning of its own.
    const code = end.what === 'start' && end.code > 0 ? end.code : undefined
    const verb =
      end.what === 'start' ? 'could not be started' : 'has no container, since docker refused it'
    const advice = 'Is the command in the image?'
    return failed(`${verb}: ${quoteEnd(end.text)}`, end.what === 'start' ? advice : '', code, [])
  }
  if (end.by === 'late') {
    const time = `did not end within ${Math.round(within / 1000)} s and was stopped`
    const advice =
      'Raise "within" of "before", or find out what it waits for. The entrypoint of the image gets the command, and may run something else'
    return failed(time, advice, end.code)
  }
  if (end.code === 0 && end.by === '') return undefined
  if (end.by === 'stopped') return failed('was stopped', '', end.code)
  const why = end.why === 'true' ? ': it ran out of memory' : (WHY.get(end.code) ?? '')
  return failed(`exited with code ${end.code ?? 'unknown'}${why}`, OUTPUT_SAYS_WHY, end.code)
}

/** What docker's own exit codes mean. A command may exit with the same code. */
const WHY = new Map<number | undefined, string>([
  [255, ', which is also what docker says after a restart of itself or of the host'],
])

const OUTPUT_SAYS_WHY = 'Its output is in the log above'

/** Returns the failure of a command that may still be running. */
function unknownEnd(
  why: string,
  { host, service, container }: Pick<BeforeNames, 'host' | 'service' | 'container'>,
): { readonly reason: string; readonly message: string; readonly code: undefined } {
  const about = `${host}: it is not known how the "before" command of ${quote(service)} ended: ${why}`
  const look = `It may still be running there: docker logs ${container} shows its output, docker ps --all --filter name=${container} its state`
  return {
    reason: 'before-unknown',
    message: `${about}. ${NOTHING_SWITCHED} ${look}`,
    code: undefined,
  }
}
