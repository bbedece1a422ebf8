import { describe, expect, test } from '@jest/globals'
import { batchesOf, type Fleet, fleetOf } from '../../../actions/fabric-deploy/src/config/fleet.ts'
import { containerPort } from '../../../actions/fabric-deploy/src/config/health-check.ts'
import { publishedPort } from '../../../actions/fabric-deploy/src/host/published-ports.ts'
import { inputs } from '../../../actions/fabric-deploy/src/inputs.ts'
import { inputSource, readTowpath } from '../../../kit/config/read.ts'

const file = (text: string) => readTowpath(inputSource('config', text))

const HOSTS = `
environments:
  staging:
    hosts: { web: [deploy@web1, "web2:2222"], worker: [deploy@web1, worker1] }
    gateway: jump@bastion
    batch: 50%
    pause: 2s
    services:
      web: { stop-grace: 1m }
  review-{number}:
    hosts: { web: web9 }
services:
  web: { roles: [web], image: shop, ports: ['8000:8000'], healthy: { http: /healthz } }
  logstash: { roles: [web, worker], image: 'logstash:8', redeploy: never, command: 'a | b' }
`

const fleet = (text: string, environment: string, hosts = ''): Fleet | string[] => {
  const given = inputs.hosts(hosts)
  const made = fleetOf(file(text), environment, 'value' in given ? given.value : [])
  return 'problems' in made ? made.problems.map(({ message }) => message) : made
}
const sound = (...args: Parameters<typeof fleet>): Fleet => {
  const made = fleet(...args)
  if (Array.isArray(made)) throw new Error(made.join('\n'))
  return made
}

describe('a fleet', () => {
  test('has every host once, in the order of the roles, with the services of all its roles', () => {
    const { hosts, batches, pause, gateway } = sound(HOSTS, 'staging')
    const shown = hosts.map(({ name, roles, services }) => [
      name,
      roles,
      services.map((one) => one.name),
    ])
    expect(shown).toEqual([
      ['deploy@web1', ['web', 'worker'], ['web', 'logstash']],
      ['web2:2222', ['web'], ['web', 'logstash']],
      ['worker1', ['worker'], ['logstash']],
    ])
    expect([batches, pause, gateway?.name]).toEqual([[[0], [1], [2]], 2000, 'bastion'])
  })

  test('has its first host alone in a batch, unless there is to be no canary', () => {
    const batches = (keys: string) => sound(HOSTS.replace('batch: 50%', keys), 'staging').batches
    expect(batches('')).toEqual([[0], [1, 2]])
    expect(batches('canary: true')).toEqual([[0], [1, 2]])
    expect(batches('canary: false')).toEqual([[0, 1, 2]])
    expect(batches('batch: 2\n    canary: false')).toEqual([[0, 1], [2]])
  })

  test('services have all defaults, and the changes of their environment', () => {
    const [web, logstash] = sound(HOSTS, 'Staging').services
    expect(web).toMatchObject({
      takesTag: true,
      stopGrace: 60,
      restart: 'unless-stopped',
      check: { kind: 'http', path: '/healthz', port: 8000, within: 60_000 },
    })
    expect(logstash).toMatchObject({
      takesTag: false,
      stopGrace: 10,
      startOnly: true,
      command: ['/bin/sh', '-c', 'a | b'],
      check: { kind: 'running', time: 7000 },
    })
  })

  test('is found by a name with a placeholder; each line of the input is a host', () => {
    expect(sound(HOSTS, 'review-42').hosts.map(({ name }) => name)).toEqual(['web9'])
    expect(fleet(HOSTS, 'review-x')).toEqual([expect.stringContaining('"review-x" is not one of')])
    const given = sound(HOSTS, 'staging', 'web: a@one\nb@two:22\n# not this\n')
    expect(given.hosts.map(({ name, roles }) => [name, roles])).toEqual([
      ['a@one', ['web']],
      ['b@two', ['web', 'worker']],
    ])
  })

  test('has its lock on its first configured host, whichever hosts are given', () => {
    expect(sound(HOSTS, 'staging').lockHost?.name).toBe('deploy@web1')
    expect(sound(HOSTS, 'staging', 'web: other').lockHost?.name).toBe('deploy@web1')
    expect(sound('services: { x: { roles: [web], image: i } }', 'a', 'h').lockHost?.name).toBe('h')
  })

  test('refuses given hosts with an unknown role or environment', () => {
    expect(fleet(HOSTS, 'staging', 'wbe: a')).toEqual([
      expect.stringContaining('"wbe" is not a role'),
    ])
    expect(fleet(HOSTS, 'stagign', 'web: a')).toEqual([expect.stringContaining('"stagign"')])
  })

  test.each([
    ['stagin', HOSTS, 'did you mean "staging"'],
    ['a', 'environments: { a: {} }', 'has no hosts'],
    [
      'a',
      'environments: { a: { hosts: { web: h } } }\nservices: { x: { roles: [wep], image: i } }',
      'no environment has hosts with the role "wep"; did you mean "web"',
    ],
    [
      'a',
      'environments: { a: { hosts: { web: h }, services: { y: {} } } }\nservices: { x: { roles: [web], image: i } }',
      '"y" is not a service',
    ],
    [
      'a',
      'environments: { a: { hosts: { web: h } } }\nservices: { x: { roles: [web], image: "i:" } }',
      'no valid tag',
    ],
    [
      'a',
      'environments: { a: { hosts: { web: h } } }\nservices: { x: { roles: [web], image: i, healthy: { http: / } } }',
      'needs the container\'s "port"',
    ],
    [
      'a',
      'environments: { a: { hosts: { web: h } } }\nservices: { x: { roles: [web], image: i, ports: "80:1" }, y: { roles: [web], image: j, ports: "127.0.0.1:80:2" } }',
      '"x" and "y" both publish port 80/tcp',
    ],
  ])('%s of %j is refused: %s', (environment, text, problem) => {
    expect(fleet(text, environment)).toEqual([expect.stringContaining(problem)])
  })

  test.each([
    ['hosts: { web: [a, "b:99999"] }', '', ['4:23 "b:99999": a port is a number from 1 to 65535']],
    [
      'hosts: { web: a }\n    gateway: "g:0"',
      '',
      ['5:14 "g:0": a port is a number from 1 to 65535'],
    ],
    ['batch: 1', '', [expect.stringMatching(/^4:5 the environment "staging" has no hosts/)]],
    [
      'hosts: { wep: a }',
      '',
      ['7:5 no environment has hosts with the role "web"; did you mean "wep"?'],
    ],
    [
      'hosts: { web: a }',
      'ports: ["80:1", "127.0.0.1:80:2"]',
      ['9:5 a: "web" publishes port 80/tcp twice'],
    ],
  ])('with "%s" and "%s" has its mistakes where they are', (environment, service, expected) => {
    const text = `environments:
  staging:
    # Line 4 follows.
    ${environment}
services:
  web:
    roles: web
    image: shop
    ${service}
`
    const made = fleetOf(file(text), 'staging', [])
    const problems = 'problems' in made ? made.problems : []
    expect(problems.map(({ message, at }) => `${at?.line}:${at?.column} ${message}`)).toEqual(
      expected,
    )
  })

  test.each([
    [0, 1, []],
    [1, undefined, [[0]]],
    [4, undefined, [[0], [1, 2, 3]]],
    [4, 1, [[0], [1], [2], [3]]],
    [5, 2, [[0], [1, 2], [3, 4]]],
    [10, '30%', [[0], [1, 2, 3], [4, 5, 6], [7, 8, 9]]],
    [3, '1%', [[0], [1], [2]]],
    [2, 50, [[0], [1]]],
  ])('%i hosts, %j at a time', (hosts, batch, expected) => {
    expect(batchesOf(hosts, batch)).toEqual(expected)
  })

  test.each([
    [0, undefined, []],
    [1, undefined, [[0]]],
    [4, undefined, [[0, 1, 2, 3]]],
    [5, 2, [[0, 1], [2, 3], [4]]],
    [10, '30%', [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9]]],
  ])('%i hosts, %j at a time, without a canary', (hosts, batch, expected) => {
    expect(batchesOf(hosts, batch, false)).toEqual(expected)
  })
})

test.each([
  ['8000', 8000, undefined],
  ['80:8000', 8000, { address: '', port: 80, protocol: 'tcp' }],
  ['0.0.0.0:80:8000', 8000, { address: '', port: 80, protocol: 'tcp' }],
  ['127.0.0.1:80:8000', 8000, { address: '127.0.0.1', port: 80, protocol: 'tcp' }],
  ['[::1]:80:8000/udp', 8000, { address: '::1', port: 80, protocol: 'udp' }],
  ['8000/udp', 8000, undefined],
  ['127.0.0.1::8000', 8000, undefined],
])('the port %s', (text, inside, outside) => {
  expect([containerPort(text), publishedPort(text)]).toEqual([inside, outside])
})
