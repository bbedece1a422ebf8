// The routes of the fake kamal-proxy: which service gets a request, which services conflict, and the table of `list`.
import type { DeployOptions } from './arguments.ts'
import type { Target } from './target.ts'

export type Route = {
  readonly service: string
  readonly options: DeployOptions
  readonly target: Target
}

export type Routes = Map<string, Route>

/** Whether another service has one of these hosts with one of these paths. */
export function hasConflict(routes: Routes, { service, options }: Omit<Route, 'target'>): boolean {
  return [...routes.values()].some(
    (other) =>
      other.service !== service &&
      other.options.hosts.some((host) => options.hosts.includes(host)) &&
      other.options.paths.some((path) => options.paths.includes(path)),
  )
}

/**
 * Returns the route of a request, and the prefix that matched. A host's own routes come before those of a wildcard, these before those
 * without a host; of several prefixes the longest wins.
 */
export function routeOf(
  routes: Routes,
  name: string,
  url: string,
): { readonly route: Route; readonly prefix: string } | undefined {
  const host = name.replace(/:\d+$/, '')
  const all = [...routes.values()].flatMap((route) =>
    route.options.paths.map((prefix) => ({ route, prefix })),
  )
  const of = (wanted: string) => all.filter(({ route }) => route.options.hosts.includes(wanted))
  const choices = [host, host.replace(/^[^.]+/, '*'), ''].map(of)
  const bindings = choices.find((one) => one.length > 0) ?? []
  const path = withSlash(url.split('?')[0] ?? '/')
  return bindings
    .toSorted((one, other) => other.prefix.length - one.prefix.length)
    .find(({ prefix }) => path.startsWith(withSlash(prefix)))
}

const withSlash = (path: string): string => (path.endsWith('/') ? path : `${path}/`)

const HEAD = ['Service', 'Host', 'Path', 'Target', 'State', 'TLS']

/** The output of `list`, with its colours. */
export function listText(routes: Routes): string {
  const lines = [...routes.values()]
    .toSorted((one, other) => (one.service < other.service ? -1 : 1))
    .map(({ service, options, target }) => [
      service,
      options.hosts.join() || '*',
      options.paths.join(),
      target.name,
      'running',
      options.tls ? 'yes' : 'no',
    ])
  const rows = [HEAD, ...lines]
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const cell = (text: string, row: number, column: number): string => {
    const style = row === 0 ? '3;94' : column === 0 ? '1;34' : ''
    return `\x1b[${style}m${text}\x1b[0m${' '.repeat((widths[column] ?? 0) - text.length)}  `
  }
  return rows.map((row, y) => `${row.map((text, x) => cell(text, y, x)).join('')}\n`).join('')
}
