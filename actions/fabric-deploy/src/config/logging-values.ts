// The values that docker takes for single options of its logging drivers. Pure.

import { isFalse, isTrue } from './go-syntax.ts'
import { bytesIn } from './memory-size.ts'

type Value = readonly [isValid: (value: string) => boolean, wanted: string]

const like =
  (expression: RegExp) =>
  (value: string): boolean =>
    expression.test(value)

const FLAG: Value = [(value) => isTrue(value) || isFalse(value), 'true or false']
const LEVEL: Value = [like(/^(?:-1|[0-9])$/), 'a level from -1 to 9']
const COUNT: Value = [like(/^[1-9][0-9]{0,8}$/), 'a number from 1']
const DURATION: Value = [
  like(/^(?:[0-9]+(?:\.[0-9]+)?(?:ns|us|µs|ms|s|m|h))+$/),
  'a time such as 1s',
]

const each = (value: Value, ...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, value]))

const FACILITIES =
  /^(?:|kern|user|mail|daemon|auth|syslog|lpr|news|uucp|cron|authpriv|ftp|local[0-7]|1?[0-9]|2[0-3])$/
const NAME = '(?:[^\\s:/[\\]]+|\\[[0-9A-Fa-f:.]+\\])'

const VALUES: Readonly<Record<string, Value>> = {
  'syslog-address': [
    like(/^(?:|(?:udp|tcp|tcp\+tls):\/\/[^\s/]\S*|unix(?:gram)?:\/\/\/\S+)$/),
    'an address such as udp://10.0.0.1:514 or unixgram:///dev/log',
  ],
  'syslog-facility': [like(FACILITIES), 'a facility such as daemon or local0'],
  'syslog-format': [
    like(/^(?:|rfc3164|rfc5424|rfc5424micro)$/),
    'rfc3164, rfc5424 or rfc5424micro',
  ],
  'gelf-address': [
    like(new RegExp(`^(?:udp|tcp)://${NAME}:[0-9]{1,5}(?:/\\S*)?$`)),
    'an address such as udp://10.0.0.1:12201',
  ],
  'gelf-compression-type': [like(/^(?:gzip|zlib|none)$/), 'gzip, zlib or none'],
  'fluentd-address': [
    like(new RegExp(`^(?:|unix:///\\S+|(?:(?:tcp|tls)://)?${NAME}(?::[0-9]{1,5})?)$`)),
    'an address such as 10.0.0.1:24224 or unix:///run/fluentd.sock',
  ],
  'fluentd-buffer-limit': [(value) => bytesIn(value) !== undefined, 'a size such as 8m'],
  'splunk-url': [like(/^https?:\/\/[^\s/?#]+\/?$/), 'a URL without a path'],
  'splunk-format': [like(/^(?:inline|json|raw)$/), 'inline, json or raw'],
  ...each(LEVEL, 'gelf-compression-level', 'splunk-gzip-level'),
  ...each(COUNT, 'awslogs-force-flush-interval-seconds', 'awslogs-max-buffered-events'),
  ...each(DURATION, 'fluentd-retry-wait', 'fluentd-write-timeout'),
  ...each(FLAG, 'fluentd-async', 'fluentd-async-connect', 'fluentd-request-ack'),
  ...each(FLAG, 'fluentd-sub-second-precision', 'cache-disabled'),
  ...each(FLAG, 'awslogs-create-group', 'awslogs-create-stream', 'splunk-gzip'),
  ...each(FLAG, 'splunk-insecureskipverify', 'splunk-verify-connection'),
}

/** Returns what the value of an option has to be, if it is not. */
export function wantedValue(name: string, value: string): string | undefined {
  const [isValid, wanted] = (Object.hasOwn(VALUES, name) ? VALUES[name] : undefined) ?? []
  return isValid === undefined || isValid(value) ? undefined : wanted
}
