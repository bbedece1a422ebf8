import { describe, expect, test } from '@jest/globals'
import { fleetOf } from '../../../actions/fabric-deploy/src/config/fleet.ts'
import { factsOf } from '../../../actions/fabric-deploy/src/host/facts.ts'
import { combinedError, quoteEnd } from '../../../actions/fabric-deploy/src/host/host-errors.ts'
import { holderOf, ownerOf } from '../../../actions/fabric-deploy/src/host/lock.ts'
import { preflightErrors } from '../../../actions/fabric-deploy/src/host/preflight.ts'
import { followScript } from '../../../actions/fabric-deploy/src/host/script-events.ts'
import { REASONS } from '../../../actions/fabric-deploy/src/reasons.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import { inputSource, readTowpath } from '../../../kit/config/read.ts'

const CONFIG = `
environments: { staging: { hosts: { web: [one] } } }
services: { web: { roles: [web], image: shop, ports: ['80:8000'], healthy: { http: / } } }
`
const fleet = fleetOf(readTowpath(inputSource('config', CONFIG)), 'staging', [])
if ('problems' in fleet) throw new Error('the fleet has mistakes')
const [host] = fleet.hosts
if (!host) throw new Error('there is no host')

describe('the preflight of a host', () => {
  const container = (
    environment: string,
    state = 'running',
    port = '80',
    address = '',
    service = 'web',
  ): string => {
    const own = { 'towpath.environment': environment, 'towpath.service': service }
    const labels = environment === '' ? null : own
    const ports = { '8000/tcp': [{ HostIp: address, HostPort: port }] }
    const current = state === 'running' ? ports : {}
    const fields = ['id', '/other', '', 'x', labels, state, '', 'no', 0, ports, current, null]
    return `container\t${JSON.stringify(fields)}`
  }
  const good = ['docker\t24.0\tdaemon', 'http-client\tcurl', 'free\t9000']
  const errors = (lines: readonly string[], prune = false) =>
    preflightErrors(host, factsOf(lines.join('\n')), {
      fleet,
      slug: 'staging',
      prune,
      action: 'deploy',
    })
  const reasons = (...lines: readonly string[]): string[] =>
    errors(lines).map(({ reason }) => reason)

  test.each([
    ['nothing', [], []],
    ['too little space', ['free\t8000'], ['disk-full']],
    ['no HTTP client', ['http-client\t'], ['no-http-client']],
    ['a port of a container without labels', [container('')], ['port-taken']],
    ['a port of another environment', [container('production')], ['port-taken']],
    ['a port of its own environment', [container('staging')], []],
    ['a port of a stopped container', [container('', 'exited')], []],
    ['a port of a container that crashes', [container('', 'restarting')], ['port-taken']],
    ['a port on one address', [container('', 'running', '80', '127.0.0.1')], ['port-taken']],
    ['another port', [container('', 'running', '81')], []],
    ['a missing env-file', ['problem\tenv-file-missing\t/etc/web.env'], ['env-file']],
    ['an unknown problem', ['problem\tnew-kind\tx'], ['preflight']],
  ])('%s', (_, lines, expected) => {
    expect(reasons(...lines, ...good)).toEqual(expected)
  })

  test('the port of a service that is no longer configured is taken, unless "prune" replaces it or docker is restarting it', () => {
    const renamed = (state: string) => [container('staging', state, '80', '', 'old'), ...good]
    expect(errors(renamed('running'))).toMatchObject([
      {
        reason: 'port-taken',
        message:
          'one: port 80/tcp of "web" is used by the container "other", whose service "old" is not configured for this host; "prune: true" replaces it',
      },
    ])
    expect(errors(renamed('running'), true)).toEqual([])
    expect(errors(renamed('restarting'))).toEqual([])
  })

  test('without docker, only docker is missing: an HTTP client would not help', () => {
    expect(reasons('http-client\t', 'problem\tdocker-missing\t')).toEqual(['docker-missing'])
  })

  test('of a long output the end is quoted, where docker names the cause', () => {
    const output = `Error response from daemon: ${'x'.repeat(300)}: address already in use`
    expect(quoteEnd(output)).toMatch(/^"…x{100,}: address already in use"$/)
    expect(quoteEnd('short\u0007')).toBe('"short\\u{7}"')
  })

  test('several hosts: one reason if all share it, else "preflight"', () => {
    const [full, taken] = [new UserError('disk-full', 'one'), new UserError('port-taken', 'two')]
    const other = new UserError('disk-full', 'two')
    expect(combinedError([full, other])).toMatchObject({
      reason: 'disk-full',
      message: 'one\ntwo',
    })
    // A lost gateway is the error of every host behind it.
    expect(combinedError([full, full])).toMatchObject({ reason: 'disk-full', message: 'one' })
    expect(combinedError([full, taken])).toMatchObject({ reason: 'preflight', message: 'one\ntwo' })
  })
})

describe('the events of switch.sh', () => {
  const follow = (...records: readonly (readonly string[])[]) => {
    const log: string[] = []
    const shown: (readonly string[])[] = []
    const ports = {
      clock: { now: () => 1500, sleep: async () => {} },
      log: (line: string) => void log.push(line),
      show: (title: string, lines: readonly string[]) => void shown.push([title, ...lines]),
    }
    const events = followScript('one', ports, 0)
    for (const record of records) events.onLine(record.join('\t'))
    return { log, shown, gap: events.gap(), failure: events.failure() }
  }

  test('progress, with the longest gap', () => {
    const { log, gap, failure } = follow(
      ['stopping', 'web'],
      ['started', 'web'],
      ['switched', 'web', '420'],
      ['switched', 'worker', '0'],
    )
    expect(log).toEqual([
      'one: web: stopping the old container (1.5 s)',
      'one: web: the new container has started (1.5 s)',
      'one: web: the new container is in service (1.5 s)',
      'one: worker: the new container is in service (1.5 s)',
    ])
    expect([gap, failure]).toEqual([420, undefined])
  })

  test('progress behind the proxy, where a container may only get its route again', () => {
    const { log } = follow(
      ['routing', 'web', '1'],
      ['rerouted', 'web', 'id'],
      ['routing', 'web', 'keep'],
      ['switched', 'web', '0', 'keep'],
      ['routing', 'web', 'routed'],
      ['switched', 'web', '0', 'routed'],
    )
    expect(log).toEqual([
      'one: web: the proxy switches to the new container (1.5 s)',
      'one: web: the proxy has switched back to the old container (1.5 s)',
      'one: web: the proxy adds its route again (1.5 s)',
      'one: web: back in service (1.5 s)',
      'one: web: the proxy already routes to it; its other containers stop at the end of the deployment (1.5 s)',
      'one: web: still in service (1.5 s)',
    ])
  })

  test.each([
    [['proxy-failed', '', 'Error: x'], 'proxy-failed', undefined, 'did not switch to the new'],
    [['exited', '3', 'out of memory'], 'exited', 3, 'exited with code 3: "out of memory"'],
    [['no-answer', '500', ''], 'unhealthy', undefined, 'its last answer was 500'],
    [
      ['no-answer', '302', ''],
      'unhealthy',
      undefined,
      'was 302; behind the proxy, only 200 to 299',
    ],
    [['no-answer', '', ''], 'unhealthy', undefined, 'it did not answer'],
    [['no-answer', 'starting', ''], 'unhealthy', undefined, 'its HEALTHCHECK reports "starting"'],
    [['none', '', ''], 'no-healthcheck', undefined, 'has no HEALTHCHECK'],
    [['start-failed', '125', 'no space'], 'start-failed', 125, 'could not be started: "no space"'],
    [['ended', '', ''], 'ended', undefined, 'the run is over'],
  ])('a failure %j is %s, with code %s', (details, reason, code, text) => {
    const { failure } = follow(['failed', 'web', ...details])
    expect(failure).toMatchObject({ reason, code, message: expect.stringContaining(text) })
    expect(Object.keys(REASONS)).toContain(reason)
  })

  test('the first failure counts, unless an old container could not be restored', () => {
    const first = ['failed', 'web', 'exited', '3', '']
    const second = ['failed', 'web', 'stop-failed', '1', '']
    expect(follow(first, second).failure).toMatchObject({ reason: 'exited', code: 3 })
    expect(follow(first, ['lost', 'web', 'id', 'gone']).failure).toMatchObject({
      reason: 'not-restored',
      code: 3,
      message: expect.stringMatching(/exited with code 3\n.* could not be restored: "gone"$/),
    })
    // Behind the proxy there is always a container.
    const kept = follow(first, ['lost', 'web', 'id', 'gone', 'kept'])
    expect(kept.log.at(-1)).toMatch('did NOT get its requests back; the new one keeps running')
    expect(kept.failure?.reason).toBe('not-restored')
  })

  test("a container's log is shown together, without control characters", () => {
    const { shown } = follow(['log', 'web', 'a\u001b[31mb'], ['log', 'web', 'c'])
    expect(shown).toEqual([["one: last lines of the container's log", 'ab', 'c']])
  })
})

test('the holder of a lock is what its owner wrote, without the id of the run', () => {
  const env = { GITHUB_REPOSITORY: 'acme/shop', GITHUB_RUN_ID: '7', GITHUB_ACTOR: 'eve' }
  const owner = ownerOf(env, new Date(0))
  expect(owner).toEqual([
    'https://github.com/acme/shop/actions/runs/7',
    'by eve',
    'since 1970-01-01T00:00:00.000Z',
  ])
  expect(holderOf(`greeting\nheld\nid\n${owner.join('\n')}\n`)).toBe(
    owner.map((line) => `"${line}"`).join(', '),
  )
  expect(holderOf('held\n')).toBe('unknown owner')
})
