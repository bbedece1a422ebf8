// The schema of the part of towpath.yml that defines which containers run on which hosts.

import { DURATION } from '../time/duration.ts'
import { choice, either, flag, integer, type Schema, text, textLike } from '../yaml/schema.ts'
import {
  list,
  needed,
  object,
  oneOrMany,
  optional,
  type Rule,
  record,
} from '../yaml/schema-collections.ts'

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

const NUMBER =
  '(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])'
const BYTE = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])'

const port = textLike(
  new RegExp(
    `^(?:(?:(?:${BYTE}\\.){3}${BYTE}|\\[[0-9A-Fa-f:]+\\]):)?(?:${NUMBER}:)?${NUMBER}(?:/(?:tcp|udp|sctp))?$`,
  ),
  'a published port such as 8000:8000',
)

const volume = textLike(
  /^(?:\/[^\s:]*|[A-Za-z0-9][A-Za-z0-9_.-]+):\/[^\s:]*(?::[A-Za-z,]+)?$/,
  'a volume: /from:/to, name:/to or /from:/to:ro',
)

/** An argument of a program ends at a NUL character. */
const argument = textLike(/^[^\0]*$/, 'an argument without NUL characters')

const CHECKS = ['http', 'docker', 'running']

const oneCheck: Rule = {
  jsonSchema: () => ({ oneOf: CHECKS.map((key) => ({ required: [key] })) }),
  check(keys, report, at) {
    const present = CHECKS.filter((key) => keys.has(key))
    if (present.length !== 1) {
      report(`"healthy" needs one of "http", "docker" and "running"; it has ${present.length}`, at)
    }
  },
}

/** Zero would not be a check, and days are probably a typing error. */
const positive = textLike(
  /^(?:[1-9][0-9]{0,7}ms|[1-9][0-9]{0,4}s|[1-9][0-9]{0,2}m|[1-9]h)$/,
  'a duration from 1ms to 9h, such as 500ms, 30s or 5m',
)

const healthy = object(
  'healthy',
  {
    http: optional(
      textLike(/^\/[!-~]*$/, 'a path that begins with "/", in printable ASCII without spaces'),
      'The container is healthy when this path answers with a status from 200 to 399',
    ),
    port: optional(
      integer(1, 65535),
      "The container's port for `http`; by default the published one, if there is only one",
    ),
    docker: optional(
      flag,
      "`true`: the container is healthy when the image's own HEALTHCHECK says so",
    ),
    running: optional(positive, 'The container is healthy when it has been running for this long'),
    within: optional(positive, 'How long it may take to become healthy; default `1m`'),
  },
  [oneCheck],
)

/** The keys that a service and its override in an environment share. */
const settings = {
  ports: optional(oneOrMany(port), 'Published ports, `host:container`'),
  'env-file': optional(
    textLike(/^\/[^\p{Cc}]*$/u, 'an absolute path'),
    'The path of a file with variables, on the host',
  ),
  command: optional(
    either('list', list(argument), argument),
    "The container's command: a list, or a line for the image's shell",
  ),
  volumes: optional(oneOrMany(volume), 'Volumes, `from:to`'),
  healthy: optional(healthy, 'When a new container counts as healthy; default `running: 7s`'),
  'stop-grace': optional(positive, 'The time between SIGTERM and SIGKILL; default `10s`'),
  redeploy: optional(
    choice(['always', 'never'], 'a redeploy rule'),
    '`never`: a running container is left alone, and only started if it is not running; default `always`',
  ),
  restart: optional(
    textLike(
      /^(?:no|always|unless-stopped|on-failure(?::[0-9]+)?)$/,
      "one of docker's restart policies",
    ),
    "Docker's restart policy; default `unless-stopped`",
  ),
}

const roles = oneOrMany(name)
const image = text()

/** The services of a file. */
export const services = record(
  name,
  object('a service', {
    roles: needed(roles, 'The roles whose hosts run it'),
    image: needed(image, 'The image; without a tag, it gets the tag of the deployment'),
    ...settings,
  }),
)

/** The overrides of services in an environment. */
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
export const batch: Schema<number | string> = {
  jsonSchema: () => ({ anyOf: [someHosts.jsonSchema(), percentage.jsonSchema()] }),
  read(node, report) {
    const isString = node.kind === 'scalar' && typeof node.value === 'string'
    return (isString ? percentage : someHosts).read(node, report)
  },
}
