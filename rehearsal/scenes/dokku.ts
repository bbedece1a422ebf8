// A client is built and deployed with its server's directory; a version fails its checks; what runs is promoted, and taken back.
import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type DokkuServer, startDokku } from '../../fakes/dokku/server.ts'
import { git } from '../../fakes/git/shop-repository.ts'
import { runFor, type Told } from '../describe-run.ts'
import { nothing, type Scenes, shown } from './scene.ts'

const VERSION = '0.38.27'
const [STAGING, PRODUCTION] = ['flight-staging', 'flight']

type Scene = {
  readonly title: string
  readonly action: 'dokku-deploy' | 'dokku-promote'
  readonly inputs: Readonly<Record<string, string>>
  /** What is done to the project before. */
  readonly files: Readonly<Record<string, string>>
  /** The outputs reason, changed and, of promotions, same-image. */
  readonly ends: readonly (string | undefined)[]
  /** What the log tells of what the server has then. */
  readonly tells?: (server: DokkuServer) => string
}

const DEPLOY = { app: STAGING, directory: 'server', include: 'client/dist -> public' }
const PROMOTE = { from: STAGING, to: PRODUCTION, 'on-failure': 'rollback' }

const SCENES: readonly Scene[] = [
  {
    title: '21:00  the client is built, and goes to Dokku with the server directory',
    action: 'dokku-deploy',
    inputs: { ...DEPLOY, smoke: 'url: /\ntext: flight v1' },
    files: { 'client/dist/index.html': 'flight v1\n', 'server/Procfile': 'web: node server\n' },
    ends: ['', 'true'],
  },
  {
    title: '21:10  what runs there is promoted: the same image, from the registry',
    action: 'dokku-promote',
    inputs: { ...PROMOTE, smoke: 'url: /\ntext: flight v1' },
    files: {},
    ends: ['', 'true', 'true'],
  },
  {
    title:
      '21:20  v2 fails its checks: the old version serves, and "latest" is the image that failed',
    action: 'dokku-deploy',
    inputs: DEPLOY,
    files: {
      'client/dist/index.html': 'flight v2\n',
      'server/stand-in.json': '{ "checks": "fail" }\n',
    },
    ends: ['checks-failed', 'false'],
    tells: latestAndRunning,
  },
  {
    title: '21:30  a promotion now takes what runs, and not what was built last',
    action: 'dokku-promote',
    inputs: { ...PROMOTE, smoke: 'url: /\ntext: flight v1' },
    files: {},
    ends: ['', 'false', 'true'],
  },
  {
    title: '21:40  v3 passes its checks and ends again and again: what was there before comes back',
    action: 'dokku-deploy',
    inputs: { ...DEPLOY, 'on-failure': 'rollback' },
    files: {
      'client/dist/index.html': 'flight v3\n',
      'server/stand-in.json': '{ "crash": true }\n',
    },
    ends: ['restarting', 'false'],
  },
]

function latestAndRunning(server: DokkuServer): string {
  const latest = server.docker().tags[`dokku/${STAGING}:latest`] ?? ''
  const running = server.app(STAGING)?.containers.find(({ exited }) => !exited)?.image ?? ''
  return `dokku/${STAGING}:latest is ${latest.slice(7, 19)}, what runs is ${running.slice(7, 19)}`
}

/** Deployments to a stand-in for Dokku, which is part of this process. */
export function dokku(folder: string): Scenes {
  if (spawnSync('ssh', ['-V']).status !== 0)
    return { scenes: [async () => leftOut()], stop: async () => {} }
  const project = join(folder, 'flight')
  let server: DokkuServer | undefined
  const scene = async (one: Scene): Promise<Told> => {
    server ??= await makeWorld(project)
    return play(one, server, project)
  }
  return { scenes: SCENES.map((one) => () => scene(one)), stop: async () => server?.stop() }
}

const leftOut = (): Told => ({
  ...nothing,
  title: '21:00  a deployment to Dokku',
  ok: true,
  log: ['left out: it needs the SSH client of OpenSSH'],
})

async function makeWorld(project: string): Promise<DokkuServer> {
  mkdirSync(project)
  git(project, 'init', '--quiet', '--initial-branch=develop')
  writeFileSync(join(project, '.gitignore'), 'dist\n')
  const server = await startDokku({ version: VERSION, listen: 'embedded' })
  for (const line of PREPARED) {
    const env = { ...process.env, SSH_ORIGINAL_COMMAND: line }
    await execute(join(server.folder, 'dokku'), line.split(' '), { env, cwd: server.folder })
  }
  return server
}

const execute = promisify(execFile)

/** What was done on the server by hand. */
const PREPARED = [
  `apps:create ${STAGING}`,
  `apps:create ${PRODUCTION}`,
  `registry:set ${STAGING} server registry.example.org`,
  `registry:set ${STAGING} push-on-release true`,
]

async function play(
  { title, action, inputs, files, ends, tells }: Scene,
  server: DokkuServer,
  project: string,
): Promise<Told> {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, name)), { recursive: true })
    writeFileSync(join(project, name), text)
  }
  git(project, 'add', '--all')
  git(project, 'commit', '--quiet', '--allow-empty', '--message', title)
  const sha = git(project, 'rev-parse', 'HEAD')
  const happening = { title, event: 'push', ref: 'refs/heads/develop', sha, payload: {} }
  const { host, key, known } = server
  const access = { host, 'ssh-key': key, 'known-hosts': known }
  const { outputs, log } = await runFor(happening, project, action, { ...access, ...inputs })
  const { reason, changed, 'same-image': same } = outputs
  const ok = [reason, changed, same].join() === [...ends, undefined].slice(0, 3).join()
  const lines = [...shown(log), ...(tells ? [tells(server)] : [])]
  return { ...nothing, title, ok, errors: ok ? [] : lines, log: lines, deployment: outputs }
}
