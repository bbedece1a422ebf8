// The action fabric-deploy against a fleet: its bundle, run as the runner does, with the fleet's keys and a configuration.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Registry } from '../../../fakes/docker/registry.ts'
import type { Fleet } from '../../../fakes/fleet/fleet.ts'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import { type ActionResult, type ActionRun, runAction } from '../../../rehearsal/action-runner.ts'
import { ROOT } from '../../../scripts/actions.ts'

export type Row = {
  readonly host: string
  readonly roles: readonly string[]
  readonly outcome: string
  readonly reason: string
  readonly code: number | null
  readonly seconds: number
  readonly 'gap-ms': number
  readonly runs:
    | readonly { service: string; release: string; digest: string; state: string }[]
    | null
}

export type Deployed = ActionResult & { readonly rows: readonly Row[] }

export type Asked = {
  readonly inputs?: Readonly<Record<string, string>>
  readonly known?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
} & Pick<ActionRun, 'signal' | 'onLine'>

export type Deployments = {
  /** The checkout. */
  readonly workspace: string
  /** Runs the action with a configuration. */
  run(config: string, asked: Asked): Promise<Deployed>
  remove(): void
}

/** Makes a workspace from which a fleet is deployed to. */
export function deployments(fleet: Fleet, registry: Registry): Deployments {
  const workspace = mkdtempSync(join(tmpdir(), 'towpath-deploy-test-'))
  mkdirSync(join(workspace, '.github'))
  return {
    workspace,
    async run(
      config,
      { inputs = {}, known = fleet.hosts.map((host) => host.known), env: also = {}, ...more },
    ) {
      writeFileSync(join(workspace, '.github/towpath.yml'), config)
      const standard = {
        environment: 'staging',
        'ssh-key': fleet.key,
        'known-hosts': known.join('\n'),
        'registry-user': registry.user,
        'registry-password': registry.password,
      }
      const action = join(ROOT, 'actions/fabric-deploy')
      const env = {
        GITHUB_REPOSITORY: 'allume/shop',
        GITHUB_RUN_ID: '42',
        GITHUB_ACTOR: 'ada',
        ...also,
      }
      const all = { ...standard, ...inputs }
      const result = await runAction({ action, workspace, inputs: all, env, ...more })
      return { ...result, rows: JSON.parse(result.outputs['hosts'] ?? '[]') as Row[] }
    },
    remove: () => rmSync(workspace, { recursive: true, force: true }),
  }
}

/** What a container answers at a path, or `none`. */
export async function answerOf(host: FleetHost, port = 8000, path = '/'): Promise<string> {
  const { address } = await host.relayTo(port)
  try {
    const response = await fetch(`http://${address}${path}`, { signal: AbortSignal.timeout(2000) })
    return (await response.text()).trim()
  } catch {
    return 'none'
  }
}

/** What a run may not leave on a host: folders of runs, locks, logins. */
export function leftOn(host: FleetHost): Promise<string> {
  return host.run(
    'cd /; find /home/deploy /tmp -path "*towpath*" ! -name last -type f; ls -d /home/deploy/.towpath/*/lock /home/deploy/.towpath/*/run-* 2>/dev/null || true',
  )
}

/** Images of the tests, by their tag: `v1` to `v3` are well. */
export async function pushImages(registry: Registry, repository = 'allume/web'): Promise<void> {
  for (const version of ['v1', 'v2', 'v3']) await registry.push(repository, version, { version })
  for (const mode of ['broken', 'mute', 'dies'] as const) {
    await registry.push(repository, mode, { version: mode, mode })
  }
}

/** A configuration with a web service on every host. */
export function webConfig(
  hosts: readonly FleetHost[],
  registry: Registry,
  more: {
    readonly environment?: string
    readonly service?: string
    readonly services?: string
  } = {},
): string {
  const list = hosts.map(({ address }) => JSON.stringify(address)).join(', ')
  return `
environments:
  staging:
    hosts: { web: [${list}] }
${(more.environment ?? '').replace(/^/gm, '    ')}
services:
  web:
    roles: [web]
    image: ${registry.address}/allume/web
    ports: ['8000:8000']
    healthy: { http: /healthz, port: 8000, within: 5s }
    stop-grace: 3s
${(more.service ?? '').replace(/^/gm, '    ')}
${(more.services ?? '').replace(/^/gm, '  ')}
`
}

/** Takes everything of ours off the hosts, and every container; one that is alone and runs may stay for the next test. */
export async function clear(fleet: Fleet, mayStay = false): Promise<void> {
  const alone = '[ "$(docker ps --all --quiet | wc -l)$(docker ps --quiet | wc -l)" = 11 ]'
  const all = 'docker ps --all --quiet | xargs -r docker rm -f >/dev/null'
  const containers = mayStay ? `${alone} || ${all}` : all
  await Promise.all(
    fleet.hosts.map((host) => host.run(`${containers}; rm -rf /home/deploy/.towpath`)),
  )
}
