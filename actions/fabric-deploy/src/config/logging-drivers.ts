// The options of docker's logging drivers, of every version that has them. Pure.

/** Options whose values are regular expressions. */
export const REGEX_OPTIONS = ['labels-regex', 'env-regex']
const METADATA = ['labels', 'env', 'tag', ...REGEX_OPTIONS]
const ROTATION = ['max-size', 'max-file', 'compress']
/** Options of every driver. */
export const COMMON_OPTIONS = [
  'mode',
  'max-buffer-size',
  'cache-disabled',
  'cache-max-file',
  'cache-max-size',
  'cache-compress',
]
const named = (driver: string, ...names: readonly string[]) =>
  names.map((name) => `${driver}-${name}`)

/** The options of docker's own drivers. Those of a plugin are the plugin's. */
export const DRIVER_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  'json-file': [...ROTATION, ...METADATA],
  local: ROTATION,
  journald: METADATA,
  syslog: [
    ...named('syslog', 'address', 'facility', 'format'),
    ...named('syslog-tls', 'ca-cert', 'cert', 'key', 'skip-verify'),
    ...METADATA,
  ],
  gelf: [
    ...named('gelf', 'address', 'compression-type', 'compression-level'),
    ...named('gelf-tcp', 'max-reconnect', 'reconnect-delay'),
    ...METADATA,
  ],
  fluentd: [
    ...named('fluentd', 'address', 'async', 'async-connect', 'async-reconnect-interval'),
    ...named('fluentd', 'buffer-limit', 'max-retries', 'request-ack', 'retry-wait'),
    ...named('fluentd', 'sub-second-precision', 'write-timeout'),
    ...METADATA,
  ],
  awslogs: [
    ...named('awslogs', 'region', 'endpoint', 'group', 'stream', 'create-group', 'create-stream'),
    ...named('awslogs', 'datetime-format', 'multiline-pattern', 'credentials-endpoint', 'format'),
    ...named('awslogs', 'force-flush-interval-seconds', 'max-buffered-events'),
    'tag',
  ],
  splunk: [
    ...named('splunk', 'url', 'token', 'source', 'sourcetype', 'index', 'capath', 'caname'),
    ...named('splunk', 'insecureskipverify', 'format', 'verify-connection', 'gzip', 'gzip-level'),
    'splunk-index-acknowledgment',
    ...METADATA,
  ],
  gcplogs: [
    ...['gcp-project', 'gcp-log-cmd', 'gcp-meta-zone', 'gcp-meta-name', 'gcp-meta-id'],
    ...METADATA.filter((name) => name !== 'tag'),
  ],
}

/** Options without which a driver does not start. */
export const REQUIRED_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  gelf: ['gelf-address'],
  awslogs: ['awslogs-group'],
  splunk: ['splunk-url', 'splunk-token'],
}
