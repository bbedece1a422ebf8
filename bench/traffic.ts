// Counts the requests that are lost at a steady load on one host with a real docker. Behind kamal-proxy: when fabric-deploy switches a
// container, when that fails, when it fails on the next host, and in a rollback. For comparison: a switch with a published port, and docker
// stop and docker run by hand.
import type { FleetHost } from '../fakes/fleet/fleet-host.ts'
import {
  BY_HAND,
  PROXIED,
  PUBLISHED,
  setVariables,
  startTrafficWorld,
  type TrafficWorld,
} from './traffic-world.ts'

const ROUNDS = 3
/** Milliseconds of load before and after a change. */
const AROUND = 500

/** The requests lost in a change, and the most milliseconds that one took beyond what it asked for: the worst of all rounds. */
export type Losses = { readonly lost: number; readonly slowest: number }

const CASES = ['switched', 'failed', 'rolledBack', 'rollback', 'published', 'byHand'] as const
export type TrafficLosses = Readonly<Record<(typeof CASES)[number], Losses>>

/** A change, the port that the load is at, and the version that answers there afterwards. */
type Change = readonly [port: number, after: string, make: () => Promise<unknown>]

/** Returns the losses of several rounds, in which the cases take turns. Needs root, docker and a registry. */
export async function trafficLosses(): Promise<TrafficLosses> {
  await using world = await startTrafficWorld()
  await world.deploy({ environment: 'proxied', tag: 'v1' }, ['deployed', 'deployed'])
  await world.deploy({ environment: 'published', tag: 'v1' }, ['deployed'])
  await world.switchByHand('v1')
  const rounds: Record<string, Losses>[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const changes = changesOf(world, round % 2 === 0 ? 'v2' : 'v1')
    const losses: Record<string, Losses> = {}
    for (const name of CASES) losses[name] = await underLoad(world.first, changes[name])
    rounds.push(losses)
  }
  const worst = (name: string): Losses => ({
    lost: Math.max(...rounds.map((losses) => losses[name]?.lost ?? Number.NaN)),
    slowest: Math.max(...rounds.map((losses) => losses[name]?.slowest ?? Number.NaN)),
  })
  return Object.fromEntries(CASES.map((name) => [name, worst(name)])) as TrafficLosses
}

/** The changes of a round, which begins and ends with v1 behind the proxy; `tag` is for the others. */
function changesOf(
  { second, deploy, switchByHand }: TrafficWorld,
  tag: string,
): Record<keyof TrafficLosses, Change> {
  const proxied = (inputs: Readonly<Record<string, string>>, outcomes: readonly string[]) =>
    deploy({ environment: 'proxied', ...inputs }, outcomes)
  return {
    switched: [PROXIED, 'v2', () => proxied({ tag: 'v2' }, ['deployed', 'deployed'])],
    failed: [PROXIED, 'v2', () => proxied({ tag: 'dies' }, ['failed', 'not-reached'])],
    rolledBack: [
      PROXIED,
      'v2',
      async () => {
        await setVariables(second, 'MODE=dies')
        await proxied({ tag: 'v3' }, ['rolled-back', 'failed'])
        await setVariables(second, '')
      },
    ],
    rollback: [PROXIED, 'v1', () => proxied({ action: 'rollback' }, ['deployed', 'deployed'])],
    published: [PUBLISHED, tag, () => deploy({ environment: 'published', tag }, ['deployed'])],
    byHand: [BY_HAND, tag, () => switchByHand(tag)],
  }
}

async function underLoad(host: FleetHost, [port, after, make]: Change): Promise<Losses> {
  await using load = await host.load(port)
  await new Promise((resolve) => setTimeout(resolve, AROUND))
  await make()
  await new Promise((resolve) => setTimeout(resolve, AROUND))
  const { requests, lost, slowest } = await load.stop()
  if (requests.at(-1)?.text !== after) throw new Error(`port ${port} does not answer with ${after}`)
  return { lost, slowest }
}
