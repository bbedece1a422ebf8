// What a host's script says while it switches containers: progress for the log, and why it failed.

import { quote } from '../../../../kit/text/escape.ts'
import { plain } from '../../../../kit/text/terminal.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import { recordsOf } from './facts.ts'

/** Why a host failed; the code is that of what failed there. */
export type Failure = {
  readonly reason: string
  readonly message: string
  readonly code: number | undefined
}

export type ListenerPorts = {
  readonly clock: Clock
  readonly log: (line: string) => void
  /** Shows lines that a container wrote. */
  readonly show: (title: string, lines: readonly string[]) => void
}

/** Follows what a host's script says: progress for the log, and why it failed. */
export function listener(host: string, ports: ListenerPorts, start: number) {
  const { clock, log, show } = ports
  let gap = 0
  let failure: Failure | undefined
  const logged: string[] = []
  const flush = (): void => {
    if (logged.length > 0) show(`${host}: the last lines of the container`, logged.splice(0))
  }
  const line = (text: string): void => {
    const [kind = '', service = '', ...rest] = recordsOf(text)[0] ?? []
    if (kind === 'log') {
      logged.push(plain(rest.join(' ')))
      return
    }
    flush()
    const told = toldOf(kind, service, rest)
    const seconds = ((clock.now() - start) / 1000).toFixed(1)
    if (told !== undefined) log(`${host}: ${told} (${seconds} s)`)
    if (kind === 'switched') gap = Math.max(gap, Number(rest[0] ?? 0))
    if (kind === 'failed') failure ??= failureOf(host, service, rest)
    if (kind === 'lost') failure = lostAfter(failure, host, service, rest[1] ?? '')
  }
  return {
    line,
    gap: () => gap,
    failure: (): Failure | undefined => {
      flush()
      return failure
    },
  }
}

function toldOf(kind: string, service: string, rest: readonly string[]): string | undefined {
  const [first = ''] = rest
  const texts: Readonly<Record<string, string>> = {
    stopping: `${service}: the old container stops`,
    started: `${service}: the new container has started`,
    switched: `${service}: the new container serves`,
    failed: `${service}: failed, ${REASONS[first] ?? first}`,
    restored: `${service}: the old container serves again`,
    lost: `${service}: the old container does NOT run again`,
  }
  return texts[kind]
}

/** Where the script says it more exactly than people need it. */
const REASONS: Readonly<Record<string, string>> = {
  none: 'no-healthcheck',
  'no-answer': 'unhealthy',
}

/** What could not be put back counts more than why it had to be. */
function lostAfter(
  before: Failure | undefined,
  host: string,
  service: string,
  said: string,
): Failure {
  const lost = `${host}: ${quote(service)} could not be put back: ${quote(said)}`
  const message = before ? `${before.message}\n${lost}` : lost
  return { reason: 'not-restored', message, code: before?.code }
}

function failureOf(host: string, service: string, rest: readonly string[]): Failure {
  const name = `${host}: ${quote(service)}`
  const [reason = '', code = '', text = ''] = rest
  const said = text === '' ? '' : `: ${quote(text)}`
  const asked = /^[0-9]/.test(code) ? `it answered ${code}` : `its HEALTHCHECK says ${quote(code)}`
  const answer = code === '' ? 'it did not answer' : asked
  const texts: Readonly<Record<string, string>> = {
    'stop-failed': `the old container could not be stopped${said}`,
    'start-failed': `the new container could not be started${said}`,
    exited: `the new container ended by itself, with code ${code}${said}`,
    unhealthy: `the new container is not healthy${said}`,
    'no-answer': `the new container did not become healthy in time: ${answer}`,
    none: 'the image has no HEALTHCHECK, which "docker: true" needs',
    ended: 'was ended in the middle',
  }
  // The last answer of an unhealthy container is no program's code.
  const isCode = /^[0-9]+$/.test(code) && reason !== 'no-answer'
  return {
    reason: REASONS[reason] ?? reason,
    message: `${name}: ${texts[reason] ?? reason}`,
    code: isCode ? Number(code) : undefined,
  }
}
