import { describe, expect, test } from '@jest/globals'
import { fleetOf } from '../../../actions/fabric-deploy/src/config/fleet.ts'
import { dryRunLines } from '../../../actions/fabric-deploy/src/dry-run-lines.ts'
import { REASONS } from '../../../actions/fabric-deploy/src/reasons.ts'
import { followBefore } from '../../../actions/fabric-deploy/src/rollout/before-events.ts'
import { beforeFailure } from '../../../actions/fabric-deploy/src/rollout/before-failure.ts'
import {
  beforeArguments,
  beforeContainer,
  beforeRuns,
} from '../../../actions/fabric-deploy/src/rollout/before-plan.ts'
import { inputSource, readTowpath } from '../../../kit/config/read.ts'

const CONFIG = `
environments: { staging: { hosts: { web: [one, two], worker: [three] } } }
services:
  worker: { roles: [worker], image: shop, before: { command: [sync, --all], within: 5s } }
  plain: { roles: [web], image: shop }
  web:
    roles: [web, worker]
    image: shop
    env-file: /etc/web.env
    volumes: ['data:/data']
    ports: ['80:8000']
    restart: always
    networks: [backend, metrics]
    memory: 512m
    labels: { traefik.enable: true }
    before: [python, manage.py, migrate]
`
const fleet = fleetOf(readTowpath(inputSource('config', CONFIG)), 'staging', [])
if ('problems' in fleet) throw new Error('the fleet has mistakes')
const { services, hosts } = fleet
const change = (name: string, startId?: string) => {
  const service = services.find((one) => one.name === name)
  if (!service) throw new Error(name)
  return {
    ...{ service, startId, stopIds: [], stopFirst: false, stopLast: false, oldCrashes: false },
    ...{ keepsRunning: false, isBehind: false, release: 'v2', digest: `sha256:${'2'.repeat(64)}` },
  }
}

describe('the commands of a deployment', () => {
  const runs = (...plans: ReturnType<typeof change>[][]) =>
    beforeRuns(
      plans.map((changes) => ({ changes })),
      services,
    ).map(({ host, change: { service } }) => `${service.name} on ${hosts[host]?.name}`)

  test('run in the order of the file, each on the first host that gets a new container', () => {
    const web = change('web')
    const all = runs([change('plain'), web], [change('plain'), web], [web, change('worker')])
    expect(all).toEqual(['worker on three', 'web on one'])
    expect(runs([], [web], [web])).toEqual(['web on two'])
  })

  test('do not run if nothing changes, or if no container is created', () => {
    expect(runs([], [], [])).toEqual([])
    expect(runs([change('web', 'stopped')], [change('plain')], [])).toEqual([])
  })

  test('get the options of the service, and nothing by which requests could come', () => {
    const [run] = beforeRuns([{ changes: [change('web')] }], services)
    const args = run ? beforeArguments(run, { slug: 'staging', runId: 'r1' }) : []
    const [within, label, networks, another, ...create] = args
    expect([within, label, networks, another]).toEqual([
      ...['600000', 'towpath.before=staging/web', '1', 'metrics'],
    ])
    const text = create.join(' ')
    const name = beforeContainer(change('web').service, { slug: 'staging', runId: 'r1' })
    expect(text).toMatch(
      /^--name web-staging-before-[0-9a-z]{8} --label towpath.run=r1 --label towpath.before=/,
    )
    expect(name).not.toBe(beforeContainer(change('web').service, { slug: 'staging', runId: 'r2' }))
    for (const part of ['--no-healthcheck', '--env-file /etc/web.env', '--volume data:/data'])
      expect(text).toContain(part)
    for (const part of ['--memory 512m', '--network backend', '--restart no'])
      expect(text).toContain(part)
    expect(text).not.toMatch(
      /--publish|always|network-alias|traefik|towpath\.(service|environment|release)/,
    )
    expect(create.slice(-4)).toEqual([
      `shop@sha256:${'2'.repeat(64)}`,
      ...['python', 'manage.py', 'migrate'],
    ])
  })

  test('have a log that docker keeps, since their output comes from it', () => {
    const { service, ...more } = change('web')
    const loggingOf = (driver: string): string => {
      const logging = { driver, options: new Map([['max-size', '1m']]) }
      const other = { ...service, options: { ...service.options, logging } }
      const run = { ...more, service: other }
      const before = { command: ['migrate'], within: 1000 }
      const job = { slug: 'staging', runId: 'r1' }
      return beforeArguments({ host: 0, change: run, before }, job).join(' ')
    }
    expect(loggingOf('local')).toContain('--log-driver local --log-opt max-size=1m')
    expect(loggingOf('none')).not.toContain('--log-')
  })

  test('are in the log of a dry run, after the proxy, which starts first', () => {
    const move = { service: 'web', does: 'replace', from: 'v1', to: 'v2' } as const
    const plan = [
      {
        ...{ host: 'one', roles: [], proxy: 'start' as const },
        moves: [{ ...move, before: ['migrate', '--all hosts'] }],
      },
      { host: 'two', roles: [], moves: [move] },
    ]
    expect(dryRunLines(plan)).toEqual([
      'one: would start the proxy',
      'one: would first run "before" of web: "migrate" "--all hosts"',
      'one: would replace web: v1 -> v2',
      'two: would replace web: v1 -> v2',
    ])
  })
})

describe('the output of a command', () => {
  const follow = (...lines: readonly string[]) => {
    const shown: string[] = []
    const events = followBefore((line) => shown.push(line))
    for (const line of lines) events.onLine(line)
    return { shown, events }
  }

  test('loses its terminal codes, and a record in it is none', () => {
    const { shown, events } = follow(
      'hello from .bashrc',
      'output\t\u001b[32mgreen\u001b[0m',
      'output\t10 %\r20 %',
      'output\tended\t0\t\t',
      'output\t',
    )
    expect(shown).toEqual(['green', '20 %', 'ended\t0\t\t', ''])
    expect(events.end()).toBe(undefined)
  })

  test('is shown once after a lost connection, and its last line as a whole', () => {
    const { shown, events } = follow('output\tone', 'output\ttwo', 'output\tthr')
    events.startAgain()
    for (const line of ['one', 'two', 'three', 'four']) events.onLine(`output\t${line}`)
    expect(shown).toEqual(['one', 'two', 'thr', 'three', 'four'])
    events.startAgain()
    for (const line of ['one', 'two', 'three', 'four', 'five']) events.onLine(`output\t${line}`)
    expect(shown.slice(4)).toEqual(['four', 'five'])
    expect(events.lastLines()).toEqual(['two', 'thr', 'three', 'four', 'five'])
  })
})

describe('the end of a command', () => {
  const names = { host: 'one', service: 'web', container: 'web-before', within: 600_000 }
  const failure = (record: string, lastLines: readonly string[] = []) => {
    const events = followBefore(() => {})
    events.onLine(record)
    const end = events.end()
    if (!end) throw new Error(record)
    return beforeFailure(end, names, lastLines)
  }

  test('is a success only with the code 0, by itself', () => {
    expect(failure('ended\t0\t\t')).toBe(undefined)
    expect(failure('ended\t0\tlate\t')?.reason).toBe('before-failed')
    expect(failure('ended\t0\tstopped\t')?.reason).toBe('before-failed')
  })

  test.each<[record: string, reason: string, code: number | undefined, text: string]>([
    ['ended\t3\t\t', 'before-failed', 3, 'exited with code 3'],
    ['ended\t137\t\ttrue', 'before-failed', 137, 'it ran out of memory'],
    ['ended\t255\t\t', 'before-failed', 255, 'says after a restart of itself or of the host'],
    ['ended\t137\tlate\t', 'before-failed', 137, 'did not end within 600 s and was stopped'],
    ['failed\tstart\t127\tno such file', 'before-failed', 127, '"no such file"'],
    ['failed\tcreate\t125\tbad option', 'before-failed', undefined, '"bad option"'],
    ['busy\tweb-a web-b', 'before-failed', undefined, 'docker stop web-a'],
    ['unknown\tdocker does not answer', 'before-unknown', undefined, 'docker logs web-before'],
  ])('%s', (record, reason, code, text) => {
    expect(failure(record)).toMatchObject({
      ...{ reason, code },
      message: expect.stringContaining(text),
    })
    expect(failure(record)?.message).toContain('Nothing was switched')
    expect(Object.keys(REASONS)).toContain(reason)
  })

  test('comes with the last lines of the output', () => {
    const { message } = failure('ended\t1\t\t', ['relation "x" exists', '\u202e']) ?? {}
    expect(message).toMatch(/\n {2}"relation "x" exists"\n {2}"\\u\{202e\}"$/)
  })
})
