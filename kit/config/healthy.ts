// The schema of `healthy`: when a container counts as healthy.

import { flag, integer, located, text, textLike } from '../yaml/schema.ts'
import { object, optional, type Rule, record } from '../yaml/schema-collections.ts'
import { scalar } from '../yaml/schema-scalars.ts'
import { positive } from './durations.ts'

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

const withHttp = (key: string): Rule => ({
  jsonSchema: () => ({ anyOf: [{ not: { required: [key] } }, { required: ['http'] }] }),
  check(keys, report) {
    const entry = keys.get(key)
    if (entry && !keys.has('http')) report(`"${key}" is for a check by "http"`, entry.keyAt)
  },
})

const NAME = '[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?'

const hostHeader = textLike(
  new RegExp(`^(?:${NAME}|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?$`),
  'a host, such as shop.example.org or shop.example.org:8000',
)

/** A token (RFC 9110, section 5.6.2), without quotes, which no header has. */
const TOKEN = /^[A-Za-z0-9!#$%&*+.^_|~-]+$/
/** The client of the check writes these itself. Their case does not matter, for which JSON Schema has no flag. */
const RESERVED = ['host', 'connection', 'content-length', 'transfer-encoding']
const ANY_CASE = RESERVED.join('|').replace(
  /[a-z]/g,
  (letter) => `[${letter}${letter.toUpperCase()}]`,
)

const headerName = text(
  () => ({ pattern: TOKEN.source, not: { pattern: `^(?:${ANY_CASE})$` } }),
  (value) => {
    if (!TOKEN.test(value)) return 'is not the name of a header'
    if (!RESERVED.includes(value.toLowerCase())) return undefined
    return value.toLowerCase() === 'host'
      ? 'is not set here: use "host" of "healthy"'
      : 'is a header that the check sets itself'
  },
)

/** A field value (RFC 9110, section 5.5), without tabs, which separate the records of scripts. */
const headerValue = scalar(
  textLike(
    /^[!-~](?:[ -~]*[!-~])?$/,
    'the value of a header: printable ASCII that does not begin or end with a space',
  ),
)

/** When a new container counts as healthy. */
export const healthy = object(
  'healthy',
  {
    http: optional(
      textLike(/^\/[!-~]*$/, 'a path that begins with "/", in printable ASCII without spaces'),
      'The container is healthy when this path answers with a status from 200 to 399; with `proxy`, from 200 to 299',
    ),
    port: optional(
      integer(1, 65535),
      "The container's port for `http`; by default that of `proxy`, or the published one, if there is only one",
    ),
    host: optional(located(hostHeader), 'The Host header for `http`; by default the address'),
    headers: optional(
      record(headerName, headerValue),
      'More headers for `http`, a map; not with `proxy`, which sends none of its own in its checks',
    ),
    docker: optional(
      flag,
      "`true`: the container is healthy when the image's own HEALTHCHECK says so",
    ),
    running: optional(positive, 'The container is healthy when it has been running for this long'),
    within: optional(positive, 'How long it may take to become healthy; default `1m`'),
  },
  [oneCheck, withHttp('host'), withHttp('headers')],
)
