// A fleet whose hosts are divided into equal groups, so that tests which mostly wait can run at the same time. A test borrows a
// group, which is cleared when the test ends.
import { afterAll, beforeAll, expect } from '@jest/globals'
import { type Registry, startRegistry } from '../../../fakes/docker/registry.ts'
import { type Fleet, startFleet } from '../../../fakes/fleet/fleet.ts'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import { toolPath } from '../../../scripts/test-tools.ts'
import { type Deployments, type DeployResult, deployments } from './deployment.ts'
import { answerOf, awaitAnswer, clearHosts, leftoversOn, serviceStates } from './host-state.ts'
import { pushImages, webConfig } from './web-service.ts'

export type HostGroup = {
  readonly hosts: readonly FleetHost[]
  readonly registry: Registry
  /** A private key that the hosts accept. */
  readonly key: string
  readonly deploy: Deployments
  /** A configuration with the service on every host. */
  readonly config: string
  /** Returns the response of every host. */
  answers(): Promise<string[]>
  /** Waits until every host answers with a string, as after a rollback that had no time to wait for that, and returns their last responses. */
  awaitAnswers(expected: string): Promise<string[]>
  /** Expects that v1, and nothing else, runs on every host, or comes to answer there, and that a run has left nothing behind. */
  expectOnlyV1(result: DeployResult): Promise<void>
}

export type BorrowedGroup = HostGroup & AsyncDisposable

export type HostGroups = {
  /** Waits for a free group. Its hosts are empty. */
  borrow(): Promise<BorrowedGroup>
  /** Waits for a free group. v1 runs on every host. */
  borrowWithV1(): Promise<BorrowedGroup>
}

export type HostGroupsOptions = {
  readonly groups: number
  /** The number of hosts in each group. */
  readonly hosts: number
  /** The size of each docker's disk. */
  readonly disk?: string
  /** The service that a group deploys. Default: `webConfig`, without a proxy. */
  readonly config?: (hosts: readonly FleetHost[], registry: Registry) => string
}

/** The tools that the hosts need. */
export const FLEET_TOOLS = ['sshd', 'dockerd', 'registry', 'busybox'] as const

/** Waiting for a free group counts too, and a busy machine takes many times as long as a quiet one. */
export const GROUP_TEST_TIMEOUT = 600_000

type State = { readonly group: HostGroup; hasOnlyV1: boolean }

/** Starts the hosts before the first test of the surrounding `describe` and stops them after the last; `prepare` runs in between. */
export function hostGroups(
  options: HostGroupsOptions,
  prepare: (registry: Registry, hosts: readonly FleetHost[]) => Promise<unknown> = async () => {},
): HostGroups {
  const started = new AsyncDisposableStack()
  const free: State[] = []
  const waiting: ((state: State) => void)[] = []
  beforeAll(async () => {
    const { groups, hosts: size, config = webConfig, ...disk } = options
    const registry = await startRegistry(toolPath('registry') ?? '')
    started.defer(() => registry.remove())
    const fleet = await startFleet({ ...disk, hosts: groups * size, reaches: [registry.address] })
    started.defer(() => fleet.stop())
    await Promise.all([pushImages(registry), prepare(registry, fleet.hosts)])
    for (let at = 0; at < groups; at += 1) {
      const hosts = fleet.hosts.slice(at * size, (at + 1) * size)
      const state = newState(fleet, hosts, registry, config(hosts, registry))
      started.defer(() => state.group.deploy.remove())
      free.push(state)
    }
  }, GROUP_TEST_TIMEOUT)
  afterAll(() => started.disposeAsync(), GROUP_TEST_TIMEOUT)

  const take = (): Promise<State> => {
    const state = free.shift()
    return state
      ? Promise.resolve(state)
      : new Promise<State>((resolve) => void waiting.push(resolve))
  }
  const lend = (state: State): BorrowedGroup => ({
    ...state.group,
    async [Symbol.asyncDispose]() {
      if (!state.hasOnlyV1) await clearHosts(state.group.hosts)
      const next = waiting.shift()
      if (next) next(state)
      else free.push(state)
    },
  })
  return {
    async borrow() {
      const state = await take()
      if (state.hasOnlyV1) await clearHosts(state.group.hosts)
      state.hasOnlyV1 = false
      return lend(state)
    },
    async borrowWithV1() {
      const state = await take()
      const group = lend(state)
      if (!state.hasOnlyV1) await deployV1(group)
      state.hasOnlyV1 = false
      return group
    },
  }
}

function newState(
  fleet: Fleet,
  hosts: readonly FleetHost[],
  registry: Registry,
  config: string,
): State {
  const { key } = fleet
  const deploy = deployments(hosts, key, registry)
  const answers = (): Promise<string[]> => Promise.all(hosts.map((host) => answerOf(host)))
  const awaitAnswers = (expected: string): Promise<string[]> =>
    Promise.all(hosts.map((host) => awaitAnswer(host, expected)))
  const state: State = {
    hasOnlyV1: false,
    group: {
      ...{ hosts, registry, key, config, answers, awaitAnswers },
      deploy: {
        ...deploy,
        run(config, options) {
          state.hasOnlyV1 = false
          return deploy.run(config, options)
        },
      },
      async expectOnlyV1(result) {
        expect(result.left).toEqual([])
        expect(await awaitAnswers('v1')).toEqual(hosts.map(() => 'v1'))
        const leftovers = await Promise.all(hosts.map(leftoversOn))
        expect(leftovers).toEqual(hosts.map(() => ''))
        for (const states of await Promise.all(hosts.map(serviceStates)))
          expect(states).toEqual([expect.stringMatching(/^Up/)])
        state.hasOnlyV1 = true
      },
    },
  }
  return state
}

async function deployV1(group: BorrowedGroup): Promise<void> {
  const { exitCode, log } = await group.deploy.run(group.config, { inputs: { tag: 'v1' } })
  if (exitCode === 0) return
  await group[Symbol.asyncDispose]()
  throw new Error(`v1 could not be deployed:\n${log}`)
}
