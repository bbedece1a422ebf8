// The schemas of `proxy`: of an environment, whose hosts each have one, and of a service behind it.

import { flag, integer, located, text } from '../yaml/schema.ts'
import { object, oneOrMany, optional, type Rule } from '../yaml/schema-collections.ts'
import { positive } from './durations.ts'
import { ROUTE_KEYS } from './other-tools.ts'

const port = integer(1, 65535)

/** The proxy of an environment's hosts. */
export const hostProxy = object('proxy', {
  http: optional(port, "The host's port for HTTP; default `80`"),
  https: optional(port, "The host's port for HTTPS; default `443`"),
  image: optional(
    located(text()),
    'The image of kamal-proxy, with a digest; default: version 0.9.2. It has `kamal-proxy` on its PATH and keeps its state in `/home/kamal-proxy/.config/kamal-proxy`',
  ),
})

const LABEL = '[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?'
const HOST = new RegExp(`^(?=.{1,253}$)(?:\\*\\.)?${LABEL}(?:\\.${LABEL})*$`)

const routedHost = text(
  () => ({ pattern: HOST.source }),
  (value) => (HOST.test(value) ? undefined : hostProblem(value)),
)

function hostProblem(value: string): string {
  if (value.includes(',')) return 'is more than one host; write them as a list: "hosts: [a, b]"'
  if (/^[a-z]+:\/\//i.test(value)) return 'is a URL; write its host alone'
  if (/:[0-9]+$/.test(value)) return 'has a port; the proxy compares the host alone'
  if (value.includes('*')) {
    return 'is not a wildcard that the proxy supports: "*.example.org" matches one label; without "host", a service gets every host'
  }
  if (/[^\0-\x7f]/.test(value)) return 'is not ASCII; write the host as DNS has it ("xn--...")'
  return 'is not a host such as shop.example.org or *.example.org'
}

const PATH = /^\/(?:[A-Za-z0-9._~-]+(?:\/[A-Za-z0-9._~-]+)*\/?)?$/

const pathPrefix = text(
  () => ({ pattern: PATH.source }),
  (value) => {
    if (PATH.test(value)) return undefined
    return value.includes(',')
      ? 'is more than one path; a service has one path'
      : 'is not a path such as /api, of letters, digits and ".", "_", "~", "-"'
  },
)

const placedHost = located(routedHost)

const oneHost: typeof placedHost = {
  ...placedHost,
  read(node, report) {
    if (node.kind !== 'list') return placedHost.read(node, report)
    report('"host" is one host; write "hosts" for several', node.at)
    return undefined
  },
}

const oneOfHostAndHosts: Rule = {
  jsonSchema: () => ({ not: { required: ['host', 'hosts'] } }),
  check(keys, report) {
    const entry = keys.get('hosts')
    if (entry && keys.has('host'))
      report('"host" and "hosts" can\'t be combined; write one of them', entry.keyAt)
  },
}

/** How the proxy routes requests to a service. */
export const route = object(
  'proxy',
  {
    host: optional(
      oneHost,
      'The host whose requests the service gets, such as `shop.example.org`, or `*.example.org` for one label; without `host` and `hosts`: all that no other service has',
    ),
    hosts: optional(oneOrMany(placedHost), 'Several hosts'),
    port: optional(
      port,
      "The container's port; by default that of `healthy`, or of `ports`, if there is only one",
    ),
    tls: optional(
      flag,
      "`true`: HTTPS with a certificate of Let's Encrypt for each host, and a redirect to it. Only on one machine, and without `path-prefix`: a service with one has the TLS of the service at `/` of its host",
    ),
    'path-prefix': optional(pathPrefix, 'Only requests below this path; default `/`'),
    'strip-prefix': optional(
      flag,
      'Whether `path-prefix` is removed from requests; default `true`',
    ),
    drain: optional(
      positive,
      'The time that requests in progress get to finish when the service is replaced; default `30s`. `stop-grace`, for the process, begins afterwards',
    ),
    'response-timeout': optional(
      positive,
      'The time that the container has to begin its response; then the proxy answers with 504. Default `30s`',
    ),
    'forward-headers': optional(
      flag,
      'Whether X-Forwarded headers of the request are kept, as behind a load balancer; default: not with `tls`, since clients could forge them',
    ),
  },
  [oneOfHostAndHosts],
  ROUTE_KEYS,
)
