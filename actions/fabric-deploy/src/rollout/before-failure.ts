// Why a `before` command did not succeed, as a message. Pure.

import { list, quote } from '../../../../kit/text/escape.ts'
import { quoteEnd } from '../host/host-errors.ts'
import type { BeforeEnd } from './before-events.ts'

/** The names in a message about a command. */
export type BeforeNames = {
  readonly host: string
  readonly service: string
  readonly container: string
  /** Milliseconds that it may take. */
  readonly within: number
}

export type BeforeFailure = {
  readonly reason: string
  readonly message: string
  readonly code: number | undefined
}

const NOTHING_SWITCHED = 'Nothing was switched.'

/** Returns the failure of a command, or undefined if it succeeded. */
export function beforeFailure(
  end: BeforeEnd,
  names: BeforeNames,
  lastLines: readonly string[],
): BeforeFailure | undefined {
  if (end.kind === 'unknown') return unknownEnd(end.why, names)
  const problem = problemOf(end, names.within)
  if (!problem) return undefined
  const { what, advice, code } = problem
  const about = `${names.host}: the "before" command of ${quote(names.service)}`
  // A command that has not run has no output.
  const output = end.kind === 'ended' ? lastLines.map((line) => `  ${quote(line)}`) : []
  const message = [`${about} ${what}. ${NOTHING_SWITCHED} ${advice}`.trimEnd(), ...output]
  return { reason: 'before-failed', message: message.join('\n'), code }
}

type Problem = {
  readonly what: string
  readonly advice: string
  readonly code: number | undefined
}

function problemOf(
  end: Exclude<BeforeEnd, { kind: 'unknown' }>,
  within: number,
): Problem | undefined {
  if (end.kind === 'busy') {
    const [first = ''] = end.containers
    return {
      what: `of an earlier run is still running: ${list(end.containers)}`,
      advice: `Wait for its end (docker logs --follow ${first}), or stop it (docker stop ${first})`,
      code: undefined,
    }
  }
  if (end.kind === 'failed') {
    const text = quoteEnd(end.text)
    if (end.what !== 'start')
      return {
        what: `has no container, since docker refused it: ${text}`,
        ...{ advice: '', code: undefined },
      }
    // 126 and 127 are the codes of a command that can't be executed or was not found; docker gives others a meaning of its own.
    const code = end.code > 0 ? end.code : undefined
    return { what: `could not be started: ${text}`, advice: 'Is the command in the image?', code }
  }
  const { code, by } = end
  if (by === 'late')
    return {
      what: `did not end within ${Math.round(within / 1000)} s and was stopped`,
      advice:
        'Raise "within" of "before", or find out what it waits for. The entrypoint of the image gets the command, and may run something else',
      code,
    }
  if (by === 'stopped') return { what: 'was stopped', advice: '', code }
  if (code === 0) return undefined
  const why = end.why === 'true' ? ': it ran out of memory' : (WHY.get(code) ?? '')
  const what = `exited with code ${code ?? 'unknown'}${why}`
  return { what, advice: 'Its output is in the log above', code }
}

/** What docker's own exit codes mean. A command may exit with the same code. */
const WHY = new Map<number | undefined, string>([
  [255, ', which is also what docker says after a restart of itself or of the host'],
])

/** Returns the failure of a command that may still be running. */
function unknownEnd(
  why: string,
  { host, service, container }: Pick<BeforeNames, 'host' | 'service' | 'container'>,
): BeforeFailure {
  const about = `${host}: it is not known how the "before" command of ${quote(service)} ended: ${why}`
  const look = `It may still be running there: docker logs ${container} shows its output, docker ps --all --filter name=${container} its state`
  return {
    reason: 'before-unknown',
    message: `${about}. ${NOTHING_SWITCHED} ${look}`,
    code: undefined,
  }
}
