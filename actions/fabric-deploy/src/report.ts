// The result for people: one sentence that says what runs now, and a table of the hosts. Pure.
import { code, prose, quote } from '../../../kit/text/escape.ts'
import type { Result, Row, Running } from './result.ts'

const WORDS: Readonly<Record<Row['outcome'], string>> = {
  deployed: 'deployed',
  unchanged: 'unchanged',
  'rolled-back': 'went back',
  failed: 'failed',
  unreachable: 'out of reach',
  'not-reached': 'not touched',
}

/** What the environment is left with, in one sentence. */
export function sentence(result: Result, quoted: (text: string) => string = quote): string {
  const { environment, rows, reason, action, told } = result
  const on = quoted(environment)
  if (result.tasks) return `${on}: ${tasksSentence(result)}.`
  const unseen = rows.filter(({ runs }) => runs === null).map(({ host }) => host)
  const now = nowOf(rows, quoted)
  const blind =
    unseen.length > 0 ? `; what runs on ${unseen.map(quoted).join(', ')} is not known` : ''
  if (told) return `${on}: ${now}${blind}.`
  if (reason !== '') {
    const did = action === 'rollback' ? 'The rollback' : 'The deployment'
    return `${did} to ${on} failed (${reason}): ${now}${blind}.`
  }
  const changed = result.changed ? '' : 'nothing was to be done, '
  return `${on}: ${changed}${now}${blind}.`
}

function tasksSentence({ rows, reason, told }: Result): string {
  const done = rows.filter(({ outcome }) => outcome === 'deployed').length
  const where = `on ${done} of ${hosts(rows.length)}`
  if (told) return `the tasks would run on ${hosts(rows.length)}`
  return reason === ''
    ? `the tasks ran ${where}`
    : `the tasks failed (${reason}); they ran ${where}`
}

/** `web v2 runs on 3 of 3 hosts, worker v2 on 1 of 1`; a service that has two releases is said so. */
function nowOf(rows: readonly Row[], quoted: (text: string) => string): string {
  const running = rows.flatMap(({ runs }) => runs ?? [])
  const services = Map.groupBy(running, ({ service }) => service)
  if (services.size === 0) return 'nothing of it runs'
  return [...services]
    .map(([service, all]) => {
      const releases = Map.groupBy(all, ({ release, digest }) => `${release}@${digest}`)
      const each = [...releases.values()].map(
        (same) =>
          `${quoted(nameOf(same[0] as Running, releases.size > 1))} on ${hosts(same.length)}`,
      )
      const mixed = releases.size > 1 ? `${releases.size} VERSIONS: ` : ''
      return `${quoted(service)} runs ${mixed}${each.join(' and ')}`
    })
    .join(', ')
}

const hosts = (count: number): string => (count === 1 ? '1 host' : `${count} hosts`)

/** A release with the beginning of its digest where that is not the release itself. */
function nameOf({ release, digest }: Running, exact: boolean): string {
  const short = digest.replace('sha256:', '').slice(0, 12)
  if (release === digest || release === '') return short === '' ? 'unknown' : `sha256:${short}`
  return exact && short !== '' ? `${release} (${short})` : release
}

/** What runs on a host, for a cell. */
function runs({ runs: all }: Row): string {
  if (all === null) return 'not known'
  if (all.length === 0) return 'nothing'
  return all
    .map((one) => {
      const odd = one.state === 'running' ? '' : ` [${one.state}]`
      return `${one.service} ${nameOf(one, true)}${odd}`
    })
    .join(', ')
}

const HEAD = ['host', 'roles', 'outcome', 'runs now', 'seconds', 'gap', 'why'] as const

function cells(row: Row, isTasks: boolean): string[] {
  const why =
    row.code === null || row.reason === '' ? row.reason : `${row.reason}, code ${row.code}`
  return [
    row.host,
    row.roles.join(', '),
    WORDS[row.outcome],
    row.runs === null && isTasks ? '' : runs(row),
    row.seconds === 0 ? '' : row.seconds.toFixed(1),
    row['gap-ms'] === 0 ? '' : `${row['gap-ms']} ms`,
    why,
  ]
}

/** The table for the log, its columns under each other. Columns that say nothing are left out. */
export function tableLines(result: Result): string[] {
  const all = columns(result)
  const widths = (all[0] ?? []).map((_, column) =>
    Math.max(...all.map((line) => (line[column] ?? '').length)),
  )
  return all.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

function columns({ rows, tasks }: Result): string[][] {
  const all = [[...HEAD], ...rows.map((row) => cells(row, tasks))]
  const used = HEAD.map((_, column) => all.slice(1).some((line) => line[column] !== ''))
  return all.map((line) => line.filter((_, column) => used[column]))
}

/** The result as Markdown for the job's summary. */
export function summary(result: Result): string {
  const [head = [], ...lines] = columns(result)
  const row = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`
  const title = { deploy: 'Deployment', rollback: 'Rollback', status: 'Status', unlock: 'Lock' }
  const name = title[result.action as keyof typeof title] ?? result.action
  const table = lines.map((line) =>
    row(line.map((cell, at) => (at === 0 ? code(cell) : prose(cell)))),
  )
  return [
    `### ${name}: ${prose(result.environment)}`,
    '',
    sentence(result, code),
    '',
    row(head),
    row(head.map(() => '---')).replaceAll(' ', ''),
    ...table,
    '',
    '',
  ].join('\n')
}
