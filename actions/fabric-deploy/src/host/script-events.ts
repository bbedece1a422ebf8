// The events that switch.sh reports while it replaces containers: progress for the log, and why it failed.

import { quote } from '../../../../kit/text/escape.ts'
import { stripTerminalCodes } from '../../../../kit/text/terminal.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import { recordsIn } from './facts.ts'
import { quoteEnd } from './host-errors.ts'

/** Why a host failed. */
export type Failure = {
  readonly reason: string
  readonly message: string
  /** The exit code of the command that failed. */
  readonly code: number | undefined
}

export type EventPorts = {
  readonly clock: Clock
  readonly log: (line: string) => void
  /** Shows output of a container. */
  readonly show: (title: string, lines: readonly string[]) => void
}

/** Follows the events of a host's script, logging its progress. */
export function followScript(host: string, { clock, log, show }: EventPorts, start: number) {
  let gap = 0
  let failure: Failure | undefined
  const containerLog: string[] = []
  const flushLog = (): void => {
    if (containerLog.length === 0) return
    show(`${host}: last lines of the container's log`, containerLog.splice(0))
  }
  return {
    onLine(line: string): void {
      const [kind = '', service = '', ...details] = recordsIn(line)[0] ?? []
      if (kind === 'log') {
        containerLog.push(stripTerminalCodes(details.join(' ')))
        return
      }
      flushLog()
      const progress = progressOf(kind, service, details)
      const seconds = ((clock.now() - start) / 1000).toFixed(1)
      if (progress !== undefined) log(`${host}: ${progress} (${seconds} s)`)
      if (kind === 'switched') gap = Math.max(gap, Number(details[0] ?? 0))
      if (kind === 'failed') failure ??= failureOf(host, service, details)
      if (kind === 'lost') failure = notRestored(failure, host, service, details[1] ?? '')
    },
    /** The longest time, in milliseconds, that a published port had no container, or a host no route. */
    gap: () => gap,
    failure: (): Failure | undefined => {
      flushLog()
      return failure
    },
  }
}

function progressOf(kind: string, service: string, details: readonly string[]): string | undefined {
  const [word = ''] = details
  const progress: Readonly<Record<string, string>> = {
    stopping: `${service}: stopping the old container`,
    started: `${service}: the new container has started`,
    routing: `${service}: ${ROUTING[word] ?? 'the proxy switches to the new container'}`,
    switched: `${service}: ${SWITCHED[details[1] ?? ''] ?? 'the new container is in service'}`,
    rerouted: `${service}: the proxy has switched back to the old container`,
    failed: `${service}: failed: ${REASONS[word] ?? word}`,
    restored:
      details[1] === 'crashes'
        ? `${service}: the old container is back, and exits as it did before`
        : `${service}: the old container is running again`,
    lost:
      details[2] === 'kept'
        ? `${service}: the old container did NOT get its requests back; the new one keeps running`
        : `${service}: the old container is NOT running`,
  }
  return progress[kind]
}

/** What the proxy does for a service whose running container stays. */
const ROUTING: Readonly<Record<string, string>> = {
  keep: 'the proxy adds its route again',
  routed: 'the proxy already routes to it; its other containers stop at the end of the deployment',
}

const SWITCHED: Readonly<Record<string, string>> = {
  keep: 'back in service',
  routed: 'still in service',
}

/** More specific reason codes than the words of the script. */
const REASONS: Readonly<Record<string, string>> = {
  none: 'no-healthcheck',
  'no-answer': 'unhealthy',
  'route-lost': 'proxy-failed',
}

/** A container that could not be restored matters more than why the host had to be rolled back. */
function notRestored(
  earlier: Failure | undefined,
  host: string,
  service: string,
  output: string,
): Failure {
  const problem = `${host}: the old container of ${quote(service)} could not be restored: ${quoteEnd(output)}`
  const message = earlier ? `${earlier.message}\n${problem}` : problem
  return { reason: 'not-restored', message, code: earlier?.code }
}

function failureOf(host: string, service: string, details: readonly string[]): Failure {
  const [word = '', code = '', output = ''] = details
  const cause = output === '' ? '' : `: ${quoteEnd(output)}`
  // Without a proxy a redirect is healthy.
  const onlySuccess = code.startsWith('3') ? '; behind the proxy, only 200 to 299 is healthy' : ''
  const lastAnswer = /^[0-9]/.test(code)
    ? `its last answer was ${code}${onlySuccess}`
    : `its HEALTHCHECK reports ${quote(code)}`
  const answer = code === '' ? 'it did not answer' : lastAnswer
  const problems: Readonly<Record<string, string>> = {
    'stop-failed': `the old container could not be stopped${cause}`,
    'start-failed': `the new container could not be started${cause}`,
    exited: `the new container exited with code ${code}${cause}`,
    unhealthy: `the new container is unhealthy${cause}`,
    'no-answer': `the new container did not become healthy in time: ${answer}`,
    none: 'the image has no HEALTHCHECK, which "docker: true" requires',
    'proxy-failed': `the proxy did not switch to the new container${cause}`,
    'route-lost': 'the proxy no longer routes to the new container',
    ended: 'stopped halfway, because the run is over',
  }
  // If a check failed, the code is the status that it got, not an exit code.
  const isExitCode = /^[0-9]+$/.test(code) && word !== 'no-answer'
  return {
    reason: REASONS[word] ?? word,
    message: `${host}: ${quote(service)}: ${problems[word] ?? word}`,
    code: isExitCode ? Number(code) : undefined,
  }
}
