import { describe, expect, test } from '@jest/globals'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import { type Clock, clock } from '../../../kit/time/clock.ts'
import { beforeStages } from '../../support/fabric-deploy/before-stage.ts'
import {
  FLEET_TOOLS,
  GROUP_TEST_TIMEOUT,
  hostGroups,
} from '../../support/fabric-deploy/host-groups.ts'
import { NO_OPTIONS } from '../../support/fabric-deploy/no-options.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

const RUNS = 50
/** The last moment at which a connection breaks, in milliseconds after its command was asked for. */
const LATEST = 900
/** Runs at the same time. */
const LANES = 10

const STARTS = 'running its "before" command'

/** Its time passes ten times as fast. */
const fastClock: Clock = {
  now: () => clock.now() * 10,
  sleep: (time, signal) => clock.sleep(time / 10, signal),
}

withToolsAsRoot(FLEET_TOOLS, () => {
  describe('a command of `before`', () => {
    const { borrow } = hostGroups({ groups: 2, hosts: 2 })
    const containers = (host: FleetHost): Promise<string> =>
      host.docker('ps', '--all', '--filter', 'label=towpath.before', '--format', '{{.Names}}')

    test.concurrent(
      'its ends, its output and its container',
      async () => {
        await using group = await borrow()
        await using stages = await beforeStages(group)
        const [one] = group.hosts as [FleetHost]
        let names = 0
        const ends = async (command: string, within = 30_000) => {
          const { run } = await stages.open(one)
          const service = { name: `w${names++}` }
          const { failure, output } = await run({ command, within, service })
          return { ...failure, output }
        }
        const [good, bad, missing, late, long, silent, many] = await Promise.all([
          ends('echo out; sleep 0.3; echo err >&2; sleep 100 & printf "no newline"'),
          ends('echo "cannot migrate" >&2; exit 3'),
          ends('exec /no/such/program'),
          // The start of the container is part of the time, and a busy docker takes seconds for it.
          ends('trap "echo asked; exit 0" TERM; echo waits; while :; do sleep 0.1; done', 10_000),
          ends(
            'printf "%05000d\\n" 1; printf "a\\000b\\377\\n"; head -c 300000 /dev/zero | tr "\\\\0" x; echo',
          ),
          ends('exit 0'),
          // Each line comes alone.
          ends(
            'i=0; while [ $i -lt 2500 ]; do echo $i; i=$((i + 1)); x=0; while [ $x -lt 100 ]; do x=$((x + 1)); done; done',
          ),
        ])
        expect(good).toEqual({ output: ['out', 'err', 'no newline'] })
        expect(bad).toMatchObject({ reason: 'before-failed', code: 3, output: ['cannot migrate'] })
        expect(bad.message).toContain('"cannot migrate"')
        expect(missing).toMatchObject({ reason: 'before-failed', code: 127 })
        expect(late).toMatchObject({ reason: 'before-failed', code: 0, output: ['waits', 'asked'] })
        expect(late.message).toContain('did not end within 10 s')
        expect(long.output.map(({ length }) => length)).toEqual([2000, 3, 2000])
        expect(silent).toEqual({ output: [] })
        expect(many.output).toEqual(Array.from({ length: 2500 }, (_, at) => String(at)))
        expect(await containers(one)).toBe('')
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'ended with the run, not in the image, out of memory, under a docker that is restarted, on a host that loses power',
      async () => {
        await using group = await borrow()
        await using stages = await beforeStages(group)
        const [one, two] = group.hosts as [FleetHost, FleetHost]
        const { run, session } = await stages.open(one)
        const cancel = new AbortController()
        const cancelled = run({
          command: 'echo begin; trap "" TERM; sleep 1000',
          signal: cancel.signal,
          onLine: (line) => void (line === 'begin' && cancel.abort()),
        })
        const { run: runOnTwo } = await stages.open(two)
        const interrupted = runOnTwo({
          command: 'echo begin; echo once >>/data/lines; sleep 1000',
          service: { volumes: ['lines:/data'] },
          onLine: (line) => void (line === 'begin' && two.stopDocker().then(two.startDocker)),
        })
        expect(await cancelled).toMatchObject({
          failure: { reason: 'ended', message: expect.stringContaining('was stopped') },
          isLeft: false,
          saved: [{ grace: 1 }, undefined],
        })
        expect(await containers(one)).toBe('')
        // A script that comes too late, after the run's folder was removed, starts nothing.
        const late = ['run', 'staging', 'over', 'late', '1', '1000', 'towpath.before=x', '0', 'x']
        expect((await session.run('before', late)).stdout).toContain('the run is over')
        const noProgram = { command: ['/no/such/program'], within: 5000 }
        expect(await run({ command: '', service: { before: noProgram } })).toMatchObject({
          failure: {
            reason: 'before-failed',
            code: 127,
            message: expect.stringContaining('/no/such'),
          },
        })
        const options = { ...NO_OPTIONS, memory: '6m' }
        const eats = 'x=x; while :; do x=$x$x; done'
        expect(await run({ command: eats, service: { options } })).toMatchObject({
          failure: { reason: 'before-failed', code: 137 },
        })
        expect((await interrupted).failure?.reason).toBe('before-failed')
        expect(await two.run('cat /var/lib/docker/volumes/lines/_data/lines')).toBe('once\n')
        const lostPower = await runOnTwo({
          command: 'echo again >>/data/lines; echo begin; sleep 1000',
          service: { volumes: ['lines:/data'] },
          onLine: (line) => void (line === 'begin' && two.reboot()),
        })
        expect(lostPower.failure?.reason).toBe('before-failed')
        expect(await two.run('cat /var/lib/docker/volumes/lines/_data/lines')).toBe('once\nagain\n')
        expect([await containers(one), await containers(two)]).toEqual(['', ''])
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'on a host that stays out of reach: its container is kept, and no other one starts beside it',
      async () => {
        await using group = await borrow()
        await using stages = await beforeStages(group)
        const [one] = group.hosts as [FleetHost]
        const { run, relay } = await stages.open(one)
        const result = await run({
          command: 'echo begin; sleep 1000',
          clock: fastClock,
          onLine: (line) => {
            if (line !== 'begin') return
            relay.refuse()
            relay.dropConnections()
          },
        })
        expect(result.failure?.reason).toBe('before-unknown')
        const name = (await containers(one)).trim()
        expect(result.failure?.message).toContain(`docker logs ${name}`)
        expect([result.isLeft, result.saved.at(-1)]).toEqual([false, undefined])
        const { run: runAgain } = await stages.open(one)
        const again = await runAgain({ command: 'echo second' })
        expect([again.failure?.reason, again.output]).toEqual(['before-failed', []])
        expect(again.failure?.message).toContain(`docker stop ${name}`)
        await one.docker('stop', '-t', '0', name)
        expect((await runAgain({ command: 'echo third' })).output).toEqual(['third'])
        expect((await containers(one)).trim()).toBe(name)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      `once in each of ${RUNS} runs with a connection that breaks at some moment`,
      async () => {
        await using group = await borrow()
        await using stages = await beforeStages(group)
        const results: string[] = []
        let broken = 0
        /** The moments: in the script and in docker start, while the output comes, at the end. */
        const breaksAt = (at: number, line: string): number | undefined => {
          if (at % 5 < 3) return line.includes(STARTS) ? (at / RUNS) * LATEST : undefined
          return line === (at % 5 === 3 ? 'begin' : 'end') ? 0 : undefined
        }
        const lane = async (index: number): Promise<void> => {
          const host = group.hosts[index % group.hosts.length] as FleetHost
          const { relay, run } = await stages.open(host)
          for (let at = index; at < RUNS; at += LANES) {
            const { failure, lines, output } = await run({
              command: `echo begin; echo ${at} >>/data/lines; sleep 0.5; echo end`,
              service: { name: `web${at}`, volumes: ['lines:/data'] },
              onLine: (line) => {
                const wait = breaksAt(at, line)
                if (wait !== undefined) setTimeout(() => relay.dropConnections(), wait)
              },
            })
            broken += lines.some((line) => line.includes('continues there')) ? 1 : 0
            results[at] = [failure?.message ?? 'done', ...output].join(' ')
          }
        }
        await Promise.all(Array.from({ length: LANES }, (_, index) => lane(index)))
        const lines = await Promise.all(
          group.hosts.map((host) => host.run('cat /var/lib/docker/volumes/lines/_data/lines')),
        )
        const numbers = lines.join('').trim().split('\n').map(Number)
        expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: RUNS }, (_, n) => n))
        expect(results).toEqual(results.map(() => 'done begin end'))
        expect(broken).toBeGreaterThan(RUNS / 2)
      },
      GROUP_TEST_TIMEOUT,
    )
  })
})
