// A Lambda function is updated and migrated; then a migration fails, an update dies halfway, and the credentials expire.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FakeZappa, fakeZappa } from '../../fakes/zappa/environment.ts'
import type { Project } from '../../fakes/zappa/state.ts'
import { deploymentResult, runFor, type SceneResult, type Stage } from '../scene-result.ts'

type Scene = {
  readonly title: string
  readonly shows: string
  readonly project: Project
  readonly isExpired?: boolean
  /** The outputs reason, changed and restored. */
  readonly expected: readonly string[]
  /** The release that answers afterwards. */
  readonly serves: string
}

const SCENES: readonly Scene[] = [
  {
    title: '22:00  a Lambda function is updated with Zappa and migrated',
    shows: 'an updated Lambda function answers with the new release',
    project: { release: 'release 2' },
    expected: ['', 'true', 'false'],
    serves: 'release 2',
  },
  {
    title: '22:10  a migration fails after the update',
    shows: 'a failed migration: the old code is restored, proved by its CodeSha256',
    project: { release: 'release 3', migration: 'fails' },
    expected: ['migration-failed', 'false', 'true'],
    serves: 'release 2',
  },
  {
    title: '22:20  Zappa fails after the new code is live',
    shows: 'a failure halfway: the old code is restored',
    project: { release: 'release 4', stack: 'refused' },
    expected: ['update-failed', 'false', 'true'],
    serves: 'release 2',
  },
  {
    title: '22:30  the credentials have expired',
    shows: 'expired credentials are not mistaken for "not deployed"',
    project: { release: 'release 5' },
    isExpired: true,
    expected: ['expired', 'false', 'false'],
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

/** Updates with fakes of Zappa and AWS, whose answers were recorded from the real ones. */
export function zappa(folder: string): Stage {
  const project = join(folder, 'zappa-shop')
  let environment: FakeZappa | undefined
  const scene = async (one: Scene): Promise<SceneResult> => {
    mkdirSync(project, { recursive: true })
    writeFileSync(join(project, 'zappa_settings.json'), JSON.stringify(SETTINGS))
    environment ??= await fakeZappa(join(folder, 'zappa-environment'), { release: 'release 1' })
    return play(one, environment, project)
  }
  return {
    scenes: SCENES.map((one) => () => scene(one)),
    stop: async () => environment?.stop(),
  }
}

async function play(
  { title, shows, project, isExpired = false, expected, serves: expectedToServe }: Scene,
  environment: FakeZappa,
  folder: string,
): Promise<SceneResult> {
  writeFileSync(join(folder, 'fake-zappa.json'), JSON.stringify(project))
  environment.change((state) => {
    state.isExpired = isExpired
  })
  const event = { title, shows, event: 'push', ref: 'refs/heads/develop', sha: '', payload: {} }
  const result = await runFor(event, folder, 'zappa-update', {
    stage: 'dev',
    virtualenv: environment.folder,
    smoke: `url: ${environment.url}\ntext: ${project.release}`,
  })
  const { reason = '', changed = '', restored = '' } = result.outputs
  const serves = environment.release()
  const ok = [reason, changed, restored].join() === expected.join() && serves === expectedToServe
  const decided = [
    changed === 'true' ? 'updated' : 'not updated',
    ...(restored === 'true' ? ['the old code was restored'] : []),
    ...(reason ? [`reason: ${reason}`] : []),
  ]
  return deploymentResult({ title, shows }, result, { ok, decided: decided.join('; '), serves })
}
