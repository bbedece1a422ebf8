// The proxies of the hosts in the human-readable result. Pure.

import { code, prose, quote } from '../../../kit/text/escape.ts'
import { shortImage } from './proxy/proxy-row.ts'
import type { HostRow, Result } from './result.ts'

/** Returns the proxy of a host for the table; empty if the result has none. */
export function proxyCell({ proxy }: HostRow): string {
  if (!proxy) return ''
  const { image, state, routes } = proxy
  const shown = state === 'running' ? '' : ` [${state}]`
  return `${shortImage(image)}${shown}, ${count(routes.length, 'route')}`
}

/** Returns the result of an upgrade in one sentence: which proxy is on how many hosts. */
export function proxySentence(
  { environment, rows, reason, changed, isReadOnly }: Result,
  quoted: (text: string) => string = quote,
): string {
  const shown = ({ proxy, outcome }: HostRow): string => {
    if (proxy) return quoted(shortImage(proxy.image))
    return proxy === null && outcome !== 'failed' && outcome !== 'unreachable' ? 'none' : 'unknown'
  }
  const each = [...Map.groupBy(rows, shown)].map(
    ([what, same]) => `${what} on ${count(same.length, 'host')}`,
  )
  const state = `proxy: ${each.join(', ')}`
  if (reason !== '')
    return `The upgrade of the proxy of ${quoted(environment)} failed (${reason}): ${state}.`
  const nothing = changed || isReadOnly ? '' : 'nothing to do, '
  return `${quoted(environment)}: ${nothing}${state}.`
}

const count = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? '' : 's'}`

/** The routes of all hosts: host, what is routed, the service, the target. */
function routesOf({ rows }: Result): string[][] {
  return rows.flatMap(({ host, proxy }) =>
    (proxy?.routes ?? []).map(({ service, hosts, path, target, state, tls }) => {
      const names = hosts.length > 0 ? hosts.join(', ') : 'any host'
      const notes = [...(tls ? ['TLS'] : []), ...(state === 'running' ? [] : [state])]
      const noted = notes.length > 0 ? ` [${notes.join(', ')}]` : ''
      return [host, `${names}${path === '/' ? '' : ` ${path}`}${noted}`, service, target]
    }),
  )
}

/** Returns the routes of all hosts for the log. */
export function routeLines(result: Result): string[] {
  return routesOf(result).map(
    ([host, what, service, target]) => `${host}: ${what} -> ${service} (${target})`,
  )
}

/** Returns the routes of all hosts as a table in Markdown; nothing if there are none. */
export function routesSummary(result: Result): string[] {
  const rows = routesOf(result).map((cells) =>
    cells.map((cell, column) => (column === 0 ? code(cell) : prose(cell))).join(' | '),
  )
  if (rows.length === 0) return []
  return [
    '| host | requests for | route | target |',
    '|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
    '',
  ]
}
