import { describe, expect, test } from '@jest/globals'
import { fleetOf } from '../../../actions/fabric-deploy/src/config/fleet.ts'
import {
  type Container,
  factsOf,
  type HostFacts,
} from '../../../actions/fabric-deploy/src/host/facts.ts'
import { preflightErrors } from '../../../actions/fabric-deploy/src/host/preflight.ts'
import type { ProxyFacts } from '../../../actions/fabric-deploy/src/host/proxy-facts.ts'
import type { Route } from '../../../actions/fabric-deploy/src/host/proxy-routes.ts'
import type { Job } from '../../../actions/fabric-deploy/src/job.ts'
import { inputSource, readTowpath } from '../../../kit/config/read.ts'

const service = (keys: string): string => `{ roles: [web], image: shop, ${keys} }`
const proxied = (keys: string): string =>
  service(`proxy: { port: 8000, ${keys} }, healthy: { http: / }`)
const SHOP = `shop: ${proxied('host: shop.example.org')}`

/** Returns the errors of a host with these services, as `reason: message`. */
function errorsOf(
  services: string,
  facts: Partial<HostFacts>,
  prune = false,
  action: Job['action'] = 'deploy',
): string[] {
  const config = `
environments: { 'the staging': { hosts: { web: [one] } } }
services: { ${services} }
`
  const fleet = fleetOf(readTowpath(inputSource('config', config)), 'the staging', [])
  if ('problems' in fleet) throw new Error(JSON.stringify(fleet.problems))
  const [host] = fleet.hosts
  if (!host) throw new Error('there is no host')
  const good = factsOf('docker\t24.0\tdaemon\nhttp-client\tcurl')
  const all = preflightErrors(
    host,
    { ...good, ...facts },
    { fleet, slug: 'the-staging', prune, action },
  )
  return all.map(({ reason, message }) => `${reason}: ${message}`)
}

const container = (name: string, labels: object, port = 0, state = 'running') =>
  ({
    ...{ id: name, name, labels, state },
    ports: port === 0 ? [] : [{ address: '', port, protocol: 'tcp' }],
  }) as unknown as Container
const own = (service: string, more: object = {}) => ({
  'towpath.environment': 'the staging',
  'towpath.service': service,
  ...more,
})
const route = (service: string, hosts: readonly string[], path = '/'): Route => ({
  ...{ service, hosts, path, target: 'id:8000', state: 'running', tls: false },
})
const proxyWith = (routes: readonly Route[], state = 'running'): ProxyFacts => ({
  ...{ id: 'p', image: 'x', state, http: 80, https: 443, routes, isInterrupted: false },
})

describe('a port of the proxy that is taken', () => {
  const by = (...containers: readonly Container[]) => errorsOf(SHOP, { containers })

  test('by a container that was not deployed to this environment', () => {
    expect(by(container('nginx', {}, 443))).toEqual([
      'port-taken: one: port 443/tcp of the proxy is used by the container "nginx", which was not deployed to this environment; stop it first, or choose another port as "https" of the environment\'s "proxy"',
    ])
  })

  test("by Kamal's own proxy", () => {
    expect(by(container('kamal-proxy', {}, 80))).toEqual([
      expect.stringMatching(
        /^port-taken: .*Kamal's own proxy .*"http" of the environment.s "proxy"$/,
      ),
    ])
  })

  test('by a program that is not a container', () => {
    expect(errorsOf(SHOP, { listening: [22, 80] })).toEqual([
      expect.stringMatching(/^port-taken: one: port 80\/tcp of the proxy is used by a program/),
    ])
  })

  test.each([
    ['a container of a service that moves behind it', [container('shop-1', own('shop'), 80)]],
    ['a container that does not run', [container('nginx', {}, 80, 'exited')]],
    ['another port', [container('nginx', {}, 8080)]],
  ])('not by %s', (_, containers) => {
    const listening = containers.flatMap((one) =>
      one.state === 'running' ? one.ports.map(({ port }) => port) : [],
    )
    expect(errorsOf(SHOP, { containers, listening })).toEqual([])
  })

  test('not if the proxy has it, with whichever ports; one that is stopped has none', () => {
    const containers = [container('nginx', {}, 80)]
    const listening = [80, 443]
    expect(errorsOf(SHOP, { containers, listening, proxy: proxyWith([]) })).toEqual([])
    expect(errorsOf(SHOP, { containers, proxy: proxyWith([], 'exited') })).toHaveLength(1)
    // While docker restarts the proxy, its own container does not count.
    const proxy = container('towpath-proxy', {}, 80, 'restarting')
    const restarting = { containers: [proxy], listening, proxy: proxyWith([], 'restarting') }
    expect(errorsOf(SHOP, restarting)).toHaveLength(1)
    expect(errorsOf(SHOP, { ...restarting, listening: [80] })).toEqual([])
  })

  test('not by the old one of an upgrade that was interrupted before it stopped', () => {
    const containers = [container('towpath-proxy-old', {}, 80)]
    const proxy = { ...proxyWith([], 'created'), isInterrupted: true }
    for (const action of ['deploy', 'upgrade-proxy'] as const)
      expect(errorsOf(SHOP, { containers, listening: [80], proxy }, false, action)).toEqual([])
  })

  test('by a service that is no longer configured, unless it is pruned', () => {
    const containers = [container('old-1', own('old'), 80)]
    expect(errorsOf(SHOP, { containers })).toEqual([expect.stringContaining('"prune: true"')])
    expect(errorsOf(SHOP, { containers }, true)).toEqual([])
  })

  test('a service without a proxy needs no port of one, but may want that of the proxy', () => {
    const plain = `web: ${service("ports: ['80:8000']")}`
    expect(errorsOf(plain, { listening: [80, 443] })).toEqual([])
    expect(errorsOf(plain, { containers: [container('towpath-proxy', {}, 80)] })).toEqual([
      expect.stringMatching(/^port-taken: one: port 80\/tcp of "web" is used by the proxy of this/),
    ])
  })
})

describe('a route that the proxy would refuse', () => {
  const with_ = (routes: readonly Route[], services = SHOP, more: Partial<HostFacts> = {}) =>
    errorsOf(services, { ...more, proxy: proxyWith(routes) })

  test('its host is that of another environment', () => {
    expect(with_([route('production/shop', ['x.org', 'shop.example.org'])])).toEqual([
      'host-taken: one: the proxy can\'t route "shop.example.org" to "shop", since its route "production/shop" has the same; set another host or path, or remove it (docker exec towpath-proxy kamal-proxy remove "production/shop")',
    ])
  })

  test('a service of another environment that runs keeps its route until it is removed there', () => {
    const production = (state: string) =>
      container(
        'shop-1',
        {
          ...own('shop', { 'towpath.route': 'the-production/shop 8000 30' }),
          'towpath.environment': 'the production',
        },
        0,
        state,
      )
    const routes = [route('the-production/shop', ['shop.example.org'])]
    expect(with_(routes, SHOP, { containers: [production('running')] })).toEqual([
      expect.stringMatching(
        /has the same; set another host or path, or remove "shop" from the environment "the production" first, and deploy there with "prune: true"$/,
      ),
    ])
    // Its container is gone, so the route is not needed.
    expect(with_(routes, SHOP, { containers: [production('exited')] })).toEqual([
      expect.stringContaining('kamal-proxy remove "the-production/shop"'),
    ])
  })

  test.each([
    ['its own', [route('the-staging/shop', ['shop.example.org'])]],
    ['another host', [route('production/shop', ['example.org'])]],
    ['another path', [route('production/shop', ['shop.example.org'], '/api')]],
    ['every other host', [route('production/shop', [])]],
  ])('not if the route is or has %s', (_, routes) => {
    expect(with_(routes)).toEqual([])
  })

  test('without hosts it is the one for all other hosts, and each path has one', () => {
    const any = `shop: ${proxied("path-prefix: '/api'")}`
    expect(with_([route('a/b', [], '/v1,/api')], any)).toEqual([
      expect.stringMatching(/all hosts that no other route has with the path "\/api"/),
    ])
    expect(with_([route('a/b', [])], any)).toEqual([])
  })

  test('a service of this environment gives its host to one after it, not to one before', () => {
    const routes = [route('the-staging/a', ['a.org']), route('the-staging/b', ['b.org'])]
    const [a, b] = [`a: ${proxied('host: c.org')}`, `b: ${proxied('host: a.org')}`]
    expect(with_(routes, `${a}, ${b}`)).toEqual([])
    expect(with_(routes, `${b}, ${a}`)).toEqual([
      expect.stringMatching(/^host-taken: .*list "a" before "b"/),
    ])
  })

  test('that of a service that is no longer configured goes first, if it is pruned', () => {
    const proxy = proxyWith([route('the-staging/old', ['shop.example.org'])])
    const label = { 'towpath.route': 'the-staging/old 8000 30 --host shop.example.org' }
    const containers = [container('old-1', own('old', label))]
    expect(errorsOf(SHOP, { proxy, containers })).toEqual([
      expect.stringContaining('"prune: true" removes it'),
    ])
    expect(errorsOf(SHOP, { proxy, containers }, true)).toEqual([])
    // Without its container, nothing of the deployment would remove it before.
    expect(errorsOf(SHOP, { proxy }, true)).toEqual([expect.stringContaining('kamal-proxy remove')])
  })
})

describe('an upgrade of the proxy', () => {
  const upgrade = (facts: Partial<HostFacts>) =>
    errorsOf(
      `${SHOP}, web: ${service("ports: ['8080:8000'], networks: [x]")}`,
      facts,
      false,
      'upgrade-proxy',
    )

  test('needs the ports that the proxy does not have yet, whoever has them', () => {
    const old = { ...proxyWith([]), https: 8443 }
    const shop = container('shop-1', own('shop'), 443)
    expect(upgrade({ proxy: old, containers: [shop], listening: [80, 443] })).toEqual([
      'port-taken: one: port 443/tcp of the proxy is used by the container "shop-1"; stop it first, or choose another port as "https" of the environment\'s "proxy"',
    ])
    expect(upgrade({ proxy: old, listening: [80, 443] })).toHaveLength(1)
    expect(upgrade({ proxy: proxyWith([]), listening: [80, 443] })).toEqual([])
    expect(upgrade({ proxy: proxyWith([], 'exited'), listening: [80] })).toHaveLength(1)
  })

  test('has nothing to do with services', () => {
    const routes = [route('production/shop', ['shop.example.org'])]
    const web = [container('nginx', {}, 8080)]
    expect(upgrade({ proxy: proxyWith(routes), containers: web, networks: ['bridge'] })).toEqual([])
    expect(upgrade({ listening: [80, 443] })).toEqual([])
  })
})

test('a network that is missing, with those that there are', () => {
  const web = `web: ${service('networks: [shared, other]')}`
  expect(errorsOf(web, { networks: ['bridge', 'other'] })).toEqual([
    'network-missing: one has no docker network "shared", which "web" needs: there are "bridge" and "other"; create it first (docker network create shared)',
  ])
  expect(errorsOf(web, { networks: [] })).toEqual([])
})
