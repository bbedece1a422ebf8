// A built client is deployed with its server's directory and promoted; a version fails its checks, another one crashes.
import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type DokkuServer, startDokku } from '../../fakes/dokku/server.ts'
import { git } from '../../fakes/git/git.ts'
import {
  deploymentResult,
  runFor,
  type SceneResult,
  type Stage,
  skippedStage,
} from '../scene-result.ts'

const VERSION = '0.38.27'
const [STAGING, PRODUCTION] = ['flight-staging', 'flight']

type Scene = {
  readonly title: string
  readonly shows: string
  readonly action: 'dokku-deploy' | 'dokku-promote'
  readonly inputs: Readonly<Record<string, string>>
  /** Changes to the project before the deployment. */
  readonly files: Readonly<Record<string, string>>
  /** The outputs reason, changed and, of promotions, same-image. */
  readonly expected: readonly (string | undefined)[]
  /** What each app serves afterwards. */
  readonly serves: string
}

const DEPLOY = { app: STAGING, directory: 'server', include: 'client/dist -> public' }
const PROMOTE = { from: STAGING, to: PRODUCTION, 'on-failure': 'rollback' }

const DEPLOY_V1: Scene = {
  title: '21:00  the built client is deployed to Dokku with the server directory',
  shows: 'a push proved by the container that runs and the page that answers',
  action: 'dokku-deploy',
  inputs: { ...DEPLOY, smoke: 'url: /\ntext: flight v1' },
  files: { 'client/dist/index.html': 'flight v1\n', 'server/Procfile': 'web: node server\n' },
  expected: ['', 'true'],
  serves: 'staging flight v1',
}

const SCENES: readonly Scene[] = [
  DEPLOY_V1,
  {
    title: '21:10  staging is promoted to production',
    shows: 'production gets the same image, not a new build',
    action: 'dokku-promote',
    inputs: { ...PROMOTE, smoke: 'url: /\ntext: flight v1' },
    files: {},
    expected: ['', 'true', 'true'],
    serves: 'staging flight v1, production flight v1',
  },
  {
    title: '21:20  v2 fails its checks on staging',
    shows: 'failed checks: the old version serves, and the command to repair "latest" is named',
    action: 'dokku-deploy',
    inputs: DEPLOY,
    files: {
      'client/dist/index.html': 'flight v2\n',
      'server/fake-behaviour.json': '{ "checks": "fail" }\n',
    },
    expected: ['checks-failed', 'false'],
    serves: 'staging flight v1, production flight v1',
  },
  {
    title: '21:30  staging is promoted again',
    shows: 'a promotion takes the image that runs, not the last one built',
    action: 'dokku-promote',
    inputs: { ...PROMOTE, smoke: 'url: /\ntext: flight v1' },
    files: {},
    expected: ['', 'false', 'true'],
    serves: 'staging flight v1, production flight v1',
  },
]

const CRASH: Scene = {
  title: '21:40  v3 passes its checks, then crashes again and again',
  shows: 'a crash loop after a push that Dokku called a success is rolled back',
  action: 'dokku-deploy',
  inputs: { ...DEPLOY, 'on-failure': 'rollback' },
  files: {
    'client/dist/index.html': 'flight v3\n',
    'server/fake-behaviour.json': '{ "crash": true }\n',
  },
  expected: ['restarting', 'false'],
  serves: 'staging flight v1',
}

/** Deployments to two fake Dokku servers, which are part of this process. */
export function dokku(folder: string): Stage[] {
  if (spawnSync('ssh', ['-V']).status !== 0) {
    return [skippedStage('21:00  a deployment to Dokku', 'the SSH client of OpenSSH')]
  }
  // A server of its own for the last scene saves its waiting time.
  return [stage(join(folder, 'flight'), SCENES), stage(join(folder, 'crash'), [CRASH], DEPLOY_V1)]
}

/** Scenes on one server; `before` is played without being shown. */
function stage(project: string, scenes: readonly Scene[], before?: Scene): Stage {
  let server: DokkuServer | undefined
  const urls = new Map<string, string>()
  const start = async (): Promise<DokkuServer> => {
    const started = await makeWorld(project)
    if (before) await play(before, started, project, urls)
    return started
  }
  const scene = async (one: Scene): Promise<SceneResult> => {
    server ??= await start()
    return play(one, server, project, urls)
  }
  return { scenes: scenes.map((one) => () => scene(one)), stop: async () => server?.stop() }
}

async function makeWorld(project: string): Promise<DokkuServer> {
  mkdirSync(project)
  git(project, 'init', '--quiet', '--initial-branch=develop')
  writeFileSync(join(project, '.gitignore'), 'dist\n')
  const server = await startDokku({ version: VERSION })
  for (const line of PREPARED) {
    const env = { ...process.env, SSH_ORIGINAL_COMMAND: line }
    await execute(join(server.folder, 'dokku'), line.split(' '), { env, cwd: server.folder })
  }
  return server
}

const execute = promisify(execFile)

/** Commands that set up the server once, by hand. */
const PREPARED = [
  `apps:create ${STAGING}`,
  `apps:create ${PRODUCTION}`,
  `registry:set ${STAGING} server registry.example.org`,
  `registry:set ${STAGING} push-on-release true`,
]

async function play(
  { title, shows, action, inputs, files, expected, serves: expectedToServe }: Scene,
  { host, key, known }: DokkuServer,
  project: string,
  /** The address of each app that was deployed; the actions report it only for a success. */
  urls: Map<string, string>,
): Promise<SceneResult> {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, name)), { recursive: true })
    writeFileSync(join(project, name), text)
  }
  git(project, 'add', '--all')
  git(project, 'commit', '--quiet', '--allow-empty', '--message', title)
  const sha = git(project, 'rev-parse', 'HEAD')
  const event = { title, shows, event: 'push', ref: 'refs/heads/develop', sha, payload: {} }
  const access = { host, 'ssh-key': key, 'known-hosts': known }
  const result = await runFor(event, project, action, { ...access, ...inputs })
  const { reason, changed, 'same-image': same, url } = result.outputs
  if (url) urls.set(action === 'dokku-deploy' ? 'staging' : 'production', url)
  const pages = await Promise.all([...urls].map(async ([app, at]) => `${app} ${await page(at)}`))
  const serves = pages.join(', ')
  const outcome = [reason, changed, same].join() === [...expected, undefined].slice(0, 3).join()
  const ok = outcome && serves === expectedToServe
  const decided = [
    changed === 'true' ? 'deployed' : reason ? 'not deployed' : 'nothing to do',
    ...(same === 'true' ? ['the same image in both apps'] : []),
    ...(reason ? [`reason: ${reason}`] : []),
  ]
  return deploymentResult({ title, shows }, result, { ok, decided: decided.join('; '), serves })
}

const page = async (url: string): Promise<string> => (await (await fetch(url)).text()).trim()
