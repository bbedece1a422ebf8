// The routes of a host's proxy: what `kamal-proxy list` prints. Pure.

import { stripTerminalCodes } from '../../../../kit/text/terminal.ts'

export type Route = {
  /** The name that it was deployed by: the environment's slug, a slash, and the service. */
  readonly service: string
  /** Empty if it takes every host that no other route has. */
  readonly hosts: readonly string[]
  /** The path prefixes, separated by commas; `/` for all paths. */
  readonly path: string
  /** The container's short id and its port. */
  readonly target: string
  /** `running`, `paused` or `stopped`. */
  readonly state: string
  readonly tls: boolean
}

const COLUMNS = ['Service', 'Host', 'Path', 'Target', 'State', 'TLS'] as const

/**
 * Reads the table: each cell starts where the title of its column does, counted in bytes. Other lines, such as a warning before the
 * table, are left out.
 */
export function routesIn(table: string): Route[] {
  const lines = table.split('\n').map((line) => Buffer.from(stripTerminalCodes(line)))
  const at = lines.findIndex((line) => startsOf(line).length > 0)
  const starts = startsOf(lines[at] ?? Buffer.of())
  return lines.slice(at + 1).flatMap((line): Route[] => {
    const cells = starts.map((start, column) =>
      line
        .subarray(start, starts[column + 1])
        .toString()
        .trim(),
    )
    const [service = '', host = '', path = '', target = '', state = '', tls = ''] = cells
    if (service === '' || !['yes', 'no'].includes(tls)) return []
    const hosts = host === '*' ? [] : host.split(',')
    return [{ service, hosts, path, target, state, tls: tls === 'yes' }]
  })
}

/** Returns where each column starts, or an empty list if the line is not the table's header. */
function startsOf(line: Buffer): number[] {
  const text = line.toString('latin1')
  const titles = text.trim().split(/ {2,}/)
  return titles.join() === COLUMNS.join() ? COLUMNS.map((title) => text.indexOf(title)) : []
}
