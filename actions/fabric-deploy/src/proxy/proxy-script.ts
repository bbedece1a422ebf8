// Runs proxy.sh on a host, and explains its failures.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { stripTerminalCodes } from '../../../../kit/text/terminal.ts'
import { recordsIn } from '../host/facts.ts'
import { quoteEnd } from '../host/host-errors.ts'
import type { ScriptOptions, Session } from '../host/session.ts'
import type { Job } from '../job.ts'
import { explainDocker } from '../rollout/docker-messages.ts'
import { proxyReference } from './proxy-state.ts'

/** What proxy.sh does; it describes them. */
export type ProxyMode = 'ensure' | 'create' | 'upgrade' | 'restore'

export type ProxyScript = {
  readonly code: number | null
  readonly records: readonly string[][]
  /** Why it failed; undefined if it did not. */
  readonly error: UserError | undefined
}

type ProxyJob = { readonly fleet: Pick<Job['fleet'], 'proxy'> } & Pick<Job, 'slug' | 'runId'>

/** Runs proxy.sh. Throws a UserError only if the connection is lost or it takes too long. */
export async function runProxyScript(
  session: Session,
  mode: ProxyMode,
  { fleet, slug, runId }: ProxyJob,
  options: ScriptOptions,
): Promise<ProxyScript> {
  const { http, https } = fleet.proxy
  const args = [mode, slug, runId, proxyReference(fleet.proxy), String(http), String(https)]
  const { code, stdout, stderr } = await session.run('proxy', args, options)
  const records = recordsIn(stdout)
  return {
    code,
    records,
    error: code === 0 ? undefined : failureOf(session.host.name, records, stderr),
  }
}

/** How many lines of the proxy's log a message shows. */
const LOG_LINES = 5

function failureOf(host: string, records: readonly string[][], stderr: string): UserError {
  const [, word = '', output = stderr.trim()] = records.find(([kind]) => kind === 'failed') ?? []
  const log = records
    .filter(([kind]) => kind === 'log')
    .map(([, , line = '']) => stripTerminalCodes(line))
  const lines = log.slice(-LOG_LINES).map((line) => `  ${quoteEnd(line)}`)
  const cause = output === '' ? '' : `: ${quoteEnd(output)}`
  const ends = lines.length > 0 ? ['its log ends with:', ...lines] : []
  const problem = [
    `${host}: the proxy ${PROBLEMS[word] ?? 'could not be started'}${cause}`,
    ...ends,
  ]
  const lost = records.find(([kind]) => kind === 'lost')
  if (lost === undefined) return new UserError(reasonOf(word, output), problem.join('\n'))
  const back = `${host}: the old proxy could not be restored: ${quote(lost[1] ?? '')}`
  return new UserError('not-restored', [...problem, back].join('\n'))
}

/** By the words of the script. */
const PROBLEMS: Readonly<Record<string, string>> = {
  'create-failed': 'could not be created',
  'stop-failed': 'could not be stopped',
  'no-answer': 'does not answer',
  'other-routes': 'does not list the routes of the old one',
  ended: 'was not started, because the run is over',
}

function reasonOf(word: string, output: string): string {
  if (word === 'ended') return 'ended'
  if (/already (?:allocated|in use)/.test(output)) return 'port-taken'
  return explainDocker(output)?.reason === 'disk-full' ? 'disk-full' : 'proxy-failed'
}
