// A Lambda function is updated and migrated; a migration fails, an update dies half-way, the credentials expire: the old code serves.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type StandIn, standIn } from '../../fakes/zappa/environment.ts'
import type { Project } from '../../fakes/zappa/state.ts'
import { runFor, type Told } from '../describe-run.ts'
import { nothing, type Scenes, shown } from './scene.ts'

type Scene = {
  readonly title: string
  readonly project: Project
  readonly isExpired?: boolean
  /** The outputs reason, changed and restored. */
  readonly ends: readonly string[]
  /** The release that answers then. */
  readonly serves: string
}

const SCENES: readonly Scene[] = [
  {
    title: '22:00  the stage dev is updated, migrated, and answers (Zappa and AWS are stand-ins)',
    project: { release: 'release 2' },
    ends: ['', 'true', 'false'],
    serves: 'release 2',
  },
  {
    title: '22:10  a migration fails: the old code comes back, proved by its CodeSha256',
    project: { release: 'release 3', migration: 'fails' },
    ends: ['migration-failed', 'false', 'true'],
    serves: 'release 2',
  },
  {
    title: '22:20  Zappa dies when the new code is live already: the old code comes back',
    project: { release: 'release 4', stack: 'refused' },
    ends: ['update-failed', 'false', 'true'],
    serves: 'release 2',
  },
  {
    title:
      '22:30  the credentials have expired: that is not "not deployed", and nothing is changed',
    project: { release: 'release 5' },
    isExpired: true,
    ends: ['expired', 'false', 'false'],
    serves: 'release 2',
  },
]

const SETTINGS = {
  dev: {
    project_name: 'shop',
    django_settings: 'shop.settings',
    s3_bucket: 'shop-code',
    aws_region: 'eu-west-1',
    timeout_seconds: 300,
  },
}

/** Updates with stand-ins for Zappa and AWS, which say what was recorded from the real ones. */
export function zappa(folder: string): Scenes {
  const project = join(folder, 'zappa-shop')
  let environment: StandIn | undefined
  const scene = async (one: Scene): Promise<Told> => {
    mkdirSync(project, { recursive: true })
    writeFileSync(join(project, 'zappa_settings.json'), JSON.stringify(SETTINGS))
    environment ??= await standIn(join(folder, 'zappa-environment'), { release: 'release 1' })
    return play(one, environment, project)
  }
  return {
    scenes: SCENES.map((one) => () => scene(one)),
    stop: async () => environment?.stop(),
  }
}

async function play(
  { title, project, isExpired = false, ends, serves }: Scene,
  environment: StandIn,
  folder: string,
): Promise<Told> {
  writeFileSync(join(folder, 'stand-in.json'), JSON.stringify(project))
  environment.change((state) => {
    state.isExpired = isExpired
  })
  const happening = { title, event: 'push', ref: 'refs/heads/develop', sha: '', payload: {} }
  const inputs = {
    stage: 'dev',
    virtualenv: environment.folder,
    smoke: `url: ${environment.url}\ntext: ${project.release}`,
  }
  const { outputs, log } = await runFor(happening, folder, 'zappa-update', inputs)
  const { reason, changed, restored } = outputs
  const isAsTold = [reason, changed, restored].join() === ends.join()
  const ok = isAsTold && environment.release() === serves
  const lines = [...shown(log), `what answers: ${environment.release()}`]
  return { ...nothing, title, ok, errors: ok ? [] : lines, log: lines, deployment: outputs }
}
