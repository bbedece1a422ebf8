// The schema of docker's options of a service.

import { flag, integer, located, text, textLike } from '../yaml/schema.ts'
import { oneOrMany, optional, record } from '../yaml/schema-collections.ts'
import { numberOr, scalar } from '../yaml/schema-scalars.ts'
import { capabilities } from './capabilities.ts'
import { tmpfs } from './container-files.ts'
import { logging } from './logging.ts'
import { cpus, memory, ulimits } from './resource-limits.ts'

const LABEL = /^(?!towpath\.)[^\s=\0]+$/

const labelName = text(
  () => ({ pattern: LABEL.source }),
  (value) => {
    if (LABEL.test(value)) return undefined
    return value.startsWith('towpath.')
      ? 'begins with "towpath.", which is reserved'
      : 'is not the name of a label: no spaces and no "="'
  },
)

const labelValue = scalar(textLike(/^[^\0]*$/, 'the value of a label: it has a NUL character'))

const NETWORK = /^(?!(?:default|towpath)$)[A-Za-z0-9][A-Za-z0-9_.-]*$/

const network = text(
  () => ({ pattern: NETWORK.source }),
  (value) => {
    if (NETWORK.test(value)) return undefined
    if (value === 'default') return 'is not a network; docker\'s default network is "bridge"'
    if (value === 'towpath')
      return 'is the network of the proxy; a service with "proxy" is in it already'
    return value.startsWith('container:')
      ? "is the network of a single container; name a network of the host's docker"
      : "is not the name of a network of the host's docker"
  },
)

const NAME = '(?:[A-Za-z_][A-Za-z0-9_.-]*\\$?|[0-9]{1,10})'
const user = textLike(
  new RegExp(`^${NAME}(?::${NAME})?$`),
  'a user: a name or number, or two with ":", such as 1000:1000',
)

const HOST = '[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?'
const extraHost = textLike(
  new RegExp(
    `^${HOST}[:=](?:[0-9.]+|\\[[0-9A-Fa-f:.]+\\]|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*|host-gateway)$`,
  ),
  'a name and an address: name:1.2.3.4, name=::1 or name:host-gateway',
)

/** The options, by their keys. */
export const dockerOptions = {
  labels: optional(record(labelName, labelValue), 'Labels, a map; not `towpath.*`'),
  networks: optional(
    oneOrMany(located(network)),
    "Networks of the host's docker, which must exist; in them, a service with `redeploy: never` has its name as an alias",
  ),
  logging: optional(logging, "Docker's logging driver with its options; default: the host's"),
  memory: optional(memory, 'The most memory it may use, such as `512m`; at least `6m`'),
  cpus: optional(cpus, 'The most CPUs it may use, such as `1.5`'),
  'cap-add': optional(capabilities, 'Linux capabilities to add, such as `NET_ADMIN`'),
  'cap-drop': optional(capabilities, 'Linux capabilities to drop; `ALL` for all'),
  user: optional(
    located(numberOr(integer(0, 2147483647), user)),
    "The user, and the group after a colon; default: the image's",
  ),
  'read-only': optional(flag, '`true`: the root file system is read-only'),
  tmpfs: optional(tmpfs, 'Mounts in memory: `/tmp`, or with options `/tmp:size=64m,mode=1777`'),
  'extra-hosts': optional(
    oneOrMany(located(extraHost)),
    'Lines for /etc/hosts: `name:address`; `host-gateway` is the address of the host',
  ),
  init: optional(flag, '`true`: a small init process runs the command, and reaps its children'),
  ulimits: optional(
    ulimits,
    'Limits by name: `nofile: 1024`, or `nofile: { soft: 1024, hard: 2048 }`',
  ),
}
