// Runs commands of `before` on the hosts of a fleet, by the stage of a deployment that does so alone: over real connections, each through
// a relay of its own.
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Service } from '../../../actions/fabric-deploy/src/config/service.ts'
import { openSession, type Session } from '../../../actions/fabric-deploy/src/host/session.ts'
import type { RunningBefore } from '../../../actions/fabric-deploy/src/post/state.ts'
import { type BeforeResult, runBefore } from '../../../actions/fabric-deploy/src/rollout/before.ts'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'
import { connectTo } from '../../../fakes/network/connection.ts'
import { type Relay, startRelay } from '../../../fakes/network/relay.ts'
import { parseImageReference } from '../../../kit/docker/image-reference.ts'
import { parseHost } from '../../../kit/ssh/host.ts'
import { openSsh } from '../../../kit/ssh/open-ssh.ts'
import { type Clock, clock } from '../../../kit/time/clock.ts'
import { ROOT } from '../../../scripts/actions.ts'
import type { HostGroup } from './host-groups.ts'
import { NO_OPTIONS } from './no-options.ts'

export type StageOptions = {
  /** A line for the shell of the image. */
  readonly command: string
  /** Milliseconds that it may take. */
  readonly within?: number
  readonly service?: Partial<Service>
  readonly runId?: string
  readonly signal?: AbortSignal
  /** Default: the real one. */
  readonly clock?: Clock
  /** Takes every line of the log. */
  readonly onLine?: (line: string) => void
}

export type StageResult = BeforeResult & {
  readonly lines: readonly string[]
  /** The output of the command in the log. */
  readonly output: readonly string[]
  /** What was saved for the post step, in the order of time. */
  readonly saved: readonly (RunningBefore | undefined)[]
}

/** One connection to a host. */
export type Stage = {
  readonly relay: Relay
  readonly session: Session
  run(options: StageOptions): Promise<StageResult>
}

export type Stages = AsyncDisposable & {
  /** Connects to a host. */
  open(host: FleetHost): Promise<Stage>
}

const SCRIPTS = join(ROOT, 'actions/fabric-deploy/remote-scripts')

const scriptText = (name: string): string =>
  ['common.sh', `${name}.sh`].map((file) => readFileSync(join(SCRIPTS, file), 'utf8')).join('\n')

let count = 0

/** Pulls the image of v1 on the hosts of a group, and returns how to connect to them. */
export async function beforeStages({ hosts, registry, key }: HostGroup): Promise<Stages> {
  const digest = (await registry.digest('allume/web', 'v1')) ?? ''
  const name = `${registry.address}/allume/web`
  const image = parseImageReference(name)
  if ('problem' in image) throw new Error(image.problem)
  const login = `docker login -u ${registry.user} -p ${registry.password} ${registry.address}`
  const pull = `${login}; docker pull -q ${name}@${digest}; docker logout ${registry.address}`
  await Promise.all(hosts.map((host) => host.run(`{ ${pull}; } >/dev/null 2>&1`)))
  const all = new AsyncDisposableStack()
  return {
    async open(host) {
      const relay = await relayOf(host)
      all.defer(() => relay.stop())
      const lines = [`[127.0.0.1]:${relay.port} ${host.known.split(' ').slice(1).join(' ')}`]
      const ssh = all.use(
        await openSsh({
          ...{ key, passphrase: '', timeout: 10, silence: 6, env: process.env, temp: tmpdir() },
          known: { lines, fingerprints: [] },
          saveFolder: () => {},
        }),
      )
      const parsed = parseHost(`deploy@127.0.0.1:${relay.port}`)
      if ('problem' in parsed) throw new Error(parsed.problem)
      const fleetHost = { host: parsed, name: host.name, roles: [], services: [] }
      const session = await openSession(fleetHost, () => ssh.connect(parsed), scriptText, clock)
      all.defer(() => session.close())
      return { relay, session, run: (options) => runStage(session, image, digest, host, options) }
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

const relayOf = ({ ip, port }: FleetHost): Promise<Relay> =>
  startRelay({ host: '127.0.0.1', port: 0 }, () => connectTo({ host: ip, port }))

async function runStage(
  session: Session,
  image: Service['image'],
  digest: string,
  host: FleetHost,
  { command, within = 30_000, service: more, runId, signal, clock: ownClock, onLine }: StageOptions,
): Promise<StageResult> {
  count += 1
  const id = runId ?? `run${count}`
  const service: Service = {
    ...{ name: 'web', roles: [], image, takesTag: true, ports: [], envFile: '', command: [] },
    ...{ volumes: [], check: { kind: 'running', time: 1000 }, stopGrace: 1, restart: 'no' },
    // A network would take docker most of the time.
    ...{ startOnly: false, proxy: undefined, options: { ...NO_OPTIONS, networks: ['none'] } },
    before: { command: ['/bin/sh', '-c', command], within },
    ...more,
  }
  const folder = `/home/deploy/.towpath/staging/run-${id}`
  await host.run(`mkdir -p ${folder}; chown -R deploy /home/deploy/.towpath`)
  const change = {
    ...{ service, startId: undefined, stopIds: [], stopFirst: false, stopLast: false },
    ...{ keepsRunning: false, isBehind: false, oldCrashes: false },
    ...{ release: 'v1', digest },
  }
  const lines: string[] = []
  const output: string[] = []
  const saved: (RunningBefore | undefined)[] = []
  const log = (line: string): void => {
    lines.push(line)
    onLine?.(line)
  }
  const result = await runBefore(
    [{ session, plan: { changes: [change] } }],
    { slug: 'staging', runId: id, fleet: { services: [service] } },
    {
      ...{ clock: ownClock ?? clock, log, signal: signal ?? new AbortController().signal },
      hurry: () => signal?.aborted === true,
      openGroup(title) {
        log(title)
        const line = (text: string): void => {
          output.push(text)
          onLine?.(text)
        }
        return { line, end: () => {} }
      },
      save: (running) => void saved.push(running),
    },
  )
  return { ...result, lines, output, saved }
}
