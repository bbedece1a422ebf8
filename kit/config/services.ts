// The schema of the part of towpath.yml that defines which containers run on which hosts.

import { quote } from '../text/escape.ts'
import { choice, integer, located, type Schema, text, textLike } from '../yaml/schema.ts'
import { needed, object, oneOrMany, optional, record } from '../yaml/schema-collections.ts'
import { before, command } from './command.ts'
import { volumes } from './container-files.ts'
import { dockerOptions } from './docker-options.ts'
import { positive } from './durations.ts'
import { healthy } from './healthy.ts'
import { IPV4, isIPv6 } from './ip-address.ts'
import { SERVICE_KEYS } from './other-tools.ts'
import { route } from './proxy.ts'

export const host = textLike(
  /^(?:[^\s@:/]+@)?(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?$/,
  'a host: host, user@host or user@host:port',
)

const name = textLike(
  /^[A-Za-z0-9][A-Za-z0-9_.-]*$/,
  'a name of letters, digits and ".", "_" or "-"',
)

const NUMBER =
  '(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])'
const PORT = new RegExp(
  `^(?:(?:${IPV4}|\\[([0-9A-Fa-f:]+)\\]):)?(?:${NUMBER}:)?${NUMBER}(?:/(?:tcp|udp|sctp))?$`,
)

const port = text(
  () => ({ pattern: PORT.source }),
  (value) => {
    const [whole, address = '::'] = PORT.exec(value) ?? []
    if (whole === undefined) return 'is not a published port such as 8000:8000'
    return isIPv6(address) ? undefined : `has no IP address in brackets: ${quote(address)}`
  },
)

/** The keys that a service and its override in an environment share. */
const settings = {
  ports: optional(oneOrMany(port), 'Published ports, `host:container`'),
  'env-file': optional(
    textLike(/^\/[^\p{Cc}]*$/u, 'an absolute path'),
    'The path of a file with variables, on the host',
  ),
  command: optional(command, "The container's command: a list, or a line for the image's shell"),
  volumes: optional(volumes, 'Volumes, `from:to`'),
  proxy: optional(
    route,
    "Requests come through the proxy of the host. In an environment, its keys replace the service's one by one; `host` and `hosts` replace each other",
  ),
  healthy: optional(healthy, 'When a new container counts as healthy; default `running: 7s`'),
  before: optional(
    before,
    'A command, or `{ command, within }`, that runs once on the first host, in a container of the new image, before any host is switched; if it fails, nothing is',
  ),
  'stop-grace': optional(positive, 'The time between SIGTERM and SIGKILL; default `10s`'),
  redeploy: optional(
    choice(['always', 'never'], 'a redeploy rule'),
    '`never`: a running container is left alone, and only started if it is not running; default `always`',
  ),
  restart: optional(
    textLike(
      /^(?:no|always|unless-stopped|on-failure(?::[0-9]{1,9})?)$/,
      "one of docker's restart policies: no, always, unless-stopped, on-failure or on-failure:3",
    ),
    "Docker's restart policy; default `unless-stopped`",
  ),
  ...dockerOptions,
}

const roles = oneOrMany(name)
const image = text()

/** The services of a file. */
export const services = record(
  name,
  object(
    'a service',
    {
      roles: needed(roles, 'The roles whose hosts run it'),
      image: needed(image, 'The image; without a tag, it gets the tag of the deployment'),
      ...settings,
    },
    [],
    SERVICE_KEYS,
  ),
)

/** The overrides of services in an environment. */
export const serviceOverrides = record(
  name,
  object(
    'a service',
    {
      roles: optional(roles, 'The roles whose hosts run it'),
      image: optional(image, 'The image'),
      ...settings,
    },
    [],
    SERVICE_KEYS,
  ),
)

/** The hosts of an environment, by role. */
export const hosts = record(name, oneOrMany(located(host)))

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
