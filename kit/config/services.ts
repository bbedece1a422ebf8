// The part of towpath.yml that says what runs on which hosts.
import { DURATION } from '../duration.ts'
import { anyText, choice, either, flag, integer, type Shape, text, textLike } from './shape.ts'
import {
  list,
  needed,
  object,
  oneOrMany,
  optional,
  type Rule,
  record,
} from './shape-collections.ts'

export const host = textLike(
  /^(?:[^\s@:/]+@)?(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?$/,
  'a host: host, user@host or user@host:port',
)

const name = textLike(
  /^[A-Za-z0-9][A-Za-z0-9_.-]*$/,
  'a name of letters, digits and ".", "_" or "-"',
)

/** A time with its unit. */
export const duration = textLike(DURATION, 'a duration such as 500ms, 30s or 5m')

const port = textLike(
  /^(?:(?:[0-9.]+|\[[0-9A-Fa-f:]+\]):)?(?:[0-9]{1,5}:)?[0-9]{1,5}(?:\/(?:tcp|udp|sctp))?$/,
  'a published port such as 8000:8000',
)

const CHECKS = ['http', 'docker', 'running']

const oneCheck: Rule = {
  schema: () => ({ oneOf: CHECKS.map((key) => ({ required: [key] })) }),
  check(keys, report, at) {
    const given = CHECKS.filter((key) => keys.has(key))
    if (given.length !== 1) {
      report(`"healthy" needs one of "http", "docker" and "running"; it has ${given.length}`, at)
    }
  },
}

const healthy = object(
  'healthy',
  {
    http: optional(
      textLike(/^\/[!-~]*$/, 'a path that begins with "/", in printable ASCII without blanks'),
      'A path that answers 200 to 399',
    ),
    port: optional(
      integer(1, 65535),
      "The container's port for http; the published one when there is one",
    ),
    docker: optional(flag, "The image's own HEALTHCHECK decides"),
    running: optional(duration, 'It is healthy when it runs this long'),
    within: optional(duration, 'How long it may take to become healthy; 1m when not given'),
  },
  [oneCheck],
)

/** What a service and its changes in an environment may both say. */
const settings = {
  ports: optional(oneOrMany(port), 'Published ports, host:container'),
  'env-file': optional(
    textLike(/^\/[^\p{Cc}]*$/u, 'an absolute path'),
    'A file of variables on the host',
  ),
  command: optional(either('list', list(anyText), text()), 'What runs in the container'),
  volumes: optional(
    oneOrMany(textLike(/^[^\s:]+:[^\s:]+(?::[A-Za-z,]+)?$/, 'a volume: from:to or from:to:ro')),
    'Volumes, from:to',
  ),
  healthy: optional(healthy, 'When a new container counts as healthy; running: 7s when not given'),
  'stop-grace': optional(duration, 'The time between SIGTERM and SIGKILL; 10s when not given'),
  redeploy: optional(choice(['always', 'never'], 'a redeploy rule'), 'never: only started'),
  restart: optional(
    textLike(
      /^(?:no|always|unless-stopped|on-failure(?::[0-9]+)?)$/,
      "one of docker's restart policies",
    ),
    "Docker's restart policy; unless-stopped when not given",
  ),
}

const roles = oneOrMany(name)
const image = text()

/** The services of a file. */
export const services = record(
  name,
  object('a service', {
    roles: needed(roles, 'The roles whose hosts run it'),
    image: needed(image, 'The image, without a tag where the deployment brings one'),
    ...settings,
  }),
)

/** What an environment changes of services. */
export const serviceOverrides = record(
  name,
  object('a service', {
    roles: optional(roles, 'The roles whose hosts run it'),
    image: optional(image, 'The image'),
    ...settings,
  }),
)

/** The hosts of an environment, by role. */
export const hosts = record(name, oneOrMany(host))

const someHosts = integer(1, 1000)
const percentage = textLike(/^(?:[1-9][0-9]?|100)%$/, 'a number of hosts or a percentage')

/** Hosts at a time: a number, or a percentage. */
export const batch: Shape<number | string> = {
  schema: () => ({ anyOf: [someHosts.schema(), percentage.schema()] }),
  read(node, report) {
    const isText = node.kind === 'scalar' && typeof node.value === 'string'
    return (isText ? percentage : someHosts).read(node, report)
  },
}
