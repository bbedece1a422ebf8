// Runs the bundle of fabric-deploy against the hosts of a fleet, as GitHub's runner does.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Registry } from '../../../fakes/docker/registry.ts'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import { type ActionResult, type ActionRun, runBundle } from '../../../rehearsal/action-runner.ts'
import { ROOT } from '../../../scripts/actions.ts'

/** A row of the output `hosts`. */
export type HostRow = {
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

export type DeployResult = ActionResult & { readonly rows: readonly HostRow[] }

export type DeployOptions = {
  readonly inputs?: Readonly<Record<string, string>>
  /** Lines of known_hosts. Default: those of all hosts. */
  readonly known?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
} & Pick<ActionRun, 'signal' | 'onLine'>

export type Deployments = {
  /** The checkout. */
  readonly workspace: string
  /** Runs the action with a configuration. */
  run(config: string, options: DeployOptions): Promise<DeployResult>
  remove(): void
}

/** Makes a checkout from which the action deploys to hosts that accept `key`. */
export function deployments(
  hosts: readonly FleetHost[],
  key: string,
  registry: Registry,
): Deployments {
  const workspace = mkdtempSync(join(tmpdir(), 'towpath-deploy-test-'))
  mkdirSync(join(workspace, '.github'))
  return {
    workspace,
    async run(config, { inputs = {}, known, env = {}, ...more }) {
      writeFileSync(join(workspace, '.github/towpath.yml'), config)
      const result = await runBundle({
        action: join(ROOT, 'actions/fabric-deploy'),
        workspace,
        inputs: {
          environment: 'staging',
          'ssh-key': key,
          'known-hosts': (known ?? hosts.map((host) => host.known)).join('\n'),
          'registry-user': registry.user,
          'registry-password': registry.password,
          ...inputs,
        },
        env: {
          GITHUB_REPOSITORY: 'allume/shop',
          GITHUB_RUN_ID: '42',
          GITHUB_ACTOR: 'ada',
          ...env,
        },
        ...more,
      })
      return { ...result, rows: JSON.parse(result.outputs['hosts'] ?? '[]') as HostRow[] }
    },
    remove: () => rmSync(workspace, { recursive: true, force: true }),
  }
}
