// Two apps on one server, the action dokku-promote between them, and what tests read afterwards.
import { join } from 'node:path'
import type { Behaviour } from '../../../fakes/dokku/state.ts'
import { Store } from '../../../fakes/dokku/store.ts'
import { type ActionResult, type ActionRun, runBundle } from '../../../rehearsal/action-runner.ts'
import { ROOT } from '../../../scripts/actions.ts'
import type { CommandResult } from './client.ts'
import { page, type Server, world } from './servers-by-version.ts'

/** The output `plan`. */
export type PromotionPlan = {
  readonly method: string
  readonly image: string
  readonly previous: string
  readonly there: boolean
  readonly 'can-go-back': boolean
  readonly because: readonly string[]
}

export type Promoted = ActionResult & {
  readonly plan: PromotionPlan | null
  /** The commands that the run sent about its two apps; other runs use the server at the same time. */
  readonly asked: readonly string[]
}

type Inputs = Readonly<Record<string, string>>
type More = Pick<ActionRun, 'signal' | 'onLine'>

export type Promotion = Awaited<ReturnType<typeof promotion>>

/** Creates an app for staging and one for production, without a deployment, on a server of a version. */
export async function promotion(version: string) {
  const { server, client, app } = await world(version)
  const [from, to] = [`${app}-stg`, `${app}-prod`]
  for (const name of [from, to]) await client.dokku(`apps:create ${name}`)
  const isOurs = (line: string): boolean => line.includes(from) || line.includes(to)
  const run = async (inputs: Inputs = {}, more: More = {}): Promise<Promoted> => {
    const before = server.commandsSeen().length
    const result = await runBundle({
      action: join(ROOT, 'actions/dokku-promote'),
      workspace: client.folder,
      inputs: {
        host: server.host,
        'ssh-key': server.key,
        'known-hosts': server.known,
        ...{ from, to },
        ...inputs,
      },
      ...more,
    })
    const plan = JSON.parse(result.outputs['plan'] ?? 'null') as PromotionPlan | null
    return { ...result, plan, asked: server.commandsSeen().slice(before).filter(isOurs) }
  }
  const store = (): Store => new Store(server.folder)
  /** Pushes a new version with a page and a behaviour. */
  const deploy = (name: string, text: string, behaviour: object = {}): Promise<CommandResult> => {
    const files = { 'index.html': `${text}\n`, 'fake-behaviour.json': JSON.stringify(behaviour) }
    client.commit(files)
    return client.push(name, 'master', '--force')
  }
  return {
    ...{ server, client, from, to, run, deploy, store },
    /** Makes the image that staging runs fail wherever else it is started. Returns what undoes this. */
    spoil(behaviour: Behaviour = { checks: 'fail' }): () => void {
      const running = server.app(from)?.containers[0]?.image ?? ''
      const behave = (now: Behaviour): Behaviour =>
        store().changeDocker(({ images }) => {
          const image = images[running]
          if (!image) throw new Error(`${from} runs nothing`)
          const before = image.behaviour
          image.behaviour = { ...before, ...now }
          return before
        })
      const before = behave(behaviour)
      const undone = Object.fromEntries(Object.keys(behaviour).map((key) => [key, undefined]))
      return () => void behave({ ...undone, ...before } as Behaviour)
    },
    /** Returns the status and the page of an app. */
    page: (name: string) => page(client, name),
    /** Makes releases of an app push to a registry, which is part of the fake. */
    async publish(name: string) {
      await client.dokku(`registry:set ${name} server registry.test:5000`)
      await client.dokku(`registry:set ${name} push-on-release true`)
    },
  }
}

/** Returns the layers of the images of an app's running containers, one line per container. */
export function layersOf(server: Server, app: string): string[] {
  const { images } = server.docker()
  return (server.app(app)?.containers ?? [])
    .filter(({ exited }) => exited === undefined)
    .map(({ image }) => (images[image]?.layers ?? []).join(' '))
}

/** Returns the commands that change an app. */
export function changing(commands: readonly string[]): string[] {
  return commands.filter(
    (line) =>
      !/^(?:version|git-upload-pack |(?:--quiet )?(?:apps:exists|apps:report|apps:locked|apps:list|apps|git:report|ps:inspect|ps:report|urls|builds:list|builds:output|tags|config:get)(?: |$))/.test(
        line,
      ),
  )
}

/** Returns the outputs that show the result. */
export const ended = ({ exitCode, outputs }: ActionResult) => ({
  code: exitCode,
  reason: outputs['reason'],
  changed: outputs['changed'],
  same: outputs['same-image'],
  method: outputs['method'],
})

/** Returns the error annotations. */
export const errors = ({ annotations }: ActionResult): string =>
  annotations
    .filter(({ level }) => level === 'error')
    .map(({ message }) => message)
    .join('\n')
