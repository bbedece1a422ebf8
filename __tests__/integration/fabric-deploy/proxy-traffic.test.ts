import { describe, expect, test } from '@jest/globals'
import type { Load, LoadReport } from '../../../fakes/network/load.ts'
import type { DeployResult } from '../../support/fabric-deploy/deployment.ts'
import { GROUP_TEST_TIMEOUT } from '../../support/fabric-deploy/host-groups.ts'
import {
  PROXY_HTTP,
  PROXY_TOOLS,
  proxiedConfig,
  proxiedHostGroups,
} from '../../support/fabric-deploy/proxied-hosts.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

/** Returns the outcome, the reason and the gap of every host. */
const rowsOf = ({ rows }: DeployResult): string[] =>
  rows.map((row) => [row.outcome, row.reason, row['gap-ms']].join(' '))

withToolsAsRoot(PROXY_TOOLS, () => {
  describe('under a steady load of 100 requests a second, some of two seconds', () => {
    const groups = proxiedHostGroups({ groups: 1, hosts: 2 })

    test(
      'none is lost or slow: a deployment, a failed one, one rolled back because of another host, a rollback; and without load, one whose first host fails later',
      async () => {
        await using started = new AsyncDisposableStack()
        const { hosts, registry, deploy } = started.use(await groups.borrow())
        const setVariable = (index: number, line = 'NONE=') =>
          hosts[index]?.run(`echo ${line} >/home/deploy/web.env`)
        await Promise.all([setVariable(0), setVariable(1)])
        const config = proxiedConfig(hosts, registry, {
          ...{ proxy: groups.images.current, environment: 'batch: 1' },
          ...{ service: 'env-file: /home/deploy/web.env' },
        })
        const run = (tag: string, more: Readonly<Record<string, string>> = {}) =>
          deploy.run(config, { inputs: { tag, ...more } })
        expect((await run('v1')).exitCode).toBe(0)
        const loads: Load[] = []
        // The second one's is lighter: two cores have to carry both.
        for (const [index, host] of hosts.entries())
          loads.push(started.use(await host.load(PROXY_HTTP, { rate: index === 0 ? 100 : 20 })))
        expect(rowsOf(await run('v2'))).toEqual(['deployed  0', 'deployed  0'])
        const dies = await run('dies')
        expect(rowsOf(dies)).toEqual(['failed exited 0', 'not-reached  0'])
        expect(dies.log).toContain('cannot find the database')
        await setVariable(1, 'MODE=dies')
        expect(rowsOf(await run('v3'))).toEqual(['rolled-back exited 0', 'failed exited 0'])
        await setVariable(1)
        const back = await run('', { action: 'rollback' })
        expect(rowsOf(back)).toEqual(['deployed  0', 'deployed  0'])
        for (const load of loads) expectAllServed(await load.stop())
        // The first one's ends while the second one switches.
        let killed: Promise<unknown> | undefined
        const died = await deploy.run(config, {
          inputs: { tag: 'v3' },
          onLine(line) {
            if (line.includes('shop: the new container is in service'))
              killed ??= hosts[0]?.run(
                'docker kill $(docker ps -q --filter label=towpath.release=v3)',
              )
          },
        })
        await killed
        expect(rowsOf(died)).toEqual(['failed exited 0', 'rolled-back exited 0'])
        expect(died.log).toContain('the new container exited with code 137')
        // Nothing else is running, and the route names what is.
        for (const host of hosts) {
          const running = await host.docker(
            'ps',
            '--format',
            '{{.ID}} {{.Label "towpath.release"}}',
          )
          expect(running).toMatch(/^[0-9a-f]{12} v1$/m)
          expect(running.trim().split('\n')).toHaveLength(2)
          const [, id] = /^([0-9a-f]{12}) v1$/m.exec(running) ?? []
          expect(await host.docker('exec', 'towpath-proxy', 'kamal-proxy', 'list')).toContain(
            `${id}:8000`,
          )
        }
      },
      GROUP_TEST_TIMEOUT,
    )
  })
})

function expectAllServed({ answers, lost, requests }: LoadReport): void {
  // With the answers, which say what became of the lost ones.
  expect({ answers, lost }).toEqual({ answers, lost: 0 })
  expect(requests.length).toBeGreaterThan(300)
  // Test files run side by side, and then a few are slow whatever the proxy does; a switch that holds requests up makes many slow. That none
  // takes over a second is measured where nothing else runs: the group traffic of `npm run bench`.
  const slow = requests.filter(({ time, own }) => time - own > 1000)
  expect(slow.length / requests.length).toBeLessThan(0.02)
}
