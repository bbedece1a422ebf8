import { describe, expect, test } from '@jest/globals'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import { disturbDocker } from '../../support/fabric-deploy/disturbed-docker.ts'
import {
  type BorrowedGroup,
  GROUP_TEST_TIMEOUT,
  type HostGroup,
} from '../../support/fabric-deploy/host-groups.ts'
import { answerOf, awaitAnswer } from '../../support/fabric-deploy/host-state.ts'
import { killAction } from '../../support/fabric-deploy/kill-action.ts'
import { PROXY_SWITCHES } from '../../support/fabric-deploy/log-lines.ts'
import {
  PROXY_HTTP,
  PROXY_TOOLS,
  proxiedConfig,
  proxiedHostGroups,
} from '../../support/fabric-deploy/proxied-hosts.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

const STARTED = 'shop: the new container has started'

const proxy = (host: FleetHost, ...args: string[]): Promise<string> =>
  host.docker('exec', 'towpath-proxy', 'kamal-proxy', ...args)

const only = ({ hosts }: HostGroup): FleetHost => hosts[0] as FleetHost

/** Returns the releases that run, and expects that the route names the first of them. */
async function runningOn(host: FleetHost): Promise<string[]> {
  const format = '{{.ID}} {{.Label "towpath.release"}}'
  const list = await host.docker('ps', '--filter', 'label=towpath.service', '--format', format)
  const lines = list.trim().split('\n')
  expect(await proxy(host, 'list')).toContain(`${lines[0]?.split(' ')[0]}:8000`)
  return lines.map((line) => line.split(' ')[1] ?? '')
}

/** Does something as soon as a line is logged, once. */
function atLine(text: string, work: () => unknown): (line: string) => void {
  let isDone = false
  return (line) => {
    if (isDone || !line.includes(text)) return
    isDone = true
    void work()
  }
}

withToolsAsRoot(PROXY_TOOLS, () => {
  describe('a switch behind the proxy that is disturbed', () => {
    const groups = proxiedHostGroups({ groups: 3, hosts: 1 })

    /** Deploys v2 under load, while `disturb` does something at a line; expects that no request was lost. */
    async function disturbed(
      group: BorrowedGroup,
      text: string,
      disturb: (cancel: AbortController) => unknown,
      alsoOnLine: (line: string) => unknown = () => {},
    ) {
      // Three hosts have one at the same time.
      await using load = await only(group).load(PROXY_HTTP, { rate: 25 })
      const cancel = new AbortController()
      const start = atLine(text, () => disturb(cancel))
      const result = await group.deploy.run(group.config, {
        inputs: { tag: 'v2' },
        signal: cancel.signal,
        onLine(line) {
          start(line)
          void alsoOnLine(line)
        },
      })
      const { answers, lost } = await load.stop()
      if (lost > 0) throw new Error(`lost ${JSON.stringify(answers)} in:\n${result.log}`)
      return { result, answers }
    }

    test.concurrent.each([
      ['when the new container starts', STARTED],
      ['when the proxy switches', PROXY_SWITCHES],
    ])(
      'cancelled %s: no request is lost, and the old one serves',
      async (_, text) => {
        await using group = await groups.borrowWithV1()
        const { result } = await disturbed(group, text, (cancel) => cancel.abort())
        expect([result.exitCode ?? 1, result.outputs['reason']]).toEqual([1, 'cancelled'])
        expect(await runningOn(only(group))).toEqual(['v1'])
        await group.expectOnlyV1(result)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'cancelled when the old one does not answer in time: the new one serves until the post step gives the route back',
      async () => {
        await using group = await groups.borrowWithV1()
        const host = only(group)
        const [old = ''] = (
          await host.docker('ps', '-q', '--filter', 'label=towpath.service')
        ).split('\n')
        // No check of this run succeeds in time.
        await using _ = await disturbDocker(
          host,
          `case "$*" in
*'deploy staging/shop --target ${old}:'*)
  [ ! -e /run/slow ] || { echo 'Error: target failed to become healthy within configured timeout (5s)' >&2; exit 1; } ;;
*'deploy staging/shop --target '*)
  # The run can't go on before it is cancelled; the signal takes its time.
  real "$@"
  code=$? tries=0
  until [ -e /run/slow ] || [ $tries -ge 200 ]; do tries=$((tries + 1)); sleep 0.1; done
  sleep 5
  exit $code ;;
*'{{.State.Status}}'*) [ ! -e /run/slow ] || sleep 3 ;;
esac`,
        )
        const { result } = await disturbed(
          group,
          PROXY_SWITCHES,
          async (cancel) => {
            while ((await proxy(host, 'list')).includes(`${old}:`));
            await host.run('touch /run/slow')
            cancel.abort()
          },
          (line) => line.includes('did NOT get its requests back') && host.run('rm /run/slow'),
        )
        expect([result.exitCode, result.postExitCode]).toEqual([1, 0])
        expect(result.outputs['reason']).toBe('cancelled')
        expect(await runningOn(host)).toEqual(['v1'])
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'cancelled before a slow docker starts the command in the proxy: the new one does not end before that',
      async () => {
        await using group = await groups.borrowWithV1()
        const host = only(group)
        await host.run('rm -f /tmp/asked')
        // As docker's daemon does, it goes on when its client is ended.
        await using _ = await disturbDocker(
          host,
          `case "$*" in
*'deploy staging/shop --target '*) : >/tmp/asked; setsid sh -c 'sleep 1; exec /run/disturbed/docker "$@"' docker "$@" & wait $!; exit ;;
'stop '*) sleep 2 ;;
esac`,
        )
        const { result } = await disturbed(group, PROXY_SWITCHES, async (cancel) => {
          await host.run('until [ -e /tmp/asked ]; do sleep 0.02; done')
          cancel.abort()
        })
        expect(result.outputs['reason']).toBe('cancelled')
        expect(await runningOn(host)).toEqual(['v1'])
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'the proxy names the new one again while that ends: it gets the old one back',
      async () => {
        await using group = await groups.borrowWithV1()
        const host = only(group)
        await using _ = await disturbDocker(
          host,
          `case "$*" in 'stop -t '*)
  id=$(printf '%.12s' "$4")
  real exec towpath-proxy kamal-proxy deploy staging/shop --target "$id:8000" --health-check-path /healthz >/dev/null 2>&1
  echo "$id" >/tmp/late ;;
esac`,
        )
        const cancel = new AbortController()
        const onLine = atLine(STARTED, () => cancel.abort())
        const options = { inputs: { tag: 'v2' }, signal: cancel.signal, onLine }
        const { outputs } = await group.deploy.run(group.config, options)
        expect(outputs['reason']).toBe('cancelled')
        expect(await host.run('cat /tmp/late; rm /tmp/late')).not.toBe('')
        expect(await runningOn(host)).toEqual(['v1'])
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'killed when the proxy switches: the post step gives the route back, and no request is lost',
      async () => {
        await using group = await groups.borrowWithV1()
        const { result } = await disturbed(group, PROXY_SWITCHES, () => killAction(group))
        expect([result.killedBy, result.postExitCode]).toEqual(['SIGKILL', 0])
        expect(await runningOn(only(group))).toEqual(['v1'])
        await group.expectOnlyV1(result)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'the connection is lost when the proxy switches: no request is lost',
      async () => {
        await using group = await groups.borrowWithV1()
        const { relay } = only(group)
        const { result } = await disturbed(group, PROXY_SWITCHES, () => relay.dropConnections())
        expect(result.rows).toMatchObject([{ outcome: 'failed', reason: 'unreachable' }])
        expect(await runningOn(only(group))).toEqual(['v1'])
        await group.expectOnlyV1(result)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'the script on the host is killed when the proxy switches: what goes on in the proxy is undone, and no request is lost',
      async () => {
        await using group = await groups.borrowWithV1()
        const host = only(group)
        const killScript = 'kill -9 "$(cat /home/deploy/.towpath/staging/run-*/worker)"'
        const { result } = await disturbed(group, PROXY_SWITCHES, () => host.run(killScript))
        expect(result.exitCode).toBe(1)
        expect(await runningOn(host)).toEqual(['v1'])
        await group.expectOnlyV1(result)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'docker restarts in the middle: one version serves, and the report says which',
      async () => {
        await using group = await groups.borrowWithV1()
        const host = only(group)
        const restarted: Promise<void>[] = []
        const result = await group.deploy.run(group.config, {
          inputs: { tag: 'v2' },
          onLine: atLine(STARTED, () =>
            restarted.push(host.stopDocker().then(() => host.startDocker())),
          ),
        })
        await Promise.all(restarted)
        const serving = result.exitCode === 0 ? 'v2' : 'v1'
        // Docker may have started the proxy only just now.
        expect(await awaitAnswer(host, serving)).toBe(serving)
        expect(await runningOn(host)).toEqual([serving])
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'its route is stopped by hand, is lost with a proxy that is stopped: the next deployment repairs it without a new container',
      async () => {
        await using group = await groups.borrowWithV1()
        const host = only(group)
        const before = await host.docker('ps', '-q', '--filter', 'label=towpath.service')
        for (const fault of [
          () => proxy(host, 'stop', 'staging/shop'),
          async () => {
            await proxy(host, 'remove', 'staging/shop')
            await host.docker('stop', '-t', '0', 'towpath-proxy')
          },
        ]) {
          await fault()
          const repaired = await group.deploy.run(group.config, { inputs: { tag: 'v1' } })
          expect([repaired.exitCode, repaired.outputs['changed']]).toEqual([0, 'true'])
          expect(await answerOf(host)).toBe('v1')
        }
        const nothing = await group.deploy.run(group.config, { inputs: { tag: 'v1' } })
        expect(nothing.outputs['changed']).toBe('false')
        expect(await host.docker('ps', '-q', '--filter', 'label=towpath.service')).toBe(before)
        await group.expectOnlyV1(nothing)
      },
      GROUP_TEST_TIMEOUT,
    )

    test.concurrent(
      'from ports to the proxy, which takes the port: one that fails restores the old one; then there is one gap; and back',
      async () => {
        await using group = await groups.borrow()
        const host = only(group)
        const { registry, deploy } = group
        const proxied = proxiedConfig(group.hosts, registry, {
          ...{ proxy: groups.images.current, healthy: 'http: /healthz, within: 8s' },
        })
        const published = proxied
          .replace(/^ {4}proxy: \{ port.*$/m, "    ports: ['8000:8000']")
          .replace('http: /healthz', 'http: /healthz, port: 8000')
        expect((await deploy.run(published, { inputs: { tag: 'v1' } })).exitCode).toBe(0)
        const failed = await deploy.run(proxied, { inputs: { tag: 'dies' } })
        expect(failed.rows).toMatchObject([{ outcome: 'failed', reason: 'exited' }])
        expect(await host.docker('ps', '-a', '--format', '{{.Label "towpath.release"}}')).toBe(
          'v1\n',
        )
        expect(await answerOf(host)).toBe('v1')
        const moved = await deploy.run(proxied, { inputs: { tag: 'v2' } })
        expect({ ...moved.rows[0], log: moved.log }).toMatchObject({ outcome: 'deployed' })
        expect(moved.rows[0]?.['gap-ms']).toBeGreaterThan(0)
        expect([await answerOf(host), await runningOn(host)]).toEqual(['v2', ['v2']])
        const elsewhere = published.replace('8000:8000', '8001:8000')
        expect((await deploy.run(elsewhere, { inputs: { tag: 'v3' } })).exitCode).toBe(0)
        expect(await answerOf(host, 8001)).toBe('v3')
        expect(await proxy(host, 'list')).not.toContain('staging/shop')
      },
      GROUP_TEST_TIMEOUT,
    )
  })
})
