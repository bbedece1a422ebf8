import { describe, expect, test } from '@jest/globals'
import { fleetOf } from '../../../actions/fabric-deploy/src/config/fleet.ts'
import { DEFAULT_PROXY } from '../../../actions/fabric-deploy/src/config/proxy-route.ts'
import type { Service } from '../../../actions/fabric-deploy/src/config/service.ts'
import {
  type Container,
  containersOf,
  environmentContainers,
  factsOf,
} from '../../../actions/fabric-deploy/src/host/facts.ts'
import { cleanupPlan } from '../../../actions/fabric-deploy/src/plan/cleanup-plan.ts'
import { deployPlan } from '../../../actions/fabric-deploy/src/plan/host-plan.ts'
import { rollbackPlan } from '../../../actions/fabric-deploy/src/plan/rollback-plan.ts'
import { settingsHash } from '../../../actions/fabric-deploy/src/plan/settings-hash.ts'
import { createArguments } from '../../../actions/fabric-deploy/src/rollout/create-arguments.ts'
import {
  switchArguments,
  switchValues,
} from '../../../actions/fabric-deploy/src/rollout/script-arguments.ts'
import { inputSource, readTowpath } from '../../../kit/config/read.ts'

const digest = (of: string): string => `sha256:${of.repeat(64).slice(0, 64)}`

const CONFIG = `
environments: { staging: { hosts: { web: [one, two] } } }
services:
  web: { roles: [web], image: shop, ports: ['8000:8000'], env-file: /etc/web.env, stop-grace: 5s }
  agent: { roles: [web], image: 'agent:1', redeploy: never, healthy: { docker: true, within: 9s } }
`
const fleet = fleetOf(readTowpath(inputSource('config', CONFIG)), 'staging', [])
if ('problems' in fleet) throw new Error('the fleet is not sound')
const [one, two] = fleet.hosts as [(typeof fleet.hosts)[0], (typeof fleet.hosts)[0]]
const [web, agent] = fleet.services as [(typeof fleet.services)[0], (typeof fleet.services)[0]]

const ENV_FILE = 'env-file\t/etc/web.env\tabc\n'
const HTTP = {
  kind: 'http' as const,
  path: '/',
  port: 8000,
  within: 1,
  host: '',
  headers: new Map<string, string>(),
}
const facts = factsOf(ENV_FILE)

const onHost = (port: number, address = '', protocol = 'tcp') => ({ address, port, protocol })

let count = 0
const container = (
  service: string,
  more: Partial<Container> & { readonly labels?: object } = {},
): Container => {
  count += 1
  const settings = service === 'web' ? settingsHash(web, facts) : ''
  return {
    id: `id${count}`,
    name: `${service}-${count}`,
    created: new Date(count * 1000).toISOString(),
    image: `shop@${digest('1')}`,
    state: 'running',
    started: '',
    restart: 'unless-stopped',
    restarts: 0,
    ports: service === 'web' ? [onHost(8000)] : [],
    health: '',
    ...more,
    labels: {
      'towpath.environment': 'staging',
      'towpath.service': service,
      'towpath.release': 'v1',
      'towpath.run': 'r1',
      'towpath.settings': settings,
      ...more.labels,
    },
  }
}

const plan = (containers: readonly Container[], tag = 'v1', of = digest('1'), prune = false) =>
  deployPlan(
    { host: one, facts, containers },
    {
      release: ({ takesTag }) => (takesTag ? tag : '1'),
      digest: ({ takesTag }) => (takesTag ? of : digest('a')),
      prune,
      proxy: DEFAULT_PROXY,
    },
  )
const changes = (containers: readonly Container[], tag?: string, of?: string) =>
  plan(containers, tag, of).changes.map(({ service, startId, stopIds, stopFirst }) => [
    service.name,
    startId,
    stopIds,
    stopFirst,
  ])

describe('a deployment on a host', () => {
  test('creates missing containers, and leaves up-to-date ones alone', () => {
    expect(changes([])).toEqual([
      ['web', undefined, [], false],
      ['agent', undefined, [], false],
    ])
    expect(changes([container('web'), container('agent')])).toEqual([])
  })

  test.each([
    ['another digest', {}, digest('2')],
    ['other settings', { labels: { 'towpath.settings': 'other' } }, digest('1')],
    ['it keeps restarting', { state: 'restarting' }, digest('1')],
    ['it is paused', { state: 'paused' }, digest('1')],
    ['it has another restart policy', { restart: 'always' }, digest('1')],
  ])('replaces the running container if: %s', (_, more, of) => {
    const old = container('web', more)
    expect(changes([old, container('agent')], 'v2', of)).toEqual([
      ['web', undefined, [old.id], true],
    ])
  })

  test.each([
    ['the contents of the env-file', {}, 'env-file\t/etc/web.env\tother\n'],
    ['the command', { command: ['other'] }, ENV_FILE],
    ['the ports', { ports: ['8001:8000'] }, ENV_FILE],
    ['the volumes', { volumes: ['a:/b'] }, ENV_FILE],
    ['the env-file', { envFile: '/etc/other.env' }, ENV_FILE],
    ['the restart policy', { restart: 'always' }, ENV_FILE],
  ])('other settings: %s', (_, changed, output) => {
    expect(settingsHash(web, facts)).toBe(settingsHash({ ...web }, factsOf(ENV_FILE)))
    expect(settingsHash({ ...web, ...changed }, factsOf(output))).not.toBe(settingsHash(web, facts))
  })

  test.each<[string, Service['check'], Partial<Container>, string, boolean]>([
    ['a HEALTHCHECK that passes', { kind: 'docker', within: 1 }, { health: 'healthy' }, '', true],
    ['one that fails', { kind: 'docker', within: 1 }, { health: 'unhealthy' }, '', false],
    ['one that has just started', { kind: 'docker', within: 1 }, { health: 'starting' }, '', false],
    ['HTTP status 200', HTTP, {}, '200', true],
    ['HTTP status 302', HTTP, {}, '302', true],
    ['HTTP status 404', HTTP, {}, '404', false],
    ['HTTP status 500', HTTP, {}, '500', false],
    ['no answer', HTTP, {}, '', false],
  ])('a running container with %s', (_, check, more, answer, isLeftAlone) => {
    const service = { ...web, check }
    const current = container('web', more)
    const found = { ...facts, answers: new Map([[current.id, answer]]) }
    const planned = deployPlan(
      { host: { ...one, services: [service] }, facts: found, containers: [current] },
      { release: () => 'v1', digest: () => digest('1'), prune: false, proxy: DEFAULT_PROXY },
    )
    expect(planned.changes.length === 0).toBe(isLeftAlone)
  })

  test('without a digest, the release decides', () => {
    const draft = (release: string) =>
      deployPlan(
        { host: one, facts, containers: [container('web'), container('agent')] },
        {
          release: ({ takesTag }) => (takesTag ? release : '1'),
          digest: () => undefined,
          prune: false,
          proxy: DEFAULT_PROXY,
        },
      ).changes.length
    expect([draft('v1'), draft('v2')]).toEqual([0, 1])
  })

  test('stops the old container first only if both publish the same port', () => {
    const stopsFirst = (
      ports: Container['ports'],
      published = ['8000:8000'],
      networks: readonly string[] = [],
    ) => {
      const options = { ...web.options, networks }
      const host = { ...one, services: [{ ...web, ports: published, options }] }
      const wanted = {
        release: () => 'v2',
        digest: () => digest('2'),
        prune: false,
        proxy: DEFAULT_PROXY,
      }
      const found = [container('web', { ports })]
      return deployPlan({ host, facts, containers: found }, wanted).changes[0]?.stopFirst
    }
    expect(stopsFirst([onHost(9000)])).toBe(false)
    expect(stopsFirst([onHost(9000), onHost(8000)])).toBe(true)
    expect(stopsFirst([onHost(8000, '', 'udp')])).toBe(false)
    expect(stopsFirst([onHost(8000, '', 'udp')], ['8000:8000/udp'])).toBe(true)
    expect(stopsFirst([onHost(8000, '127.0.0.1')])).toBe(true)
    expect(stopsFirst([onHost(8000, '127.0.0.1')], ['10.0.0.1:8000:8000'])).toBe(false)
    expect(stopsFirst([onHost(8000, '127.0.0.1')], ['127.0.0.1:8000:8000'])).toBe(true)
    // Docker chooses another one.
    expect(stopsFirst([onHost(8000)], ['8000'])).toBe(false)
    // Which ports they listen at there, docker does not know.
    expect(stopsFirst([], [], ['host'])).toBe(true)
    expect(stopsFirst([], [], ['back'])).toBe(false)
  })

  test('with "prune", the container of a renamed service that publishes the port is replaced; others are left to the cleanup', () => {
    const renamed = container('old-web')
    const holdsPort = { ports: [onHost(8000, '127.0.0.1')], restart: 'always', restarts: 2 }
    const found = [{ ...renamed, ...holdsPort }, container('unrelated'), container('agent')]
    const change = { stopIds: [renamed.id], stopFirst: true, oldCrashes: true }
    expect(plan(found, 'v1', digest('1'), true).changes).toMatchObject([change])
    const own = container('web', { ports: [] })
    expect(plan([...found, own], 'v2', digest('2'), true).changes).toMatchObject([
      { ...change, stopIds: [own.id, renamed.id] },
    ])
    const nothing = { stopIds: [], stopFirst: false }
    expect(plan(found).changes).toMatchObject([nothing])
    const stopped = { ...renamed, ...holdsPort, state: 'exited' }
    expect(plan([stopped, container('agent')], 'v1', '', true).changes).toMatchObject([nothing])
  })

  test('a container whose ports two services take over is replaced by the first of them', () => {
    const services = ['8000:8000', '8001:8000'].map((port) => ({ ...web, ports: [port] }))
    const old = container('old-web', { ports: [onHost(8001), onHost(8000)] })
    const wanted = {
      release: () => 'v1',
      digest: () => digest('1'),
      prune: true,
      proxy: DEFAULT_PROXY,
    }
    const state = { host: { ...one, services }, facts, containers: [old] }
    expect(deployPlan(state, wanted).changes).toMatchObject([
      { stopIds: [old.id], stopFirst: true },
      { stopIds: [] },
    ])
  })

  test('a container that docker keeps restarting stops first, with or without a port, and need not run after a rollback', () => {
    const of = (more: Partial<Container>) =>
      plan([container('web', { ports: [], ...more })], 'v2', digest('2')).changes[0]
    expect(of({})).toMatchObject({ stopFirst: false, oldCrashes: false })
    expect(of({ state: 'restarting' })).toMatchObject({ stopFirst: true, oldCrashes: true })
    expect(of({ restarts: 7 })).toMatchObject({ stopFirst: false, oldCrashes: true })
  })

  test('a container that crashes again and again is not up to date, although it is running at the moment', () => {
    const at = (restarts: number, seconds: number, now = 'now\t1000') => {
      const started = new Date((1000 - seconds) * 1000).toISOString()
      const host = { ...one, services: [web] }
      const found = [container('web', { restarts, started })]
      const wanted = {
        release: () => 'v1',
        digest: () => digest('1'),
        prune: false,
        proxy: DEFAULT_PROXY,
      }
      const output = factsOf(`${ENV_FILE}${now}`)
      return deployPlan({ host, facts: output, containers: found }, wanted).changes.length
    }
    expect([at(3, 2), at(3, 7), at(0, 2), at(3, 2, '')]).toEqual([1, 0, 0, 0])
  })

  test('replaces two running containers by one', () => {
    const both = [container('web'), container('web')]
    expect(changes([...both, container('agent')])).toEqual([
      ['web', undefined, both.map(({ id }) => id), true],
    ])
  })

  test('"redeploy: never" keeps a running container, whatever its image, and starts a stopped one', () => {
    const other = container('agent', { image: `x@${digest('9')}`, state: 'paused' })
    expect(changes([container('web'), other])).toEqual([])
    const stopped = container('agent', { state: 'exited' })
    expect(changes([container('web'), stopped])).toEqual([['agent', stopped.id, [], false]])
  })

  test('lists containers whose service is not configured', () => {
    const unconfigured = container('gone')
    const found = plan([container('web'), container('agent'), unconfigured])
    expect(found.unconfigured).toEqual([unconfigured])
  })

  test('docker create gets the digest, and no restart policy yet', () => {
    const [change] = plan([container('agent')], 'v2', digest('2')).changes
    if (!change) throw new Error('there is no change')
    const args = createArguments(
      change,
      { environment: 'staging', slug: 'staging', runId: 'r2', host: 'one' },
      facts,
    )
    const text = args.join(' ')
    expect(text).toMatch(/^--name web-staging-v2-[0-9a-f]{6} --label towpath\.environment=staging /)
    expect(text).toContain('--restart no --publish 8000:8000 --env-file /etc/web.env')
    expect(args.at(-1)).toBe(`shop@${digest('2')}`)
    expect(args).toContain('towpath.host=one')
    const options = { ...web.options, labels: new Map([['a', 'b c']]) }
    const more = { ...web, options, volumes: ['data:/data'], command: ['gunicorn', 'two words'] }
    const owner = { environment: 'staging', slug: 'staging', runId: 'r2', host: 'one' }
    const withMore = createArguments({ ...change, service: more }, owner, facts)
    expect(withMore.slice(-3)).toEqual([`shop@${digest('2')}`, 'gunicorn', 'two words'])
    expect(withMore.join(' ')).toContain('--volume data:/data')
    expect(withMore).toContain('a=b c')
    expect(switchArguments(switchValues(change, 'new-id', true, true))).toEqual([
      'service=web',
      'new=new-id',
      'created=1',
      'old=',
      'stop_first=0',
      'old_crashes=0',
      'check=running',
      'path=',
      'port=',
      'headers=',
      'duration=7000',
      'within=',
      'grace=5',
      'restart=unless-stopped',
      'proxy=',
    ])
    const check = { ...HTTP, host: 'shop', headers: new Map([['X-A', 'b c']]) }
    const withHttp = { ...change, service: { ...web, check }, stopIds: ['a', 'b'] }
    const fields = switchArguments(
      switchValues({ ...withHttp, stopFirst: true }, 'old-id', false, true),
    )
    expect(fields.slice(2, 12)).toEqual([
      ...['created=0', 'old=a b', 'stop_first=1', 'old_crashes=0', 'check=http'],
      ...['path=/', 'port=8000', 'headers=Host: shop\nX-A: b c', 'duration=', 'within=1'],
    ])
    const both = [change, change].flatMap((one) => switchValues(one, 'new-id', true, true))
    expect(switchArguments(both).filter((field) => field === 'new=new-id')).toHaveLength(2)
  })
})

test('a host does not own containers of another environment, nor those of a host that shares its docker', () => {
  const own = container('web')
  const theirs = container('web', { labels: { 'towpath.environment': 'production' } })
  const others = container('web', { labels: { 'towpath.host': 'two' } })
  expect(environmentContainers(one, [own, theirs, others], 'staging', false)).toEqual([others, own])
  expect(environmentContainers(two, [own, theirs, others], 'staging', true)).toEqual([others])
})

describe('a rollback', () => {
  const release = (run: string, tag: string, state = 'exited') =>
    container('web', {
      state,
      image: `shop@${digest(tag.slice(1))}`,
      labels: { 'towpath.release': tag, 'towpath.run': run },
    })
  const to = (hosts: readonly (readonly Container[])[], tag = '') => {
    const planned = rollbackPlan(
      hosts.map((containers, index) => ({
        host: index === 0 ? one : two,
        facts,
        containers: [...containers].reverse(),
      })),
      tag,
      DEFAULT_PROXY,
    )
    if ('problem' in planned) return planned.reason
    return planned.map((found) =>
      found.changes.map(({ release, stopIds }) => `${release} ${stopIds.length}`),
    )
  }

  test('undoes the last deployment, on every host', () => {
    const host = () => [release('r1', 'v1'), release('r2', 'v2'), release('r3', 'v3', 'running')]
    expect(to([host(), host()])).toEqual([['v2 1'], ['v2 1']])
    const afterwards = () => [
      release('r1', 'v1'),
      release('r2', 'v2', 'running'),
      release('r3', 'v3'),
    ]
    expect(to([afterwards(), afterwards()])).toEqual([['v1 1'], ['v1 1']])
    expect(to([afterwards(), afterwards()], 'v3')).toEqual([['v3 1'], ['v3 1']])
    expect(to([afterwards(), afterwards()], digest('1'))).toEqual([['v1 1'], ['v1 1']])
    expect(to([afterwards()], 'v2')).toEqual([[]])
  })

  test('leaves alone what the last deployment did not change', () => {
    expect(
      to([
        [release('r1', 'v1'), release('r2', 'v2', 'running')],
        [release('r0', 'v0'), release('r1', 'v1', 'running')],
      ]),
    ).toEqual([['v1 1'], []])
  })

  test('ends with one release on all hosts, even if one was repaired or updated before', () => {
    const [v1, v2] = [() => release('r1', 'v1'), (run: string) => release(run, 'v2', 'running')]
    // The second host lost its container, and got it again from another run.
    expect(
      to([
        [v1(), v2('r2')],
        [v1(), v2('r3')],
      ]),
    ).toEqual([['v1 1'], ['v1 1']])
    // The first host had the release before the others.
    expect(
      to(
        [
          [v1(), v2('r2')],
          [v1(), v2('r3')],
        ].reverse(),
      ),
    ).toEqual([['v1 1'], ['v1 1']])
  })

  test('undoes a deployment that changed nothing but settings', () => {
    const host = () => [release('r1', 'v1'), release('r2', 'v1', 'running')]
    expect(to([host(), host()])).toEqual([['v1 1'], ['v1 1']])
  })

  test('prefers the container of the same run to one with the same image', () => {
    const at = (started: number, run: string, tag: string, state = 'exited'): Container => ({
      ...release(run, tag, state),
      started: new Date(started * 1000).toISOString(),
    })
    const first = [at(10, 'r1', 'v1'), at(30, 'r2', 'v2', 'running')]
    const wanted = at(10, 'r1', 'v1')
    const second = [at(20, 'r0', 'v1'), wanted, at(30, 'r2', 'v2', 'running')]
    const planned = rollbackPlan(
      [
        { host: one, facts, containers: first.toReversed() },
        { host: two, facts, containers: second.toReversed() },
      ],
      '',
      DEFAULT_PROXY,
    )
    if ('problem' in planned) throw new Error(planned.problem)
    expect(planned[1]?.changes.map(({ startId }) => startId)).toEqual([wanted.id])
  })

  test('leaves alone other services: those with a tag of their own, and those of an earlier deployment', () => {
    const [worker, db] = [
      { ...web, name: 'worker' },
      { ...web, name: 'db', takesTag: false },
    ]
    const of = (service: string, run: string, tag: string, state = 'exited'): Container => {
      const made = release(run, tag, state)
      return { ...made, labels: { ...made.labels, 'towpath.service': service } }
    }
    const containers = [
      ...[of('worker', 'r1', 'v1'), of('worker', 'r2', 'v2', 'running')],
      ...[of('db', 'r1', 'v1'), of('db', 'r3', 'v2', 'running')],
      ...[of('web', 'r1', 'v1'), of('web', 'r3', 'v2', 'running')],
    ].reverse()
    const planned = rollbackPlan(
      [{ host: { ...one, services: [web, worker, db] }, facts, containers }],
      '',
      DEFAULT_PROXY,
    )
    if ('problem' in planned) throw new Error(planned.problem)
    expect(planned[0]?.changes.map(({ service, release: tag }) => [service.name, tag])).toEqual([
      ['web', 'v1'],
    ])
  })

  test('rolls back to the container that ran last, not to the newest', () => {
    const at = (one: Container, started: number): Container => ({
      ...one,
      started: new Date(started * 1000).toISOString(),
    })
    // v1, v2, back to v1, v3.
    const host = [at(release('r1', 'v1'), 30), at(release('r2', 'v2'), 20)]
    expect(to([[...host, at(release('r3', 'v3', 'running'), 40)]])).toEqual([['v1 1']])
  })

  test('is refused as a whole if one host has not kept the release, or nothing is running', () => {
    expect(
      to([[release('r1', 'v1'), release('r2', 'v2', 'running')], [release('r2', 'v2', 'running')]]),
    ).toBe('not-kept')
    expect(to([[release('r1', 'v1', 'running')]], 'v7')).toBe('not-kept')
    expect(to([[release('r1', 'v1')]])).toBe('nothing-runs')
    // It was never started, so it can't be rolled back to.
    expect(to([[release('r1', 'v1', 'created'), release('r2', 'v2', 'running')]])).toBe('not-kept')
  })
})

test('the cleanup removes containers that were never started and surplus releases, and with prune those that are not configured', () => {
  const kept = ['v1', 'v2', 'v3'].map(() => container('web', { state: 'exited' })).reverse()
  const running = container('web', { restart: 'always' })
  const never = container('web', { state: 'created' })
  const unconfigured = container('gone')
  // Docker failed to remove the first, and is removing the second.
  const dead = container('web', { state: 'dead' })
  const removing = container('web', { state: 'removing' })
  const all = [running, never, unconfigured, dead, removing, ...kept]
  const planned = plan(all, 'v4', digest('4'))
  expect(cleanupPlan(planned, all, { keep: 2, prune: false }, [])).toEqual({
    disableRestart: [running.id],
    stop: [],
    routes: [],
    stopAndRemove: [],
    remove: [never.id, dead.id, ...kept.slice(1).map(({ id }) => id)],
  })
  // A rollback needs the container that ran until now, however old it is.
  const old = { ...running, created: new Date(0).toISOString(), started: '' }
  expect(
    cleanupPlan(
      plan([...kept, old], 'v4', digest('4')),
      [...kept, old],
      { keep: 1, prune: false },
      [],
    ).remove,
  ).toEqual(kept.map(({ id }) => id))
  expect(cleanupPlan(planned, all, { keep: 9, prune: true }, [])).toEqual({
    disableRestart: [running.id],
    stop: [],
    routes: [],
    stopAndRemove: [unconfigured.id],
    remove: [never.id, dead.id],
  })
  const usual = container('web')
  const replacing = plan([usual], 'v4', digest('4'))
  expect(cleanupPlan(replacing, [usual], { keep: 1, prune: false }, []).disableRestart).toEqual([])
  // A stopped container that is started again stays, and with prune each container is removed once.
  const restarted = container('agent', { state: 'exited' })
  const stoppedOld = container('gone', { state: 'exited' })
  const both = [container('web'), restarted, stoppedOld]
  expect(cleanupPlan(plan(both), both, { keep: 0, prune: true }, [])).toEqual({
    disableRestart: [],
    stop: [],
    routes: [],
    stopAndRemove: [stoppedOld.id],
    remove: [],
  })
  expect(agent.startOnly).toBe(true)
})

describe('a container in the output of a script', () => {
  const read = (configured: unknown, current: unknown) => {
    const fields = ['id', '/web', '2024', 'shop', null, 'running', '', 'no', 3]
    const line = JSON.stringify([...fields, configured, current, null])
    return containersOf(`x\ncontainer\t${line}\nprobe`)
  }

  test('its ports are those that it publishes whenever it runs, and those that docker has chosen', () => {
    const configured = {
      '8000/tcp': [{ HostIp: '', HostPort: '80' }],
      '8001/tcp': [{ HostIp: '127.0.0.1', HostPort: '0' }],
      '8002/tcp': [{ HostIp: '', HostPort: '' }],
      '8003/tcp': [{ HostIp: '', HostPort: '8000-8010' }],
      '53/udp': [{ HostIp: '::1', HostPort: '53' }],
    }
    const current = { '8001/tcp': [{ HostIp: '127.0.0.1', HostPort: '32768' }], '9/udp': null }
    const common = { id: 'id', name: 'web', labels: {}, health: '', restarts: 3 }
    const fixed = [onHost(80), onHost(53, '::1', 'udp')]
    // Docker prints no current ports while it waits to restart a container.
    expect(read(configured, {})).toEqual([expect.objectContaining({ ...common, ports: fixed })])
    const ports = [...fixed, onHost(32768, '127.0.0.1')]
    expect(read(configured, current)).toEqual([expect.objectContaining({ ...common, ports })])
    expect(read(null, null)).toEqual([expect.objectContaining({ ports: [] })])
  })

  test('an address for all interfaces does not count as an address', () => {
    const all = { '8000/tcp': ['0.0.0.0', '::'].map((HostIp) => ({ HostIp, HostPort: '80' })) }
    expect(read(all, {})).toEqual([expect.objectContaining({ ports: [onHost(80), onHost(80)] })])
  })
})
