import { describe, expect, test } from '@jest/globals'
import { type Fleet, fleetOf } from '../../../actions/fabric-deploy/src/config/fleet.ts'
import { factsOf } from '../../../actions/fabric-deploy/src/host/facts.ts'
import { missingNetworks } from '../../../actions/fabric-deploy/src/host/missing-networks.ts'
import { settingsHash } from '../../../actions/fabric-deploy/src/plan/settings-hash.ts'
import {
  attachmentsOf,
  connectArguments,
  networkArguments,
  optionArguments,
} from '../../../actions/fabric-deploy/src/rollout/docker-arguments.ts'
import { inputSource, readTowpath } from '../../../kit/config/read.ts'

function fleetWith(keys: string): Fleet {
  const text = `
environments: { staging: { hosts: { web: one } } }
services:
  web: { roles: web, image: shop, ports: '8000', env-file: /etc/web.env, volumes: 'data:/data', ${keys} }
`
  const fleet = fleetOf(readTowpath(inputSource('config', text)), 'staging', [])
  if ('problems' in fleet) throw new Error(JSON.stringify(fleet.problems))
  return fleet
}

function serviceWith(keys: string) {
  const [service] = fleetWith(keys).services
  if (!service) throw new Error('there is no service')
  return service
}

const facts = factsOf('env-file\t/etc/web.env\tabc\n')
const hash = (keys: string): string => settingsHash(serviceWith(keys), facts)

/** Each differs from the one before. */
const OPTIONS = [
  ...['labels: { a: b }', 'labels: { a: c }', 'labels: { a: c, d: e }'],
  ...['networks: back', 'networks: [back, front]', 'networks: [front, back]'],
  ...['logging: { driver: local }', 'logging: { driver: json-file }'],
  'logging: { driver: json-file, options: { max-size: 1m } }',
  ...['memory: 64m', 'memory: 65m', 'cpus: 1', 'cpus: 1.5'],
  ...['cap-add: NET_ADMIN', 'cap-drop: NET_ADMIN', 'user: 1000', 'user: 1000:1000'],
  ...['read-only: true', 'tmpfs: /tmp', 'tmpfs: "/tmp:size=1m"'],
  ...['extra-hosts: "a:1.2.3.4"', 'init: true', 'init: false'],
  ...['ulimits: { nofile: 64 }', 'ulimits: { nofile: "64:65" }', 'ulimits: { nproc: 64 }'],
]

const HTTP = 'healthy: { http: / }'
const ROUTES = [
  ...['port: 80', 'port: 81', 'port: 80, host: a.org', 'port: 80, hosts: [a.org, b.org]'],
  ...['port: 80, host: a.org, tls: true', 'port: 80, path-prefix: /x'],
  ...['port: 80, path-prefix: /x, strip-prefix: false', 'port: 80, drain: 31s'],
  ...['port: 80, response-timeout: 31s', 'port: 80, forward-headers: true'],
  'port: 80, forward-headers: false',
].map((route) => `${HTTP}, proxy: { ${route} }`)

const routed = (keys: string): string => `${HTTP}, proxy: { port: 80, ${keys} }`

describe('the hash of the settings', () => {
  test('of a service without options is what it always was', () => {
    const service = { ...serviceWith('redeploy: always'), ports: ['8000:8000'] }
    expect(settingsHash(service, facts)).toBe('1d442e4354')
  })

  test('of a service with options does not change with a version of the action', () => {
    const options =
      'networks: [b, a], cap-add: [CHOWN, KILL], user: x, ulimits: { core: 0, cpu: 9 }'
    expect(hash(`${routed('hosts: [a.org, b.org], tls: true')}, ${options}`)).toBe('8b974d65c1')
  })

  test('differs for every change of an option, and of the route', () => {
    const all = ['redeploy: always', ...OPTIONS, ...ROUTES].map(hash)
    expect(new Set(all).size).toBe(OPTIONS.length + ROUTES.length + 1)
  })

  test.each([
    ['the order of labels', 'labels: { a: b, c: d }', 'labels: { c: d, a: b }'],
    ['the order of capabilities', 'cap-add: [CHOWN, KILL]', 'cap-add: [KILL, CHOWN]'],
    ['the order of dropped ones', 'cap-drop: [CHOWN, KILL]', 'cap-drop: [KILL, CHOWN]'],
    ['the order of ulimits', 'ulimits: { core: 0, cpu: 9 }', 'ulimits: { cpu: 9, core: 0 }'],
    ['the order of hosts', routed('hosts: [a, b]'), routed('hosts: [b, a]')],
    ['"read-only: false"', 'read-only: false', 'redeploy: always'],
    ['the health check', HTTP, 'healthy: { http: /other, host: a.org, headers: { A: b } }'],
    ['"before"', 'before: migrate', 'redeploy: always'],
    ['the same CPUs', 'cpus: 1.50', 'cpus: "1.5"'],
    ['the same route', `${HTTP}, proxy: { port: 80 }`, `${HTTP}, proxy: { port: 80, drain: 30s }`],
  ])('does not change with %s', (_, one, other) => {
    expect(hash(one)).toBe(hash(other))
  })
})

test.each([
  ['redeploy: always', []],
  [
    'logging: { driver: json-file, options: { max-size: 1m, max-file: 2 } }',
    ['--log-driver', 'json-file', '--log-opt', 'max-size=1m', '--log-opt', 'max-file=2'],
  ],
  ['memory: 64m, cpus: 0.5', ['--memory', '64m', '--cpus', '0.5']],
  [
    'cap-add: [NET_ADMIN, CHOWN], cap-drop: ALL',
    ['--cap-add', 'NET_ADMIN', '--cap-add', 'CHOWN', '--cap-drop', 'ALL'],
  ],
  ['user: 1000, read-only: true', ['--user', '1000', '--read-only']],
  ['tmpfs: [/tmp, "/run:ro"]', ['--tmpfs', '/tmp', '--tmpfs', '/run:ro']],
  ['extra-hosts: ["a=::1"]', ['--add-host', 'a:::1']],
  ['init: true', ['--init=true']],
  ['init: false', ['--init=false']],
  ['ulimits: { nofile: 64, core: -1 }', ['--ulimit', 'nofile=64:64', '--ulimit', 'core=-1:-1']],
])('%s for docker create', (keys, args) => {
  expect(optionArguments(serviceWith(keys).options)).toEqual(args)
})

test.each([
  ['redeploy: always', [], ['0']],
  ['networks: back', ['--network', 'back'], ['0']],
  ['networks: [back, bridge, front]', ['--network', 'back'], ['2', 'bridge', '', 'front', '']],
  [
    'networks: [back, bridge], redeploy: never',
    ['--network', 'back', '--network-alias', 'web'],
    ['1', 'bridge', ''],
  ],
  ['networks: [bridge, back], redeploy: never', ['--network', 'bridge'], ['1', 'back', 'web']],
  [`${ROUTES[0]}, networks: back`, ['--network', 'towpath'], ['1', 'back', '']],
  [`${ROUTES[0]}, redeploy: never`, ['--network', 'towpath'], ['0']],
])('the networks with %s', (keys, args, others) => {
  const attachments = attachmentsOf(serviceWith(keys))
  expect([networkArguments(attachments), connectArguments(attachments)]).toEqual([args, others])
})

test('a network that a host lacks is an error, unless its docker does not answer', () => {
  const [host] = fleetWith('networks: [back, front, bridge]').hosts
  if (!host) throw new Error('there is no host')
  const found = (output: string) =>
    missingNetworks(host, factsOf(output)).map(({ reason, message }) => [reason, message])
  const docker = 'docker\t20.10\tid\n'
  expect(found(`${docker}network\tbridge\nnetwork\tfront\n`)).toEqual([
    ['network-missing', expect.stringContaining('one has no docker network "back", which "web"')],
  ])
  expect(found(`${docker}network\tbridge\nnetwork\tfront\nnetwork\tback\n`)).toEqual([])
  expect(found('')).toEqual([])
})
