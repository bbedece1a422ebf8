import { describe, expect, test } from '@jest/globals'
import type { FleetHost } from '../../../actions/fabric-deploy/src/config/fleet.ts'
import type { ProxyRoute } from '../../../actions/fabric-deploy/src/config/proxy-route.ts'
import type { Service } from '../../../actions/fabric-deploy/src/config/service.ts'
import {
  type Container,
  factsOf,
  type HostFacts,
} from '../../../actions/fabric-deploy/src/host/facts.ts'
import type { ProxyFacts } from '../../../actions/fabric-deploy/src/host/proxy-facts.ts'
import type { Route } from '../../../actions/fabric-deploy/src/host/proxy-routes.ts'
import {
  cleanupPlan,
  routesToRemove,
} from '../../../actions/fabric-deploy/src/plan/cleanup-plan.ts'
import { planLines } from '../../../actions/fabric-deploy/src/plan/fleet-plan.ts'
import { deployPlan } from '../../../actions/fabric-deploy/src/plan/host-plan.ts'
import { keptRoutes } from '../../../actions/fabric-deploy/src/plan/kept-routes.ts'
import { rollbackPlan } from '../../../actions/fabric-deploy/src/plan/rollback-plan.ts'
import { routeLabel } from '../../../actions/fabric-deploy/src/plan/route.ts'
import { settingsHash } from '../../../actions/fabric-deploy/src/plan/settings-hash.ts'
import { proxyLines } from '../../../actions/fabric-deploy/src/proxy/proxy-state.ts'
import { createArguments } from '../../../actions/fabric-deploy/src/rollout/create-arguments.ts'
import { switchValues } from '../../../actions/fabric-deploy/src/rollout/script-arguments.ts'
import { parseImageReference } from '../../../kit/docker/image-reference.ts'
import { NO_OPTIONS } from '../../support/fabric-deploy/no-options.ts'

const digest = (of: string): string => `sha256:${of.repeat(64).slice(0, 64)}`
const PORTS = { http: 80, https: 443 }

const route = (more: Partial<ProxyRoute> = {}): ProxyRoute => ({
  hosts: ['shop.example.org'],
  port: 8000,
  tls: false,
  pathPrefix: '/',
  stripPrefix: true,
  drain: 30,
  responseTimeout: 30,
  forwardHeaders: undefined,
  ...more,
})

const image = parseImageReference('shop')
if ('problem' in image) throw new Error(image.problem)

const HTTP = {
  ...{ kind: 'http' as const, path: '/up', port: 8000, within: 1, host: '' },
  headers: new Map<string, string>(),
}

const service = (more: Partial<Service> = {}): Service => ({
  ...{ name: 'shop', roles: ['web'], image, takesTag: true, ports: [], envFile: '', command: [] },
  ...{ volumes: [], check: HTTP, stopGrace: 10, restart: 'unless-stopped', startOnly: false },
  ...{ proxy: route(), options: NO_OPTIONS, before: undefined },
  ...more,
})

const shop = service()
const unproxied = service({ proxy: undefined, ports: ['80:8000'] })
const host = (...services: readonly Service[]): FleetHost => ({
  host: { user: '', name: 'one', port: undefined } as unknown as FleetHost['host'],
  ...{ name: 'one', roles: ['web'], services },
})

let count = 0
const container = (of: Service, more: Partial<Container> = {}): Container => {
  count += 1
  const label = routeLabel('staging', of)
  return {
    id: `${count}`.padStart(64, '0').replace(/^0{11}/, 'abcdef12345'),
    name: `${of.name}-${count}`,
    created: new Date(count * 1000).toISOString(),
    image: `shop@${digest('1')}`,
    ...{ state: 'running', started: new Date(count * 1000).toISOString() },
    ...{ restart: 'unless-stopped', restarts: 0, health: '' },
    ports: of.ports.length > 0 ? [{ address: '', port: 80, protocol: 'tcp' }] : [],
    ...more,
    labels: {
      'towpath.environment': 'staging',
      'towpath.service': of.name,
      'towpath.release': 'v1',
      'towpath.run': `r${count}`,
      'towpath.settings': settingsHash(of, factsOf('')),
      ...(label === undefined ? {} : { 'towpath.route': label }),
      ...more.labels,
    },
  }
}

/** An id whose first twelve characters are unique. */
const unique = (one: Container): Container => ({ ...one, id: `${count}`.padEnd(64, 'e') })
const proxied = (of: Service = shop, more: Partial<Container> = {}): Container =>
  unique(container(of, more))

const routeTo = (id: string, more: Partial<Route> = {}): Route => ({
  ...{ service: 'staging/shop', hosts: ['shop.example.org'], path: '/', state: 'running' },
  ...{ target: `${id.slice(0, 12)}:8000`, tls: false },
  ...more,
})
const proxyWith = (routes: readonly Route[], state = 'running'): ProxyFacts => ({
  ...{ id: 'proxy', image: 'x', state, http: 80, https: 443 },
  routes: state === 'running' ? routes : [],
  isInterrupted: false,
})

const factsWith = (
  proxy: ProxyFacts | undefined,
  containers: readonly Container[],
  answer = '200',
): HostFacts => ({
  ...factsOf(''),
  proxy,
  answers: new Map(containers.map(({ id }) => [id, answer])),
})

type Found = {
  readonly containers: readonly Container[]
  readonly proxy?: ProxyFacts | undefined
  readonly answer?: string
  readonly services?: readonly Service[]
}

function plan(
  { containers, proxy, answer, services = [shop] }: Found,
  of = digest('1'),
  prune = false,
) {
  const facts = factsWith(proxy, containers, answer)
  const state = { host: host(...services), facts, containers: containers.toReversed() }
  const wanted = { release: () => 'v2', digest: () => of, prune, proxy: PORTS }
  return { state, plan: deployPlan(state, wanted) }
}

const changesOf = (found: Found, of?: string, prune?: boolean) =>
  plan(found, of, prune).plan.changes

describe('a service behind the proxy', () => {
  const old = proxied()

  test.each<[string, Found]>([
    ['no container towpath-proxy', { containers: [old] }],
    ['a proxy that is stopped', { containers: [old], proxy: proxyWith([], 'exited') }],
    ['no routes', { containers: [old], proxy: proxyWith([]) }],
    ['another target', { containers: [old], proxy: proxyWith([routeTo('f'.repeat(64))]) }],
    [
      'another port',
      { containers: [old], proxy: proxyWith([routeTo(old.id, { target: `${old.id}:1` })]) },
    ],
    [
      'a paused route',
      { containers: [old], proxy: proxyWith([routeTo(old.id, { state: 'paused' })]) },
    ],
    [
      "another service's route",
      { containers: [old], proxy: proxyWith([routeTo(old.id, { service: 'other/shop' })]) },
    ],
  ])('gets its route alone, without a new container: %s', (_, found) => {
    const changes = changesOf(found)
    expect(changes).toMatchObject([
      { startId: old.id, keepsRunning: true, isBehind: true, stopIds: [], stopFirst: false },
    ])
    expect(changes[0]?.release).toBe('v1')
    const lines = planLines([plan(found).plan], 1)
    expect(lines).toEqual(['Restore the route of shop v1 on 1 of 1 hosts'])
  })

  test('has a line in the log for the hosts whose proxy starts', () => {
    const planned = (found: Found) => {
      const { state, plan: made } = plan(found)
      return { plan: made, facts: state.facts }
    }
    const none = planned({ containers: [] })
    const stopped = planned({ containers: [], proxy: proxyWith([], 'exited') })
    const running = planned({ containers: [], proxy: proxyWith([]) })
    const unused = planned({ containers: [], services: [] })
    expect(proxyLines([none, stopped, running, unused], 4)).toEqual([
      'Start the proxy on 2 of 4 hosts',
    ])
    expect(proxyLines([running, unused], 2)).toEqual([])
  })

  test('is left alone if the running container has its route', () => {
    expect(changesOf({ containers: [old], proxy: proxyWith([routeTo(old.id)]) })).toEqual([])
  })

  test.each<[string, Found, string]>([
    ['another digest', { containers: [old], proxy: proxyWith([routeTo(old.id)]) }, digest('2')],
    [
      'other settings',
      {
        containers: [old],
        proxy: proxyWith([routeTo(old.id)]),
        services: [{ ...shop, command: ['x'] }],
      },
      digest('1'),
    ],
    [
      'a redirect, which the proxy refuses',
      { containers: [old], proxy: proxyWith([routeTo(old.id)]), answer: '302' },
      digest('1'),
    ],
  ])('is replaced beside the old one, which stops last: %s', (_, found, of) => {
    expect(changesOf(found, of)).toMatchObject([
      {
        ...{ startId: undefined, keepsRunning: false, isBehind: true },
        ...{ stopIds: [old.id], stopFirst: false, stopLast: true },
      },
    ])
  })

  test('of several running containers, the one with the route is current; the others stop at the end', () => {
    const [first, second] = [proxied(), proxied()]
    const found = { containers: [first, second], proxy: proxyWith([routeTo(first.id)]) }
    expect(changesOf(found)).toMatchObject([
      { startId: first.id, keepsRunning: true, stopIds: [second.id], stopLast: true },
    ])
    const lines = planLines([plan(found).plan], 1)
    expect(lines).toEqual(['Stop all but one container of shop v1 on 1 of 1 hosts'])
    // The one with the route comes first of those that are replaced: a rollback gives the route back to it.
    expect(changesOf(found, digest('2'))).toMatchObject([{ stopIds: [first.id, second.id] }])
    const lost = { ...found, proxy: proxyWith([]) }
    expect(changesOf(lost)).toMatchObject([{ startId: second.id, stopIds: [first.id] }])
  })

  test('with "redeploy: never" and another route, a warning says that its container keeps the old one', () => {
    const never = service({ startOnly: true })
    const states = (...containers: readonly Container[]) => [{ host: host(never), containers }]
    const other = proxied(service({ proxy: route({ hosts: ['old.example.org'] }) }))
    expect(keptRoutes(states(other), 'staging')).toEqual([
      expect.stringMatching(/^one: the "proxy" of "shop" has changed, .*"redeploy: never"/),
    ])
    expect(keptRoutes(states(proxied(unproxied)), 'staging')).toHaveLength(1)
    expect(keptRoutes(states(proxied(never)), 'staging')).toEqual([])
    expect(keptRoutes(states({ ...other, state: 'exited' }), 'staging')).toEqual([])
    const replaced = [{ host: host(shop), containers: [other] }]
    expect(keptRoutes(replaced, 'staging')).toEqual([])
  })

  test('with "redeploy: never" it keeps its container and only gets its route', () => {
    const never = { ...shop, startOnly: true }
    const other = proxied(shop, { image: `x@${digest('9')}` })
    const found = { containers: [other], services: [never] }
    expect(changesOf({ ...found, proxy: proxyWith([routeTo(other.id)]) })).toEqual([])
    expect(changesOf({ ...found, proxy: proxyWith([]) })).toMatchObject([
      { startId: other.id, keepsRunning: true },
    ])
    const stopped = { ...other, state: 'exited' }
    expect(changesOf({ ...found, containers: [stopped] })).toMatchObject([
      { startId: other.id, keepsRunning: false, isBehind: true, stopIds: [] },
    ])
  })
})

describe('from ports to the proxy', () => {
  test.each<[string, ProxyFacts | undefined, boolean]>([
    ['it has to take the port of the old container, which stops first', undefined, true],
    ['it is stopped, and has to take the port again', proxyWith([], 'exited'), true],
    [
      'it is stopped, and follows the configuration',
      { ...proxyWith([], 'exited'), http: 81 },
      true,
    ],
    ['it is running', proxyWith([]), false],
  ])('%s', (_, proxy, stopFirst) => {
    const old = container(unproxied)
    expect(changesOf({ containers: [old], proxy })).toMatchObject([
      { isBehind: true, stopIds: [old.id], stopFirst, stopLast: !stopFirst },
    ])
  })

  test('the first service behind it replaces whatever holds its ports, of another service too', () => {
    const admin = service({ name: 'admin', proxy: route({ hosts: ['admin'] }) })
    const api = service({ name: 'api', proxy: undefined, ports: ['8080:80'] })
    const holder = container(
      { ...api, ports: ['443:80'] },
      {
        ports: [{ address: '', port: 443, protocol: 'tcp' }],
      },
    )
    const old = container(unproxied)
    const found = { containers: [old, holder], services: [api, admin, shop] }
    expect(changesOf(found, digest('2'))).toMatchObject([
      { service: api, stopIds: [], stopFirst: false },
      { service: admin, stopIds: [holder.id, old.id], stopFirst: true, stopLast: false },
      { service: shop, stopIds: [], stopFirst: false },
    ])
  })

  test.each([
    ['switch', false, true],
    ['start', true, true],
    ['first', true, false],
  ])('switch.sh gets a word for how the proxy gets its port: %s', (word, stopFirst, hadProxy) => {
    const [change] = changesOf({ containers: [] })
    if (!change) throw new Error('there is no change')
    const values = switchValues({ ...change, stopFirst }, 'id', true, hadProxy)
    expect(values.at(-1)).toBe(word)
    expect(switchValues({ ...change, keepsRunning: true }, 'id', false, true)[2]).toBe('keep')
  })
})

test('what the post step needs for 50 hosts with three services fits in one environment variable of Linux', () => {
  const check = { ...HTTP, path: `/${'health'.repeat(5)}`, within: 120_000 }
  const of = service({ name: 'a-service-with-a-long-name', check })
  const [change] = changesOf(
    { containers: [proxied(of), proxied(of)], services: [of] },
    digest('2'),
  )
  if (!change) throw new Error('there is no change')
  expect(change.stopIds).toHaveLength(2)
  const values = switchValues(change, change.stopIds[0] ?? '', true, true)
  const names = Array.from({ length: 50 }, (_, at) => `deploy@web${at}.shop.example.org:2222`)
  const all = Object.fromEntries(names.map((name) => [name, [values, values, values].flat()]))
  expect(JSON.stringify(all).length).toBeLessThan(0.5 * 128 * 1024)
})

test('from the proxy to ports: the old one stops last, and the route goes at the end', () => {
  const old = proxied()
  const found = { containers: [old], proxy: proxyWith([routeTo(old.id)]), services: [unproxied] }
  const { plan: planned, state } = plan(found)
  expect(planned.changes).toMatchObject([
    { isBehind: false, stopIds: [old.id], stopFirst: false, stopLast: true },
  ])
  const [change] = planned.changes
  expect(change && switchValues(change, 'id', true, true).at(-1)).toBe('leave')
  expect(routesToRemove(planned, state, 'staging', false)).toEqual(['staging/shop'])
})

describe('a service that is no longer configured', () => {
  const gone = service({ name: 'gone' })
  const old = proxied(gone)
  const routes = [
    routeTo(old.id, { service: 'staging/gone' }),
    routeTo(old.id, { service: 'production/gone' }),
    routeTo(old.id, { service: 'staging/lost', hosts: ['lost'] }),
  ]

  test('leaves the proxy with "prune", even if its container is gone', () => {
    const found = { containers: [old], proxy: proxyWith(routes), services: [] }
    const { plan: planned, state } = plan(found)
    expect(routesToRemove(planned, state, 'staging', true)).toEqual([
      'staging/gone',
      'staging/lost',
    ])
    expect(routesToRemove(planned, state, 'staging', false)).toEqual([])
  })

  test('with "prune" its container is replaced by the first service with its host and path', () => {
    const found = { containers: [old], proxy: proxyWith(routes) }
    expect(changesOf(found, digest('2'), true)).toMatchObject([
      { stopIds: [old.id], stopFirst: false, stopLast: true },
    ])
    expect(changesOf(found, digest('2'))).toMatchObject([{ stopIds: [] }])
    const elsewhere = service({ proxy: route({ pathPrefix: '/shop' }) })
    expect(changesOf({ ...found, services: [elsewhere] }, digest('2'), true)).toMatchObject([
      { stopIds: [] },
    ])
  })
})

describe('a rollback', () => {
  const kept = proxied(shop, { state: 'exited' })
  const running = proxied()
  const rolledBack = (
    containers: readonly Container[],
    proxy: ProxyFacts | undefined,
    others: readonly Container[] = [],
  ) => {
    const facts = { ...factsWith(proxy, containers), containers: others }
    const states = [{ host: host(shop), facts, containers: containers.toReversed() }]
    const plans = rollbackPlan(states, '', PORTS)
    if ('problem' in plans) throw new Error(plans.problem)
    return plans[0]?.changes
  }

  test('starts the kept release beside the running one, which stops last', () => {
    expect(rolledBack([kept, running], proxyWith([routeTo(running.id)]))).toMatchObject([
      {
        ...{ startId: kept.id, keepsRunning: false, isBehind: true },
        ...{ stopIds: [running.id], stopFirst: false, stopLast: true },
      },
    ])
  })

  test('the release with the route is the one that runs', () => {
    const left = proxied()
    const changes = rolledBack([kept, running, left], proxyWith([routeTo(running.id)]))
    expect(changes).toMatchObject([{ startId: kept.id, stopIds: [running.id, left.id] }])
  })

  test('to a release from before the proxy: the route is left', () => {
    const created = new Date(0).toISOString()
    const before = container(unproxied, { state: 'exited', created })
    const changes = rolledBack([before, running], proxyWith([routeTo(running.id)]))
    expect(changes).toMatchObject([{ startId: before.id, isBehind: false, stopLast: true }])
  })

  test('to a release whose port another container uses now is refused, unless that container stops', () => {
    const created = new Date(0).toISOString()
    const before = container(unproxied, { state: 'exited', created })
    const others = (name: string, id = 'other') => [{ ...container(unproxied), name, id }]
    const rollback = (rest: readonly Container[]) => () =>
      rolledBack([before, running], proxyWith([routeTo(running.id)]), rest)
    const refused = 'the kept release "v1" of "shop" publishes port 80/tcp, which the '
    expect(rollback(others('towpath-proxy'))).toThrow(`${refused}proxy uses now; deploy it`)
    expect(rollback(others('nginx'))).toThrow(`${refused}container "nginx" uses now; deploy it`)
    expect(rollback(others('shop', running.id))).not.toThrow()
  })
})

test('the cleanup stops the old one with its grace, keeps it as a release, and takes nothing that still serves', () => {
  const kept = [1, 2].map(() => proxied(shop, { state: 'exited' }))
  const old = proxied(shop, { restart: 'always', started: '' })
  const containers = [...kept, old]
  const { plan: planned } = plan({ containers, proxy: proxyWith([routeTo(old.id)]) }, digest('2'))
  const options = { keep: 1, prune: false }
  expect(cleanupPlan(planned, containers, options, [])).toMatchObject({
    disableRestart: [old.id],
    stop: [{ id: old.id, grace: 10 }],
    remove: expect.arrayContaining(kept.map(({ id }) => id)),
  })
  const current = { ...old, restart: 'unless-stopped' }
  const routed = plan({ containers: [...kept, current], proxy: proxyWith([]) }).plan
  expect(routed.changes).toMatchObject([{ keepsRunning: true }])
  expect(cleanupPlan(routed, [current], { keep: 0, prune: false }, [])).toMatchObject({
    ...{ stop: [], remove: [], disableRestart: [] },
  })
})

test('the label has everything that the route needs', () => {
  const of = (more: Partial<Service>): string | undefined => routeLabel('staging', service(more))
  expect(of({ proxy: undefined })).toBeUndefined()
  expect(of({})).toBe(
    'staging/shop 8000 30 --host shop.example.org --target-timeout 30s --health-check-path /up',
  )
  const all = route({
    ...{ hosts: ['a', 'b'], tls: true, pathPrefix: '/a b', stripPrefix: false, drain: 5 },
    ...{ responseTimeout: 9, forwardHeaders: true },
  })
  expect(of({ proxy: all, check: { ...HTTP, port: 8001, host: 'shop' } })).toBe(
    'staging/shop 8000 5 --host a,b --tls --path-prefix /a%20b --strip-path-prefix=false --target-timeout 9s --forward-headers=true --health-check-path /up --health-check-port 8001 --health-check-host shop',
  )
  const [change] = changesOf({ containers: [] })
  if (!change) throw new Error('there is no change')
  const owner = { environment: 'Staging!', slug: 'staging', runId: 'r', host: 'one' }
  expect(createArguments(change, owner, factsOf(''))).toContain(
    `towpath.route=${routeLabel('staging', shop)}`,
  )
})
