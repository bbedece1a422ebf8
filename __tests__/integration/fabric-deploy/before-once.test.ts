import { describe, expect, test } from '@jest/globals'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import { beforeStages } from '../../support/fabric-deploy/before-stage.ts'
import {
  FLEET_TOOLS,
  GROUP_TEST_TIMEOUT,
  hostGroups,
} from '../../support/fabric-deploy/host-groups.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

const RUNS = 50
/** The last moment at which a connection breaks, in milliseconds after its command was asked for. */
const LATEST = 1800
/** Runs at the same time. */
const LANES = 10

withToolsAsRoot(FLEET_TOOLS, () => {
  describe('a command of `before`', () => {
    const { borrow } = hostGroups({ groups: 1, hosts: 2 })

    test(
      `once in each of ${RUNS} runs with a connection that breaks at some moment`,
      async () => {
        await using group = await borrow()
        await using stages = await beforeStages(group)
        const results: string[] = []
        const lane = async (index: number): Promise<void> => {
          const host = group.hosts[index % group.hosts.length] as FleetHost
          const { relay, run } = await stages.open(host)
          for (let at = index; at < RUNS; at += LANES) {
            const result = await run({
              command: `echo begin; echo ${at} >>/data/lines; sleep 0.5; echo end`,
              service: { name: `web${at}`, volumes: ['lines:/data'] },
              onLine: (line) => {
                if (line.includes('running the command'))
                  setTimeout(() => relay.dropConnections(), (at / RUNS) * LATEST)
              },
            })
            const broke = result.lines.some((line) => line.includes('continues there'))
            results[at] =
              `${result.failure?.message ?? 'done'} ${result.output.join(' ')}${broke ? ' broke' : ''}`
          }
        }
        await Promise.all(Array.from({ length: LANES }, (_, index) => lane(index)))
        const lines = await Promise.all(
          group.hosts.map((host) => host.run('cat /var/lib/docker/volumes/lines/_data/lines')),
        )
        const numbers = lines.join('').trim().split('\n').map(Number)
        expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: RUNS }, (_, n) => n))
        expect(results.map((text) => text.replace(' broke', ''))).toEqual(
          results.map(() => 'done begin end'),
        )
        expect(results.filter((text) => text.endsWith('broke')).length).toBeGreaterThan(RUNS / 2)
      },
      GROUP_TEST_TIMEOUT,
    )
  })
})
