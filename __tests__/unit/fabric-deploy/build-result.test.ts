import { expect, test } from '@jest/globals'
import {
  deploymentResult,
  inspectionResult,
} from '../../../actions/fabric-deploy/src/build-result.ts'
import { fleetOf } from '../../../actions/fabric-deploy/src/config/fleet.ts'
import { DEFAULT_PROXY } from '../../../actions/fabric-deploy/src/config/proxy-route.ts'
import { factsOf, type HostState } from '../../../actions/fabric-deploy/src/host/facts.ts'
import { plansOf } from '../../../actions/fabric-deploy/src/plan/fleet-plan.ts'
import type { Deployment } from '../../../actions/fabric-deploy/src/rollout/deployment.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import { inputSource, readTowpath } from '../../../kit/config/read.ts'

const CONFIG = `
environments: { staging: { hosts: { web: [one, two, three] } } }
services:
  agent: { roles: [web], image: 'agent:1', redeploy: never }
  web: { roles: [web], image: shop }
`
const fleet = fleetOf(readTowpath(inputSource('config', CONFIG)), 'staging', [])
if ('problems' in fleet) throw new Error('the fleet has mistakes')

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`
const running = (service: string, release: string, digit: string) => ({
  id: `${service}-${release}`,
  name: service,
  created: '2024-01-01T00:00:00Z',
  image: `shop@${digest(digit)}`,
  labels: { 'towpath.service': service, 'towpath.release': release },
  state: 'running',
  started: '',
  restart: 'unless-stopped',
  restarts: 0,
  ports: [],
  health: '',
})
const inspected: HostState[] = fleet.hosts.map((host) => ({
  host,
  facts: factsOf(''),
  containers: [running('agent', '1', 'a'), running('web', 'v1', '1')],
}))
const inputs = { action: 'deploy', tag: 'v2', 'dry-run': false, prune: false } as const
const digests = new Map(fleet.services.map((one) => [one, digest(one.startOnly ? 'a' : '2')]))
const failure = (reason: string) => ({ reason, message: reason, code: 3 })
const deployment = (more: Partial<Deployment>): Deployment => ({
  inspected,
  plans: plansOf(inspected, inputs, digests, DEFAULT_PROXY),
  digests,
  switched: new Map(),
  errors: new Map(),
  containers: new Map(),
  error: undefined,
  ...more,
})

test('a deployment: the digests of the service that takes the tag, and the plan', () => {
  const switched = new Map(
    fleet.hosts.map(({ name }) => [name, { running: 'new', gap: 40, seconds: 2.04 } as const]),
  )
  const result = deploymentResult(inputs, fleet, deployment({ switched }))
  expect(result).toMatchObject({ changed: true, digest: digest('2'), previous: digest('1') })
  expect(result.digests).toEqual({ agent: digest('a'), web: digest('2') })
  expect(result.rows[0]).toMatchObject({
    outcome: 'deployed',
    seconds: 2,
    'gap-ms': 40,
    reason: '',
  })
  expect(result.plan[0]?.moves).toEqual([{ service: 'web', does: 'replace', from: 'v1', to: 'v2' }])
})

test('a failure: each host has its own outcome, and a rolled-back one the reason of the failed one', () => {
  const [one, two, three] = fleet.hosts.map(({ name }) => name) as [string, string, string]
  const outcomes = (switched: Deployment['switched']) => {
    const error = new UserError('unhealthy', 'it is not healthy')
    const { rows, changed } = deploymentResult(inputs, fleet, deployment({ switched, error }))
    return [changed, ...rows.map(({ outcome, reason, code }) => `${outcome} ${reason} ${code}`)]
  }
  const result = { gap: 0, seconds: 1 }
  expect(
    outcomes(
      new Map([
        [one, { ...result, running: 'old' }],
        [two, { ...result, running: 'old', failure: failure('unhealthy') }],
      ]),
    ),
  ).toEqual([false, 'rolled-back unhealthy null', 'failed unhealthy 3', 'not-reached  null'])
  expect(
    outcomes(
      new Map([
        [one, { ...result, running: 'unknown' }],
        [two, { ...result, running: 'unknown', failure: failure('unreachable') }],
        [three, { ...result, running: 'unknown', failure: failure('not-restored') }],
      ]),
    ),
  ).toEqual([true, 'failed  null', 'unreachable unreachable 3', 'failed not-restored 3'])
})

test('nothing to do and a dry run change nothing; pruning does', () => {
  const upToDate = plansOf(inspected, inputs, digests, DEFAULT_PROXY).map((plan) => ({
    ...plan,
    changes: [],
  }))
  const pruned = upToDate.map((plan) => ({ ...plan, unconfigured: [running('old', 'v0', '0')] }))
  const changed = (plans: Deployment['plans'], more: Partial<typeof inputs | object> = {}) =>
    deploymentResult({ ...inputs, ...more }, fleet, deployment({ plans })).changed
  expect(changed(upToDate)).toBe(false)
  expect(changed(pruned)).toBe(false)
  expect(changed(pruned, { prune: true })).toBe(true)
  expect(changed(pruned, { prune: true, 'dry-run': true })).toBe(false)
  const { rows } = deploymentResult(inputs, fleet, deployment({ plans: upToDate }))
  expect(rows.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged'])
})

test('the plan says on which hosts the proxy starts', () => {
  const plans = plansOf(inspected, inputs, digests, DEFAULT_PROXY)
  const proxied = plans.map((plan, index) =>
    index === 0
      ? { ...plan, changes: plan.changes.map((one) => ({ ...one, isBehind: true })) }
      : plan,
  )
  const { plan } = deploymentResult(inputs, fleet, deployment({ plans: proxied }))
  expect(plan.map(({ proxy }) => proxy)).toEqual(['start', undefined, undefined])
})

test('an inspection: hosts without an answer are unreachable, others failed or not reached', () => {
  const errors = new Map([
    ['one', [new UserError('unreachable', 'gone')]],
    ['two', [new UserError('port-taken', 'taken')]],
  ])
  const findings = { inspected: inspected.slice(1), errors }
  const outcomes = (action: 'deploy' | 'status') =>
    inspectionResult({ ...inputs, action }, fleet, findings, undefined).rows.map(
      ({ outcome, reason, runs }) => `${outcome} ${reason} ${runs?.length ?? 'unknown'}`,
    )
  expect(outcomes('deploy')).toEqual([
    'unreachable unreachable unknown',
    'failed port-taken 2',
    'not-reached  2',
  ])
  expect(outcomes('status')).toEqual([
    'unreachable unreachable unknown',
    'unchanged  2',
    'unchanged  2',
  ])
})
