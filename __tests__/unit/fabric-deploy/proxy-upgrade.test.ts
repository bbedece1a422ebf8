import { describe, expect, test } from '@jest/globals'
import { fleetOf } from '../../../actions/fabric-deploy/src/config/fleet.ts'
import { DEFAULT_PROXY } from '../../../actions/fabric-deploy/src/config/proxy-route.ts'
import { factsOf, type HostState } from '../../../actions/fabric-deploy/src/host/facts.ts'
import type { ProxyFacts } from '../../../actions/fabric-deploy/src/host/proxy-facts.ts'
import type { Session } from '../../../actions/fabric-deploy/src/host/session.ts'
import { runProxyScript } from '../../../actions/fabric-deploy/src/proxy/proxy-script.ts'
import { proxyReference } from '../../../actions/fabric-deploy/src/proxy/proxy-state.ts'
import type { ProxyUpgrade } from '../../../actions/fabric-deploy/src/proxy/upgrade-host.ts'
import { outdatedProxies } from '../../../actions/fabric-deploy/src/proxy/upgrade-plan.ts'
import { upgradeResult } from '../../../actions/fabric-deploy/src/proxy/upgrade-result.ts'
import { resultSentence, summary } from '../../../actions/fabric-deploy/src/report.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import { inputSource, readTowpath } from '../../../kit/config/read.ts'

const CONFIG = `
environments: { staging: { hosts: { web: [one, two, three] } } }
services: { shop: { roles: [web], image: shop, proxy: { port: 80 }, healthy: { http: / } } }
`
const fleet = fleetOf(readTowpath(inputSource('config', CONFIG)), 'staging', [])
if ('problems' in fleet) throw new Error('the fleet has mistakes')
const image = `basecamp/kamal-proxy@sha256:${'0'.repeat(64)}`
const route = {
  ...{ service: 'staging/shop', hosts: ['x|y<b>'], path: '/api', target: 'id:80' },
  ...{ state: 'paused', tls: true },
}
const old: ProxyFacts = {
  ...{ id: 'p', image, state: 'running', http: 80, https: 443 },
  ...{ routes: [route], isInterrupted: false },
}
const statesOf = (...proxies: readonly (ProxyFacts | undefined)[]): HostState[] =>
  proxies.map((proxy, index) => {
    const host = fleet.hosts[index]
    if (!host) throw new Error('there are three hosts')
    return { host, facts: { ...factsOf(''), proxy }, containers: [] }
  })
const upgrades = (entries: Record<string, Partial<ProxyUpgrade>>, error?: UserError) => ({
  upgrades: new Map(
    Object.entries(entries).map(([name, one]) => [
      name,
      { found: 'new' as const, error: undefined, gap: 0, seconds: 0, ...one },
    ]),
  ),
  error,
})
const result = (states: readonly HostState[], done: ReturnType<typeof upgrades>, dryRun = false) =>
  upgradeResult({ 'dry-run': dryRun }, fleet, states, done)

describe('the result of an upgrade', () => {
  test('a failure stops it, and the result says which proxy each host has', () => {
    const error = new UserError('proxy-failed', 'it does not answer')
    const done = upgrades({ one: { gap: 700 }, two: { found: 'old', error, gap: 900 } }, error)
    const all = result(statesOf(old, old, old), done)
    expect(all.rows.map(({ outcome, reason, 'gap-ms': gap }) => [outcome, reason, gap])).toEqual([
      ['deployed', '', 700],
      ['failed', 'proxy-failed', 900],
      ['not-reached', '', 0],
    ])
    expect(all.rows.map(({ proxy }) => proxy?.image)).toEqual([
      proxyReference(DEFAULT_PROXY),
      image,
      image,
    ])
    expect(resultSentence(all)).toBe(
      'The upgrade of the proxy of "staging" failed (proxy-failed): proxy: "basecamp/kamal-proxy (826a6f66c6ba)" on 1 host, "basecamp/kamal-proxy (000000000000)" on 2 hosts.',
    )
  })

  test('hosts without a proxy, and those whose proxy is as configured, are unchanged', () => {
    const current = { ...old, image: proxyReference(DEFAULT_PROXY) }
    const all = result(statesOf(undefined, current), upgrades({}))
    expect(all.rows.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged'])
    expect(resultSentence(all)).toBe(
      '"staging": nothing to do, proxy: none on 1 host, "basecamp/kamal-proxy (826a6f66c6ba)" on 1 host.',
    )
  })

  test('a proxy that another environment has just replaced is unchanged', () => {
    const all = result(statesOf(old), upgrades({ one: { found: 'present' } }))
    expect([all.changed, all.rows[0]?.outcome]).toEqual([false, 'unchanged'])
    expect(all.rows[0]?.proxy?.image).toBe(proxyReference(DEFAULT_PROXY))
  })

  test('a dry run shows images, and ports if they change', () => {
    const plan = (proxy: ProxyFacts) => result(statesOf(proxy), upgrades({}), true).plan[0]?.moves
    const to = proxyReference(DEFAULT_PROXY)
    const move = { service: 'proxy', does: 'replace' }
    expect(plan(old)).toEqual([{ ...move, from: image, to }])
    expect(plan({ ...old, image: to, http: 81 })).toEqual([
      { ...move, from: `${to}, ports 81 and 443`, to: `${to}, ports 80 and 443` },
    ])
    for (const more of [{ state: 'exited' }, { isInterrupted: true }])
      expect(plan({ ...old, image: to, ...more })).toHaveLength(1)
    expect(plan({ ...old, image: to })).toEqual([])
  })

  test('routes in the summary, which come from the host, are escaped', () => {
    const text = summary(result(statesOf(old), upgrades({})))
    expect(text).toContain('1 route')
    expect(text).toMatch(
      /<code>one<\/code> \| x&#124;y&#60;b&#62; \/api .*TLS, paused.* \| staging\/shop \|/,
    )
    expect(text).not.toMatch(/x\|y|<b>/)
  })
})

test('a deployment warns about a proxy that runs and is not as configured', () => {
  expect(outdatedProxies(statesOf(old, undefined, old), fleet.proxy)).toMatch(
    /^The proxy of "one" and "three" .*"action: upgrade-proxy" does$/,
  )
  const current = { ...old, image: proxyReference(DEFAULT_PROXY) }
  expect(outdatedProxies(statesOf(current, { ...old, state: 'exited' }), fleet.proxy)).toBe(
    undefined,
  )
})

describe('why proxy.sh failed', () => {
  const errorOf = async (...records: readonly (readonly string[])[]) => {
    const stdout = records.map((record) => record.join('\t')).join('\n')
    const session = {
      host: { name: 'one' },
      run: async () => ({ code: 1, stdout, stderr: '' }),
    } as unknown as Session
    const { error } = await runProxyScript(session, 'ensure', { fleet, slug: 's', runId: 'r' }, {})
    return error
  }

  test.each([
    [['no-answer', 'is not running'], 'proxy-failed', 'does not answer: "is not running"'],
    [['start-failed', 'port is already allocated'], 'port-taken', 'could not be started'],
    [['start-failed', 'no space left on device'], 'disk-full', 'no space left'],
    [['other-routes', 'a * / b'], 'proxy-failed', 'does not list the routes of the old one'],
    [['ended', ''], 'ended', 'the run is over'],
  ])('%j', async (details, reason, text) => {
    const error = await errorOf(['failed', ...details])
    expect(error).toMatchObject({ reason, message: expect.stringContaining(text) })
  })

  test('the last lines of its log, and an old one that is lost', async () => {
    const lines = ['1', '2', '3', '4', '5', 'bind: \u001b[31mpermission denied']
    const log = lines.map((line) => ['log', '', line])
    const error = await errorOf(['failed', 'no-answer', ''], ...log, ['lost', 'gone'])
    expect(error).toMatchObject({
      reason: 'not-restored',
      message: expect.stringMatching(
        /its log ends with:\n {2}"2"\n(?:.*\n)*.*"bind: permission denied"\none: the old proxy could not be restored: "gone"$/,
      ),
    })
  })
})
