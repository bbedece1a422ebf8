import { describe, expect, test } from '@jest/globals'
import { DEFAULT_PROXY } from '../../../actions/fabric-deploy/src/config/proxy-route.ts'
import { type Container, factsOf } from '../../../actions/fabric-deploy/src/host/facts.ts'
import type { ProxyFacts } from '../../../actions/fabric-deploy/src/host/proxy-facts.ts'
import type { HostPlan } from '../../../actions/fabric-deploy/src/plan/host-plan.ts'
import {
  givesPort,
  isAsConfigured,
  mustMakeProxy,
  proxyReference,
} from '../../../actions/fabric-deploy/src/proxy/proxy-state.ts'

const image = proxyReference(DEFAULT_PROXY)
const found: ProxyFacts = {
  ...{ id: 'p', image, state: 'running', http: 80, https: 443 },
  ...{ routes: [], isInterrupted: false },
}

/** A plan with one change that stops the containers. */
const planOf = (isBehind: boolean, stopIds: readonly string[] = []) =>
  ({ changes: [{ isBehind, stopIds }] }) as unknown as HostPlan
const factsWith = (proxy: ProxyFacts | undefined, containers: readonly object[] = []) => ({
  ...factsOf(''),
  proxy,
  containers: containers as readonly Container[],
})

describe('the proxy has to be made', () => {
  const other = { ...found, image: 'other@sha256:1' }
  test.each([
    ['if there is none', undefined, true],
    ['not if it runs', found, false],
    ['not if it runs with another image', other, false],
    ['not if it is stopped and as configured', { ...found, state: 'exited' }, false],
    ['if it is stopped and has another image', { ...other, state: 'exited' }, true],
    ['if it keeps ending with other ports', { ...found, http: 81, state: 'restarting' }, true],
  ])('%s', (_, proxy, expected) => {
    expect(mustMakeProxy(planOf(true), factsWith(proxy), DEFAULT_PROXY)).toBe(expected)
  })

  test('only for a change of a container behind it', () => {
    expect(mustMakeProxy(planOf(false), factsWith(undefined), DEFAULT_PROXY)).toBe(false)
  })
})

test('image and both ports are configuration', () => {
  expect(isAsConfigured(found, DEFAULT_PROXY)).toBe(true)
  for (const other of [{ image: 'x@sha256:1' }, { http: 81 }, { https: 444 }])
    expect(isAsConfigured({ ...found, ...other }, DEFAULT_PROXY)).toBe(false)
})

describe('a port of the proxy is still held by a container that is replaced', () => {
  const web = (port: number, state = 'running', protocol = 'tcp') => [
    { id: 'w', state, ports: [{ address: '', port, protocol }] },
  ]
  test.each([
    ['http', web(80), ['w'], true],
    ['https', web(443), ['w'], true],
    ['another port', web(8080), ['w'], false],
    ['not TCP', web(443, 'running', 'udp'), ['w'], false],
    ['stopped already', web(80, 'exited'), ['w'], false],
    ['not replaced', web(80), [], false],
  ])('%s', (_, containers, stopIds, expected) => {
    const facts = factsWith(undefined, containers)
    expect(givesPort(planOf(true, stopIds), facts, DEFAULT_PROXY)).toBe(expected)
  })

  test('a proxy that runs has its ports, and one that is stopped gets the configured ones', () => {
    const given = (state: string) => {
      const facts = factsWith({ ...found, state, http: 8080 }, web(80))
      return givesPort(planOf(true, ['w']), facts, DEFAULT_PROXY)
    }
    expect([given('running'), given('exited')]).toEqual([false, true])
  })
})
