import { describe, expect, test } from '@jest/globals'
import {
  assertInputs,
  assertServices,
  wayInProblem,
} from '../../../actions/fabric-deploy/src/check-inputs.ts'
import { fleetOf } from '../../../actions/fabric-deploy/src/config/fleet.ts'
import type { DeployInputs } from '../../../actions/fabric-deploy/src/inputs.ts'
import { jobOf } from '../../../actions/fabric-deploy/src/job.ts'
import { inputSource, readTowpath } from '../../../kit/config/read.ts'

const fleet = (...images: readonly string[]) => {
  const services = images.map((image, index) => `s${index}: { roles: [web], image: '${image}' }`)
  const text = `environments: { staging: { hosts: { web: h } } }\nservices: { ${services.join(', ')} }`
  const read = fleetOf(readTowpath(inputSource('config', text)), 'staging', [])
  if ('problems' in read) throw new Error('the fleet has mistakes')
  return read
}

const good: DeployInputs = {
  environment: 'staging',
  tag: 'v1',
  config: '',
  'ssh-key': '',
  'ssh-passphrase': '',
  'gateway-key': '',
  'proxy-command': undefined,
  'known-hosts': { lines: [], fingerprints: [] },
  'registry-user': '',
  'registry-password': '',
  action: 'deploy',
  'dry-run': false,
  'lock-wait': 0,
  'connect-timeout': 0,
  timeout: 0,
  keep: 5,
  tasks: '',
  fabfile: '',
  'fabric-version': '',
  requirements: '',
  prune: false,
  hosts: [],
}
const hosts = [{ role: '', host: { user: '', name: 'h', port: 22 } }]
const tasks = { tasks: 'deploy', tag: '' }

describe('ways to the hosts', () => {
  const withGateway = (): Parameters<typeof wayInProblem>[1] => {
    const text =
      "environments:\n  staging:\n    gateway: g\n    hosts: { web: h }\nservices: { a: { roles: [web], image: 'a:1' } }"
    const read = fleetOf(readTowpath(inputSource('config', text)), 'staging', [])
    if ('problems' in read) throw new Error('the fleet has mistakes')
    return read
  }
  const none = { 'gateway-key': '', 'proxy-command': undefined }

  test('a proxy command takes the place of a gateway, which is named with its place', () => {
    const command = { ...none, 'proxy-command': ['nc'] }
    expect(wayInProblem(command, withGateway())).toEqual({
      message: expect.stringContaining(
        '"gateway" can\'t be combined with the input "proxy-command"',
      ),
      at: { line: 3, column: 14 },
    })
    expect(wayInProblem(command, fleet('a:1'))).toBeUndefined()
  })

  test('a key for the gateway needs a gateway', () => {
    const key = { ...none, 'gateway-key': 'x' }
    expect(wayInProblem(key, fleet('a:1'))?.message).toContain(
      'the input "gateway-key" is given, but the environment "staging" has no "gateway"',
    )
    expect(wayInProblem(key, withGateway())).toBeUndefined()
    expect(wayInProblem(none, withGateway())).toBeUndefined()
  })
})

describe("inputs that can't be combined", () => {
  test.each<[Partial<DeployInputs>, string]>([
    [{ environment: '' }, '"environment" must be given'],
    [{ 'registry-user': 'me' }, 'give both "registry-user" and "registry-password"'],
    [{ 'registry-password': 'x' }, 'give both "registry-user" and "registry-password"'],
    [{ prune: true, hosts }, '"prune" can\'t be combined with "hosts"'],
    [{ requirements: 'requirements.txt' }, '"requirements" are packages for the fabfile'],
    [
      { requirements: 'r.txt', action: 'upgrade-proxy', tag: '' },
      '"requirements" are packages for the fabfile',
    ],
    [{ tasks: 'deploy' }, '"tasks" can\'t be combined with "tag"'],
    [{ ...tasks, action: 'rollback', prune: true }, '"action: rollback", "prune"'],
    [{ ...tasks, 'registry-user': 'me', 'registry-password': 'x' }, '"registry-user"'],
  ])('%j', (more, problem) => {
    expect(() => assertInputs({ ...good, ...more })).toThrow(problem)
  })

  test('other inputs are accepted', () => {
    expect(() => assertInputs(good)).not.toThrow()
    expect(() => assertInputs({ ...good, ...tasks })).not.toThrow()
  })

  test('a deployment needs services, and a tag if one of them takes it', () => {
    const check =
      (action: DeployInputs['action'], tag: string, ...images: readonly string[]) =>
      () =>
        assertServices(
          { action, tag },
          images.length === 0 ? [] : fleet(...images).services,
          'file',
        )
    expect(check('deploy', 'v1')).toThrow('file has no "services"')
    expect(check('deploy', '', 'shop', 'agent:1')).toThrow('"tag" must be given')
    expect(check('deploy', '', 'agent:1')).not.toThrow()
    expect(check('rollback', '', 'shop')).not.toThrow()
    expect(check('status', '')).not.toThrow()
  })
})

test('a login is for one registry: that of the images that take the tag', () => {
  const login = (...images: readonly string[]) => {
    const inputs = { ...good, 'registry-user': 'me', 'registry-password': 'x' }
    return jobOf(inputs, fleet(...images), 'id').login?.registry
  }
  expect(login('r.example.org/shop', 'other.example.org/agent:1')).toBe('r.example.org')
  expect(login('other.example.org/agent:1')).toBe('other.example.org')
  expect(() => login('r.example.org/a', 's.example.org/b')).toThrow('for one registry')
  const rollback = { ...good, action: 'rollback', 'registry-user': 'me' } as const
  expect(jobOf(rollback, fleet('r.example.org/a'), 'id').login).toBeUndefined()
})

test("an upgrade of the proxy logs in only if the proxy's image is in the services' registry", () => {
  const login = (registry: string, ...images: readonly string[]) => {
    const found = fleet(...images)
    const image = { ...found.proxy.image, registry }
    const inputs = { ...good, action: 'upgrade-proxy', 'registry-user': 'me' } as const
    return jobOf(inputs, { ...found, proxy: { ...found.proxy, image } }, 'id').login?.registry
  }
  expect(login('r.example.org', 'r.example.org/shop')).toBe('r.example.org')
  expect(login('docker.io', 'r.example.org/shop')).toBeUndefined()
  expect(login('r.example.org', 'r.example.org/a', 's.example.org/b')).toBeUndefined()
})
