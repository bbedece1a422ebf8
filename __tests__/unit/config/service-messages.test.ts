import { describe, expect, test } from '@jest/globals'
import { inputSource, readTowpath } from '../../../kit/config/read.ts'

/** Returns the messages about one key of a service, which begins in column 9 of line 5. */
function messagesFor(entry: string): string[] {
  const text = `services:\n  web:\n    roles: [web]\n    image: shop\n    ${entry}\n`
  try {
    readTowpath(inputSource('x', text))
    return []
  } catch (error) {
    return (error as Error).message.split('\n').map((line) => line.replace('x input:5:', ''))
  }
}

describe('a key of a service is accepted', () => {
  test.each([
    'proxy: { host: Shop.example.org, port: 8000, tls: true, drain: 30s }',
    'proxy: { hosts: ["*.example.org", my_app.local, 10.0.0.1], path-prefix: /api/v1/, strip-prefix: false }',
    'proxy: { response-timeout: 1h, forward-headers: true }',
    'proxy: {}',
    'before: [python, manage.py, migrate]',
    'before: python manage.py migrate',
    'before: { command: migrate, within: 1h }',
    'healthy: { http: /, host: shop.example.org, headers: { X-Probe: towpath, Accept: "text/html, */*;q=0.1" } }',
    'healthy: { http: /, host: "[::1]:8000", headers: { If-None-Match: "\\"x\\"", X-Number: 1 } }',
    'labels: { traefik.enable: true, com.example/x: "a b", empty: "", number: 1.50 }',
    'networks: back',
    'networks: [bridge, back_end.1]',
    'networks: host',
    'logging: { driver: local }',
    'logging: { driver: json-file, options: { max-size: 10m, max-file: 3, compress: true } }',
    'logging: { driver: "loki/docker-driver:latest", options: { loki-url: "https://x" } }',
    ...['6m', '512M', '1.5g', '512mb', '6MiB', '1T'].map((size) => `memory: ${size}`),
    'memory: 67108864',
    ...['1', '1.5', '0.01', '.5', '"0.25"', '128'].map((cpus) => `cpus: ${cpus}`),
    'cap-add: [NET_ADMIN, CAP_SYS_TIME, sys_nice, cap_chown]',
    'cap-drop: ALL',
    ...['1000', '1000:1000', 'app', 'app:staff', '_apt', '0'].map((user) => `user: ${user}`),
    'read-only: true',
    'tmpfs: [/tmp, "/run:size=64m,mode=1777,uid=1000,noexec,nosuid,nodev,ro", "/x:size=50%"]',
    'tmpfs: "/tmp:mode=01777"',
    'volumes: ["/a:/b:ro,z,rslave", "data:/c:nocopy", "data:/d:Z,cached"]',
    'ports: ["[::1]:80:8000/udp", "127.0.0.1:81:8000"]',
    ...['no', 'on-failure', 'on-failure:3'].map((policy) => `restart: ${policy}`),
    'extra-hosts: ["db:10.0.0.1", "db6=[::1]", "db6:fe80::1", "host.docker.internal:host-gateway"]',
    'init: false',
    'ulimits: { nofile: 1024, nproc: "64:128", core: -1, memlock: { soft: -1, hard: -1 } }',
  ])('%s', (entry) => {
    expect(messagesFor(entry)).toEqual([])
  })
})

describe('a key of a service is refused at the position of the mistake', () => {
  test.each<[string, string | RegExp]>([
    [
      'proxy: { host: "a.org,b.org" }',
      '20: "a.org,b.org" is more than one host; write them as a list: "hosts: [a, b]"',
    ],
    [
      'proxy: { host: a.org, hosts: [b.org] }',
      '27: "host" and "hosts" can\'t be combined; write one of them',
    ],
    ['proxy: { host: [a.org] }', '20: "host" is one host; write "hosts" for several'],
    ['proxy: { host: "https://a.org" }', '20: "https://a.org" is a URL; write its host alone'],
    [
      'proxy: { host: "a.org:8080" }',
      '20: "a.org:8080" has a port; the proxy compares the host alone',
    ],
    ['proxy: { host: "*" }', '20: "*" is not a wildcard that the proxy supports'],
    ['proxy: { host: "a.*.org" }', '20: "a.*.org" is not a wildcard'],
    ['proxy: { hosts: [a.org, "*b.org"] }', '29: "*b.org" is not a wildcard'],
    ['proxy: { host: bücher.example }', '20: "bücher.example" is not ASCII'],
    ['proxy: { host: a..org }', '20: "a..org" is not a host'],
    [`proxy: { host: ${'a'.repeat(64)}.org }`, 'is not a host'],
    ['proxy: { host: "a.org\\r\\nX: y" }', 'is not a host'],
    ['proxy: { port: 0 }', /^20: expected an integer from 1 to 65535, got "0"$/],
    ['init: 1', /^11: expected true or false, got "1"$/],
    ['cpus: 0', /^11: expected a number from 0.01 to less than 1000, got "0"$/],
    ['before: 1', '13: expected a string, got "1" (put it in quotes to make it a string)'],
    ['proxy: { tls: "yes" }', '19: expected true or false'],
    ['proxy: { path-prefix: api }', '27: "api" is not a path such as /api'],
    [
      'proxy: { path-prefix: "/a,/b" }',
      '27: "/a,/b" is more than one path; a service has one path',
    ],
    ['proxy: { path-prefix: "/a//b" }', 'is not a path'],
    ['proxy: { drain: 20 }', '21: "20" has no unit; write "20s" for seconds'],
    ['proxy: { drain: 0s }', '21: "0s" is not a duration from 1ms'],
    ['proxy: { drian: 30s }', '14: "drian" is not a key of proxy; did you mean "drain"?'],
    ['proxy: { ssl: true }', '14: "ssl" is not a key of proxy; write "tls"'],
    ['proxy: { app_port: 80 }', '14: "app_port" is not a key of proxy; write "port"'],
    ['mem_limit: 1g', '5: "mem_limit" is not a key of a service; write "memory"'],
    ['environment: { A: b }', 'a file on the host, the "env-file"'],
    ['before: { within: 1m }', '13: before needs "command"'],
    ['before: []', '13: the list is empty'],
    ['before: ""', '13: "" is not a command'],
    ['command: " "', '14: " " is not a command'],
    ['ports: "[1:2]:80:80"', '12: "[1:2]:80:80" has no IP address in brackets: "1:2"'],
    ['restart: unless_stopped', 'restart policies: no, always, unless-stopped'],
    ['restart: "on-failure:9999999999"', "is not one of docker's restart policies"],
    ['volumes: "/a:/b:nope"', '14: "/a:/b:nope" is not a volume'],
    ['before: { command: x, within: 0s }', '35: "0s" is not a duration'],
    ['healthy: { running: 7s, host: a.org }', '29: "host" is for a check by "http"'],
    ['healthy: { docker: true, headers: { A: b } }', '30: "headers" is for a check by "http"'],
    ['healthy: { http: /, host: "a b" }', '31: "a b" is not a host'],
    ['healthy: { http: /, host: "a\\r\\nb" }', 'is not a host'],
    [
      'healthy: { http: /, headers: { Host: a.org } }',
      '36: "Host" is not set here: use "host" of "healthy"',
    ],
    [
      'healthy: { http: /, headers: { content-length: 1 } }',
      'is a header that the check sets itself',
    ],
    ['healthy: { http: /, headers: { "a b": c } }', '36: "a b" is not the name of a header'],
    ['healthy: { http: /, headers: { "a\'": c } }', 'is not the name of a header'],
    [
      'healthy: { http: /, headers: { A: "b\\r\\nC: d" } }',
      '39: "b\\u{d}\\u{a}C: d" is not the value of a header',
    ],
    ['healthy: { http: /, headers: { A: " b" } }', 'is not the value of a header'],
    ['healthy: { http: /, headers: [A] }', '34: expected a map of keys, got a list'],
    ['healthy: { http: "/a b" }', 'is not a path'],
    ['labels: { towpath.service: x }', '15: "towpath.service" begins with "towpath."'],
    ['labels: { "a b": x }', '15: "a b" is not the name of a label'],
    ['labels: { "a=b": x }', 'is not the name of a label'],
    ['labels: { a: x, a: y }', '21: the key "a" is repeated'],
    ['labels: [a=b]', '13: expected a map of keys, got a list'],
    ['labels: { a: [b] }', '18: expected a string, got a list'],
    ['networks: [back, back]', '22: "back" is in this list twice'],
    ['networks: container:db', '15: "container:db" is the network of a single container'],
    ['networks: default', '15: "default" is not a network; docker\'s default network is "bridge"'],
    ['networks: towpath', '15: "towpath" is the network of the proxy'],
    ['networks: name=back,alias=x', "is not the name of a network of the host's docker"],
    ['logging: {}', '14: logging needs "driver"'],
    ['logging: { driver: "a b" }', '24: "a b" is not the name of a logging driver'],
    ['memory: 512x', '13: "512x" is not an amount of memory such as 512m'],
    ['memory: "-1"', '13: "-1" is not an amount of memory'],
    ['memory: -1', '13: expected an integer from 0'],
    ['memory: lots', 'is not an amount of memory'],
    ['cpus: 0.001', '11: expected a number from 0.01'],
    ['cpus: "1/2"', '11: "1/2" is not a number of CPUs'],
    ['cpus: two', '11: "two" is not a number of CPUs'],
    ['cap-add: [NET_ADMN]', '15: "NET_ADMN" is not a capability; did you mean "NET_ADMIN"?'],
    ['cap-add: CAP_ALL', '14: "CAP_ALL" is not a capability; did you mean "ALL"?'],
    ['cap-drop: everything', '15: "everything" is not a capability such as NET_ADMIN, or ALL'],
    ['user: "a b"', '11: "a b" is not a user'],
    ['user: a:b:c', '11: "a:b:c" is not a user'],
    ['user: -1', '11: expected an integer from 0'],
    ['read-only: 1', '16: expected true or false'],
    ['tmpfs: tmp', '12: "tmp" is not a tmpfs mount'],
    ['tmpfs: "/tmp:size=64x"', 'is not a tmpfs mount'],
    ['tmpfs: [/run, "/tmp:bind"]', '19: "/tmp:bind" is not a tmpfs mount'],
    ['tmpfs: "/tmp:"', 'is not a tmpfs mount'],
    ['tmpfs: "/tmp:mode=9"', 'is not a tmpfs mount'],
    ['extra-hosts: db', '18: "db" is not a name and an address'],
    ['extra-hosts: "a b:1.2.3.4"', 'is not a name and an address'],
    ['extra-hosts: [a:b]', '19: "a:b" is not a name and an address'],
    [
      'ulimits: { nofiles: 1 }',
      '16: "nofiles" is not the name of an ulimit; did you mean "nofile"?',
    ],
    ['ulimits: { nofile: unlimited }', '24: "unlimited" is not a limit'],
    ['ulimits: { nofile: { soft: 1 } }', '24: an ulimit needs "hard"'],
    ['ulimits: { nofile: -2 }', '24: expected an integer from -1'],
    ['ulimits: { nofile: "1:2:3" }', 'is not a limit'],
  ])('%s', (entry, message) => {
    const expected =
      typeof message === 'string'
        ? expect.stringContaining(message)
        : expect.stringMatching(message)
    expect(messagesFor(entry)).toEqual([expected])
  })
})

test.each([
  ['proxy: { http: 8080, https: 8443, image: "basecamp/kamal-proxy:v0.9.2" }', []],
  ['canary: false', []],
  ['canary: 1', ['4:13: expected true or false']],
  ['proxy: { http: 0 }', ['4:20: expected an integer from 1 to 65535']],
  ['proxy: { host: a.org }', ['4:14: "host" is not a key of proxy']],
  ['proxy: true', ['4:12: expected a map of keys']],
])('an environment with %s', (entry, messages) => {
  const read = (): string[] => {
    try {
      readTowpath(inputSource('x', `environments:\n  a:\n    hosts: { web: h }\n    ${entry}\n`))
      return []
    } catch (error) {
      return (error as Error).message.split('\n')
    }
  }
  expect(read()).toEqual(messages.map((message) => expect.stringContaining(message)))
})
