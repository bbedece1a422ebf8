// The human-readable result: one sentence about what is running now, and a table of the hosts. Pure.

import { code, prose, quote } from '../../../kit/text/escape.ts'
import { proxyCell, proxySentence, routesSummary } from './report-proxy.ts'
import type { HostRow, Result, RunningService } from './result.ts'

const OUTCOMES: Readonly<Record<HostRow['outcome'], string>> = {
  deployed: 'deployed',
  unchanged: 'unchanged',
  'rolled-back': 'rolled back',
  failed: 'failed',
  unreachable: 'unreachable',
  'not-reached': 'not touched',
}

type Quote = (text: string) => string

/** Returns the state of the environment after the run, in one sentence. */
export function resultSentence(result: Result, quoted: Quote = quote): string {
  const { environment, rows, reason, action } = result
  const name = quoted(environment)
  if (result.isTasks) return `${name}: ${tasksSentence(result)}.`
  if (action === 'upgrade-proxy') return proxySentence(result, quoted)
  const unknown = rows.filter(({ runs }) => runs === null).map(({ host }) => quoted(host))
  const state =
    runningNow(rows, quoted) +
    (unknown.length > 0 ? `; it is not known what is running on ${unknown.join(', ')}` : '')
  if (result.isReadOnly) return `${name}: ${state}.`
  if (reason !== '') {
    const what = action === 'rollback' ? 'The rollback' : 'The deployment'
    return `${what} to ${name} failed (${reason}): ${state}.`
  }
  return `${name}: ${result.changed ? '' : 'nothing to do, '}${state}.`
}

function tasksSentence({ rows, reason, isReadOnly }: Result): string {
  const done = rows.filter(({ outcome }) => outcome === 'deployed').length
  const where = `on ${done} of ${hosts(rows.length)}`
  if (isReadOnly) return `the tasks would run on ${hosts(rows.length)}`
  return reason === ''
    ? `the tasks ran ${where}`
    : `the tasks failed (${reason}); they ran ${where}`
}

/** `web runs v2 on 3 hosts, worker runs v2 on 1 host`; a service on two releases is pointed out. */
function runningNow(rows: readonly HostRow[], quoted: Quote): string {
  const running = rows.flatMap(({ runs }) => runs ?? [])
  const services = Map.groupBy(running, ({ service }) => service)
  if (services.size === 0) return 'nothing is running'
  return [...services]
    .map(([service, all]) => {
      const releases = Map.groupBy(all, ({ release, digest }) => `${release}@${digest}`)
      const isMixed = releases.size > 1
      const each = [...releases.values()].map((same) => {
        const [first] = same as [RunningService]
        return `${quoted(releaseName(first, isMixed))} on ${hosts(same.length)}`
      })
      const warning = isMixed ? `${releases.size} VERSIONS: ` : ''
      return `${quoted(service)} runs ${warning}${each.join(' and ')}`
    })
    .join(', ')
}

const hosts = (count: number): string => (count === 1 ? '1 host' : `${count} hosts`)

/** A release, with the beginning of its digest on request or if it has no other name. */
function releaseName({ release, digest }: RunningService, withDigest: boolean): string {
  const short = digest.replace('sha256:', '').slice(0, 12)
  if (release === digest || release === '') return short === '' ? 'unknown' : `sha256:${short}`
  return withDigest && short !== '' ? `${release} (${short})` : release
}

function runsCell({ runs }: HostRow): string {
  if (runs === null) return 'unknown'
  if (runs.length === 0) return 'nothing'
  return runs
    .map((one) => {
      const state = one.state === 'running' ? '' : ` [${one.state}]`
      return `${one.service} ${releaseName(one, true)}${state}`
    })
    .join(', ')
}

const HEADER = [
  ...(['host', 'roles', 'outcome', 'running now', 'proxy'] as const),
  ...(['seconds', 'gap', 'reason'] as const),
]

function cellsOf(row: HostRow, isTasks: boolean): string[] {
  const reason =
    row.code === null || row.reason === '' ? row.reason : `${row.reason}, code ${row.code}`
  return [
    row.host,
    row.roles.join(', '),
    OUTCOMES[row.outcome],
    row.runs === null && isTasks ? '' : runsCell(row),
    proxyCell(row),
    row.seconds === 0 ? '' : row.seconds.toFixed(1),
    row['gap-ms'] === 0 ? '' : `${row['gap-ms']} ms`,
    reason,
  ]
}

/** The header and the rows, without columns that are empty. */
function table({ rows, isTasks }: Result): string[][] {
  const cells = rows.map((row) => cellsOf(row, isTasks))
  const isUsed = HEADER.map((_, column) => cells.some((line) => line[column] !== ''))
  return [[...HEADER], ...cells].map((line) => line.filter((_, column) => isUsed[column]))
}

/** Returns the table for the log, with aligned columns. */
export function tableLines(result: Result): string[] {
  const lines = table(result)
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  )
  return lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

const TITLES: Readonly<Record<string, string>> = {
  deploy: 'Deployment',
  rollback: 'Rollback',
  status: 'Status',
  unlock: 'Lock',
  'upgrade-proxy': 'Proxy',
}

/** Returns the result as Markdown for the job summary. */
export function summary(result: Result): string {
  const [header = [], ...lines] = table(result)
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const escaped = (cell: string, column: number): string =>
    column === 0 ? code(cell) : prose(cell)
  return [
    `### ${TITLES[result.action] ?? result.action}: ${prose(result.environment)}`,
    '',
    resultSentence(result, code),
    '',
    row(header),
    row(header.map(() => '---')).replaceAll(' ', ''),
    ...lines.map((line) => row(line.map(escaped))),
    '',
    ...routesSummary(result),
    '',
  ].join('\n')
}
