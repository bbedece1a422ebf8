import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Fleet, fleetOf } from '../../../actions/fabric-deploy/src/config/fleet.ts'
import { bytesIn } from '../../../actions/fabric-deploy/src/config/memory-size.ts'
import { DEFAULT_PROXY } from '../../../actions/fabric-deploy/src/config/proxy-route.ts'
import type { Service } from '../../../actions/fabric-deploy/src/config/service.ts'
import { inputSource, readTowpath } from '../../../kit/config/read.ts'
import { NO_OPTIONS } from '../../support/fabric-deploy/no-options.ts'

const PROXIED = 'healthy: { http: /up }, proxy: { port: 80 }'

/** A configuration whose service web, on line 7, has the given keys. */
function configOf(service: string, { hosts = 'one', environment = '', others = '' } = {}): string {
  return `environments:
  staging:
    hosts: { web: [${hosts}] }
    batch: 1
    ${environment}
services:
  web: { roles: web, image: shop, ${service} }
  ${others}
`
}

const hostLine = (name: string) => ({ role: '', host: { user: '', name, port: 22 } })

function read(text: string, hosts: Parameters<typeof fleetOf>[2] = []): Fleet | string[] {
  const made = fleetOf(readTowpath(inputSource('x', text)), 'staging', hosts)
  if (!('problems' in made)) return made
  return made.problems.map(({ message, at }) => `${at ? `${at.line}:${at.column} ` : ''}${message}`)
}

function serviceOf(text: string): Service {
  const made = read(text)
  if (Array.isArray(made)) throw new Error(made.join('\n'))
  const [service] = made.services
  if (!service) throw new Error('there is no service')
  return service
}

const at = (service: string, more = {}) => read(configOf(service, more))

describe('the options of a service', () => {
  test('none are configured by default', () => {
    const { options, proxy, before } = serviceOf(configOf('ports: "80"'))
    expect([options, proxy, before]).toEqual([NO_OPTIONS, undefined, undefined])
  })

  test('are as docker takes them', () => {
    const { options } = serviceOf(
      configOf(`labels: { a.b: true, c: 1.50, d: "" }, networks: [back, bridge], memory: 64m, cpus: 0.50,
    logging: { driver: json-file, options: { max-size: 10m, max-file: 3 } },
    cap-add: [NET_ADMIN, cap_chown], cap-drop: ALL, user: 1000, read-only: true, init: false,
    tmpfs: "/tmp:size=1m", extra-hosts: ["a=[::1]", "b:host-gateway", "c:10.0.0.1"],
    ulimits: { nofile: 1024, core: { soft: 0, hard: -1 }, nproc: "1:2" }`),
    )
    expect(options).toEqual({
      labels: new Map([
        ['a.b', 'true'],
        ['c', '1.50'],
        ['d', ''],
      ]),
      networks: ['back', 'bridge'],
      logging: {
        driver: 'json-file',
        options: new Map([
          ['max-size', '10m'],
          ['max-file', '3'],
        ]),
      },
      memory: '64m',
      cpus: '0.5',
      capAdd: ['NET_ADMIN', 'cap_chown'],
      capDrop: ['ALL'],
      user: '1000',
      readOnly: true,
      tmpfs: ['/tmp:size=1m'],
      extraHosts: ['a:::1', 'b:host-gateway', 'c:10.0.0.1'],
      init: false,
      ulimits: ['nofile=1024:1024', 'core=0:-1', 'nproc=1:2'],
    })
  })

  test.each([
    ['memory: 6291455', '7:43 ', 'less memory than docker allows: 6m'],
    ['memory: 5.9m', '7:43 ', '"5.9m" is less memory'],
    ['memory: 512', '7:43 ', '"512" is less memory'],
    ['memory: 9999999999t', '7:43 ', 'more memory than docker can count'],
    ['user: "1:2147483648"', '7:41 ', '"2147483648" is more than 2147483647'],
    ['extra-hosts: ["a:1.2.3"]', '7:49 ', '"1.2.3" in "extra-hosts" is not an IP address'],
    ['extra-hosts: ["a:01.2.3.4"]', '7:49 ', 'is not an IP address'],
    ['extra-hosts: ["a:1::2::3"]', '7:49 ', '"1::2::3" in "extra-hosts"'],
    [
      'ulimits: { nproc: "2:1" }',
      '7:46 ',
      'the soft limit of "nproc", 2, is more than the hard limit, 1',
    ],
    ['ulimits: { nproc: "-1:1" }', '7:46 ', 'the soft limit of "nproc", -1, is more'],
    ['ulimits: { nofile: -1 }', '7:46 ', '"nofile" must be from 16 to 2147483584'],
    ['ulimits: { nofile: "64:-1" }', '7:46 ', '"nofile" must be from 16'],
    ['ulimits: { nofile: 9 }', '7:46 ', '"nofile" must be from 16'],
    ['ulimits: { nofile: 2147483585 }', '7:46 ', '"nofile" must be from 16'],
    ['volumes: "aa:/tmp", tmpfs: /tmp/', '7:62 ', '"/tmp" already has a volume or tmpfs mount'],
    ['volumes: ["aa:/x", "bb:/y/../x"]', '7:54 ', '"/x" already has a volume'],
    ['tmpfs: ["/run", "/run:size=1m"]', '7:51 ', '"/run" already has a volume'],
    [
      'volumes: ["/a:/x:ro,rw"]',
      '7:45 ',
      '"/a:/x:ro,rw" has "ro" and "rw", of which docker takes one',
    ],
    ['volumes: "aa:/x:Z,z"', '7:44 ', 'has "Z" and "z", of which docker takes one'],
    ['volumes: "/a:/x:nocopy"', '7:44 ', 'has "nocopy", which is for named volumes'],
    ['volumes: "aa:/x:ro,rslave"', '7:44 ', 'has "rslave", which is for paths of the host'],
    ['volumes: "aa:/"', '7:44 ', '"/" is the root of the container'],
    ['networks: [back, host]', '7:52 ', 'the network "host" excludes all others'],
    [
      'networks: host, ports: "80:80"',
      '7:51 ',
      '"ports" can\'t be published from the network "host"',
    ],
    [
      'networks: none, healthy: { http: /, port: 1 }',
      '7:62 ',
      '"http" can\'t reach a container in the network "none"',
    ],
  ])('%s is refused', (service, place, message) => {
    expect(at(service)).toEqual([expect.stringMatching(new RegExp(`^${place}the service "web": `))])
    expect(at(service)).toEqual([expect.stringContaining(message)])
  })
})

const logged = (driver: string, options: string) =>
  at(`logging: { driver: ${driver}, options: { ${options} } }`)

describe('the options of a logging driver', () => {
  test.each([
    ['json-file', 'max-size: 10m'],
    [
      'json-file',
      'max-size: 10m, max-file: 2, compress: true, labels: a, env: b, tag: "{{.Name}}/{{.ID}}"',
    ],
    [
      'json-file',
      'mode: non-blocking, max-buffer-size: 4m, labels-regex: "^(?P<x>a|b)$", env-regex: "(?i)a"',
    ],
    ['json-file', 'tag: "{{ .Name | printf \\"%s\\" }}{{.ContainerName}}"'],
    ['local', 'max-file: 1, compress: false'],
    ['journald', 'tag: x, labels: a'],
    ['gelf', 'gelf-address: "udp://1.2.3.4:12201"'],
    ['gelf', 'gelf-address: "tcp://[::1]:1", gelf-compression-type: none'],
    ['fluentd', 'fluentd-async: true, fluentd-address: "[::1]:24224", fluentd-buffer-limit: 8m'],
    ['fluentd', 'fluentd-address: "unix:///run/f.sock", fluentd-retry-wait: 1.5s'],
    ['syslog', 'syslog-address: "tcp+tls://a.org:1", syslog-facility: 23, syslog-format: rfc5424'],
    ['syslog', 'syslog-address: "unixgram:///dev/log", syslog-facility: local7'],
    ['splunk', 'splunk-url: "https://a.org:8088", splunk-token: x, splunk-gzip: true'],
    ['awslogs', 'awslogs-group: x, awslogs-create-group: true'],
    ['none', ''],
    ['loki', 'anything: at all'],
    ['some/plugin', 'anything: at all'],
  ])('%s: %s', (driver, options) => {
    expect(Array.isArray(logged(driver, options))).toBe(false)
  })

  test.each([
    [
      'json-file',
      'max-sise: 10m',
      '"max-sise" is not an option of the logging driver "json-file"; did you mean "max-size"?',
    ],
    ['json-file', 'max-size: x', 'the logging option "max-size" is not a size such as 10m: "x"'],
    ['json-file', 'max-size: 0', '"max-size" is not a size'],
    ['json-file', 'max-size: -1', '"max-size" is not a size'],
    ['json-file', 'max-file: 0', '"max-file" is not a number of files from 1: "0"'],
    ['json-file', 'max-file: 3.0', '"max-file" is not a number of files'],
    ['json-file', 'compress: true', '"compress" needs "max-size" and a "max-file" of 2 at least'],
    ['json-file', 'compress: x, max-size: 1m, max-file: 2', '"compress" is not true or false: "x"'],
    ['json-file', 'labels-regex: "("', '"labels-regex" is not a Go regular expression'],
    ['json-file', 'env-regex: "(?=a)"', '"env-regex" is not a Go regular expression'],
    ['json-file', 'tag: "{{.Nope}}"', '"tag" is not a Go template'],
    ['json-file', 'tag: "{{.Name"', '"tag" is not a Go template'],
    ['json-file', 'tag: "{{}}"', '"tag" is not a Go template'],
    ['json-file', 'mode: fast', '"mode" must be "blocking" or "non-blocking"'],
    ['json-file', 'max-buffer-size: 1m', '"max-buffer-size" is only for "mode: non-blocking"'],
    ['json-file', 'mode: non-blocking, max-buffer-size: x', '"max-buffer-size" is not an amount'],
    ['local', 'max-file: 1', '"max-file" is 1, so there are no old files to compress'],
    ['local', 'tag: x', '"tag" is not an option of the logging driver "local"'],
    ['none', 'mode: blocking', 'the logging driver "none" has no options'],
    ['syslog', 'syslog-adress: x', 'did you mean "syslog-address"?'],
    ['gelf', 'tag: x', 'the logging driver "gelf" needs the option "gelf-address"'],
    ['splunk', 'splunk-url: "http://x"', 'needs the option "splunk-token"'],
    ['splunk', 'splunk-token: x, splunk-url: "http://x/y"', 'is not a URL without a path'],
    ['jsonfile', '', '"jsonfile" is not a logging driver; did you mean "json-file"?'],
    ['syslog', 'syslog-address: nothing', 'is not an address such as udp://10.0.0.1:514'],
    ['syslog', 'syslog-facility: nope', 'is not a facility such as daemon or local0: "nope"'],
    ['syslog', 'syslog-format: rfc9', 'is not rfc3164, rfc5424 or rfc5424micro'],
    ['gelf', 'gelf-address: "udp://a"', 'is not an address such as udp://10.0.0.1:12201'],
    ['fluentd', 'fluentd-address: "::::"', 'is not an address such as 10.0.0.1:24224'],
    ['fluentd', 'fluentd-async: maybe', 'is not true or false: "maybe"'],
    ['fluentd', 'fluentd-buffer-limit: x', 'is not a size such as 8m'],
    ['json-file', 'cache-disabled: x', 'is not true or false'],
    ['awslogs', 'awslogs-region: x', 'needs the option "awslogs-group"'],
  ])('%s: %s is refused', (driver, options, message) => {
    expect(logged(driver, options)).toEqual([expect.stringContaining(message)])
  })

  test('a mistake has the position of its option', () => {
    expect(logged('json-file', 'max-file: 3, max-size: x')).toEqual([
      expect.stringMatching(/^7:99 the service "web": the logging option "max-size"/),
    ])
  })
})

test('amounts of memory are those that docker reads', () => {
  const sizes = [
    '512',
    '512b',
    '1k',
    '1kb',
    '1KiB',
    '1.5m',
    '2G',
    '1t',
    '',
    'x',
    '1x',
    '1ib',
    '1bb',
    '-1',
  ]
  const bytes = [512, 512, 1024, 1024, 1024, 1572864, 2147483648, 1099511627776]
  expect(sizes.map(bytesIn)).toEqual([...bytes, ...sizes.slice(8).map(() => undefined)])
  const unit = fc.constantFrom('', 'b', 'k', 'm', 'g', 'KB', 'MiB')
  fc.assert(
    fc.property(fc.nat(100_000), unit, (count, of) => {
      expect(bytesIn(`${count}${of}`)).toBe(
        count * 1024 ** ['b', 'k', 'm', 'g'].indexOf(of.toLowerCase()[0] ?? 'b'),
      )
    }),
  )
})

describe('a service behind the proxy', () => {
  test('has defaults, and takes its port from its health check or its only port', () => {
    const route = (service: string) => serviceOf(configOf(service)).proxy
    expect(route(PROXIED)).toEqual({
      ...{ hosts: [], port: 80, tls: false, pathPrefix: '/', stripPrefix: true },
      ...{ drain: 30, responseTimeout: 30, forwardHeaders: undefined },
    })
    expect(route('proxy: {}, healthy: { http: /, port: 81 }')?.port).toBe(81)
    expect(route('proxy: {}, ports: "82", healthy: { http: / }')?.port).toBe(82)
    const all = `proxy: { hosts: [B.org, a.org, b.org], port: 1, path-prefix: /api/, strip-prefix: false,
      drain: 1500ms, response-timeout: 2m, forward-headers: false }, healthy: { http: / }`
    expect(route(all)).toEqual({
      ...{ hosts: ['b.org', 'a.org'], port: 1, tls: false, pathPrefix: '/api', stripPrefix: false },
      ...{ drain: 2, responseTimeout: 120, forwardHeaders: false },
    })
    expect(serviceOf(configOf(PROXIED)).check).toMatchObject({ port: 80, host: '' })
  })

  test.each([
    ['healthy: { http: / }, proxy: {}', '7:57 ', '"proxy" needs the container\'s "port"'],
    [
      'ports: "80:80", healthy: { http: / }, proxy: {}',
      '7:35 ',
      `"ports" publishes port 80/tcp of the host, which can't be combined with "proxy"`,
    ],
    ['proxy: { port: 80 }', '7:35 ', '"proxy" needs "healthy" with "http"'],
    [
      'proxy: { port: 80 }, healthy: { running: 7s }',
      '7:56 ',
      '"proxy" needs "healthy" with "http"',
    ],
    [
      'proxy: { port: 80 }, healthy: { http: /, headers: { A: b } }',
      '7:76 ',
      '"proxy" sends no "headers"',
    ],
    ['proxy: { port: 80 }, healthy: { http: "/?a" }', '7:67 ', 'takes a path without "?"'],
    ['healthy: { http: / }, proxy: { port: 80, tls: true }', '7:76 ', '"tls" needs the "host"'],
    [
      'healthy: { http: / }, proxy: { port: 80, tls: true, host: "*.a.org" }',
      '7:93 ',
      'for a wildcard: "*.a.org"',
    ],
    [
      'healthy: { http: / }, proxy: { port: 80, tls: true, hosts: [a.org, localhost] }',
      '7:102 ',
      '"localhost", which is not a public name',
    ],
    [
      'healthy: { http: / }, proxy: { port: 80, tls: true, host: 10.0.0.1 }',
      '7:93 ',
      'which is not a public name',
    ],
    ...['a.local', 'a.TEST', 'my_shop.org', 'a.home.arpa', 'a.1'].map((host) => [
      `healthy: { http: / }, proxy: { port: 80, tls: true, host: ${host} }`,
      '7:93 ',
      'which is not a public name',
    ]),
    [
      'healthy: { http: / }, proxy: { port: 80, tls: true, host: a.org, path-prefix: /api }',
      '7:76 ',
      '"tls" can\'t be combined with "path-prefix"',
    ],
    [
      `${PROXIED}, networks: host`,
      '7:90 ',
      `in the network "host" the proxy can't reach the container`,
    ],
  ])('%s is refused', (service, place, message) => {
    expect(at(service)).toEqual([expect.stringMatching(new RegExp(`^${place}the service "web": `))])
    expect(at(service)).toEqual([expect.stringContaining(message)])
  })

  test('a certificate is for one machine', () => {
    const tls = 'healthy: { http: / }, proxy: { port: 80, tls: true, host: a.org }'
    expect(Array.isArray(at(tls))).toBe(false)
    expect(at(tls, { hosts: 'one, two' })).toEqual([
      expect.stringMatching(/^7:76 the service "web" has "tls" on 2 machines \(one, two\)/),
    ])
    // A run for one of them, or for others.
    const given = (names: string, hosts: string) =>
      read(configOf(tls, { hosts }), names.split(' ').map(hostLine))
    expect(given('one', 'one, two')).toEqual([expect.stringContaining('2 machines (one, two)')])
    expect(given('three four', 'one')).toEqual([
      expect.stringContaining('2 machines (three, four)'),
    ])
    expect(Array.isArray(given('two', 'one'))).toBe(false)
  })

  test.each([
    ['proxy: { port: 80 }', 'every host,'],
    ['proxy: { port: 80, host: A.org }', 'the host "a.org",'],
    [
      'proxy: { port: 80, hosts: [b.org, a.org], path-prefix: /x/ }',
      'the host "a.org" with the path "/x"',
    ],
  ])('two with %s on one machine are refused', (proxy, what) => {
    const others = `api: { roles: web, image: api, healthy: { http: / }, ${proxy} }`
    const first = proxy.replace('hosts: [b.org, a.org]', 'host: a.org')
    expect(at(`healthy: { http: / }, ${first}`, { hosts: 'one, two', others })).toEqual([
      expect.stringMatching(/^8:\d+ "web" and "api" both claim /),
    ])
    expect(at(`healthy: { http: / }, ${first}`, { others })).toEqual([
      expect.stringContaining(what),
    ])
  })

  test('two with another host or path share a machine', () => {
    const others =
      'api: { roles: web, image: api, healthy: { http: / }, proxy: { port: 80, path-prefix: /api } }'
    expect(Array.isArray(at(PROXIED, { others }))).toBe(false)
  })

  test('its proxy has ports that no service of the machine publishes', () => {
    const others = 'api: { roles: web, image: api, ports: "127.0.0.1:443:443" }'
    expect(at(PROXIED, { others })).toEqual([
      expect.stringMatching(/^8:34 the port 443\/tcp of "api" is a port of the proxy/),
    ])
    const environment = 'proxy: { http: 8080, https: 8443 }'
    expect(Array.isArray(at(PROXIED, { others, environment }))).toBe(false)
    expect(Array.isArray(at('ports: "80:80"'))).toBe(false)
    expect(Array.isArray(at(PROXIED, { others: others.replace('443"', '443/udp"') }))).toBe(false)
  })
})

describe('the proxy of an environment', () => {
  const proxyOf = (environment: string) => {
    const made = at(PROXIED, { environment })
    return Array.isArray(made) ? made : made.proxy
  }

  test('has defaults, and an image with a digest', () => {
    expect(proxyOf('')).toEqual(DEFAULT_PROXY)
    expect(DEFAULT_PROXY.image.digest).toMatch(/^sha256:[0-9a-f]{64}$/)
    const digest = `sha256:${'a'.repeat(64)}`
    expect(proxyOf(`proxy: { http: 81, image: "r.org/kp:v1@${digest}" }`)).toMatchObject({
      ...{ http: 81, https: 443 },
      image: { name: 'r.org/kp', tag: 'v1', digest, registry: 'r.org' },
    })
  })

  test.each([
    ['proxy: { http: 443 }', '5:14 "http" and "https" of "proxy" are both 443'],
    ['proxy: { http: 81, https: 81 }', '5:24 "http" and "https" of "proxy" are both 81'],
    [
      'proxy: { image: "basecamp/kamal-proxy:v0.9.2" }',
      '5:21 the image of the proxy, "basecamp/kamal-proxy:v0.9.2", needs a digest',
    ],
    ['proxy: { image: "x@sha256:1" }', '5:21 "sha256:1" is not a digest'],
  ])('%s is refused', (environment, message) => {
    expect(proxyOf(environment)).toEqual([expect.stringContaining(message)])
  })
})

describe('an environment’s override', () => {
  const route = (own: string, override: string) => {
    const environment = `services: { web: { ${override} } }`
    return serviceOf(configOf(`healthy: { http: / }, ${own}`, { environment }))
  }

  test('of "proxy" replaces its keys one by one, and "host" replaces "hosts"', () => {
    const own = 'proxy: { host: a.org, port: 81, tls: true, drain: 1m }'
    expect(route(own, 'proxy: { tls: false }').proxy).toMatchObject({
      ...{ hosts: ['a.org'], port: 81, tls: false, drain: 60 },
    })
    expect(route(own, 'proxy: { hosts: [b.org, c.org] }').proxy).toMatchObject({
      ...{ hosts: ['b.org', 'c.org'], port: 81, tls: true },
    })
    const hosts = own.replace('host: a.org', 'hosts: [a.org, b.org]')
    expect(route(hosts, 'proxy: { host: c.org }').proxy?.hosts).toEqual(['c.org'])
    expect(route('ports: "80"', 'proxy: { port: 82 }').proxy?.port).toBe(82)
  })

  test('of another key replaces it as a whole', () => {
    const { options } = route('labels: { a: b }, memory: 64m, ports: "80"', 'labels: { c: d }')
    expect([options.labels, options.memory]).toEqual([new Map([['c', 'd']]), '64m'])
  })

  test('has the position of a mistake, if it makes it', () => {
    const environment = 'services: { web: { ports: "80:80" } }'
    expect(at(PROXIED, { environment })).toEqual([
      expect.stringMatching(/^5:24 .*"ports" publishes/),
    ])
    const tls = 'services: { web: { proxy: { tls: true } } }'
    expect(at(PROXIED, { environment: tls })).toEqual([
      expect.stringMatching(/^5:33 .*"tls" needs/),
    ])
  })
})

test.each([
  ['before: migrate', { command: ['/bin/sh', '-c', 'migrate'], within: 600_000 }],
  ['before: [python, migrate]', { command: ['python', 'migrate'], within: 600_000 }],
  ['before: { command: [a, "b c"], within: 30s }', { command: ['a', 'b c'], within: 30_000 }],
])('%s', (service, before) => {
  expect(serviceOf(configOf(service)).before).toEqual(before)
})

test('a health check has its Host and headers', () => {
  const check = serviceOf(
    configOf('ports: "80", healthy: { http: /, host: a.org, headers: { X-A: "b \\"c\\"" } }'),
  ).check
  expect(check).toMatchObject({ host: 'a.org', headers: new Map([['X-A', 'b "c"']]) })
})
