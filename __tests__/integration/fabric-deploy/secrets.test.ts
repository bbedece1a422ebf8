import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import type { DeployResult } from '../../support/fabric-deploy/deployment.ts'
import { disturbDocker } from '../../support/fabric-deploy/disturbed-docker.ts'
import {
  FLEET_TOOLS,
  GROUP_TEST_TIMEOUT,
  type HostGroup,
  hostGroups,
} from '../../support/fabric-deploy/host-groups.ts'
import { withToolsAsRoot } from '../../support/tools.ts'

/** On a host: there once its login was seen. */
const SEEN = '/run/login-seen'
const WAITS = `[ "$1" != login ] || until [ -e ${SEEN} ]; do sleep 0.02; done`

/** Runs something while it collects the command lines of all processes of the hosts and of the run. Each login waits until it was seen. */
async function commandLinesDuring<T>(
  { hosts, deploy }: HostGroup,
  run: () => Promise<T>,
): Promise<[T, string]> {
  const commandLines = new Set<string>()
  const namespaces = hosts.map(({ pid }) => readlinkSync(`/proc/${pid}/ns/mnt`))
  const add = (commandLine: string, pid: string): void => {
    commandLines.add(commandLine)
    if (commandLine.includes('docker\0login')) writeFileSync(`/proc/${pid}/root${SEEN}`, '')
  }
  const timer = setInterval(() => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        // Other tests run on this machine as well.
        const isHosts = namespaces.includes(readlinkSync(`/proc/${pid}/ns/mnt`))
        if (isHosts || readFileSync(`/proc/${pid}/environ`, 'utf8').includes(deploy.workspace))
          add(readFileSync(`/proc/${pid}/cmdline`, 'utf8'), pid)
      } catch {
        // It has ended since.
      }
    }
  }, 10)
  await using disturbed = new AsyncDisposableStack()
  for (const host of hosts) disturbed.use(await disturbDocker(host, WAITS))
  try {
    return [await run(), [...commandLines].join('\n')]
  } finally {
    clearInterval(timer)
  }
}

withToolsAsRoot(FLEET_TOOLS, () => {
  describe('the secrets of a deployment', () => {
    const { borrow } = hostGroups({ groups: 1, hosts: 2 })

    test(
      'are in no file that stays, not in the log, and in no command line',
      async () => {
        await using group = await borrow()
        const { hosts, registry, key, config, deploy } = group
        const secrets = [
          registry.password,
          key.split('\n')[1] ?? '',
          Buffer.from(`${registry.user}:${registry.password}`).toString('base64'),
        ]
        const deployV1 = (): Promise<DeployResult> => deploy.run(config, { inputs: { tag: 'v1' } })
        const [result, commandLines] = await commandLinesDuring(group, deployV1)
        expect(result.exitCode).toBe(0)
        expect(commandLines).toMatch(/docker.*login/s)
        expect(commandLines).toContain('ssh-agent')
        const files = await Promise.all(
          hosts.map((host) =>
            host.run(
              `grep -rlF -e '${secrets.join("' -e '")}' /home /tmp /root 2>/dev/null || true`,
            ),
          ),
        )
        expect(files).toEqual(['', ''])
        for (const secret of secrets) {
          expect(commandLines).not.toContain(secret)
          expect(result.log).not.toContain(secret)
          expect(JSON.stringify([result.outputs, result.state, result.summary])).not.toContain(
            secret,
          )
        }
      },
      GROUP_TEST_TIMEOUT,
    )
  })
})
