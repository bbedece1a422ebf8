// Runs the parts of an action that uses SSH one by one, against a single sshd.
import { execFileSync, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sshd } from '../../../fakes/ssh/sshd.ts'
import { readFileCommands } from '../../../rehearsal/parse-file-commands.ts'
import { actionFile, ROOT } from '../../../scripts/actions.ts'
import { processesNaming } from '../processes.ts'

export const SSH_ACTIONS = ['fabric-deploy', 'dokku-deploy', 'dokku-promote'] as const
export type SshAction = (typeof SSH_ACTIONS)[number]

export type Part = {
  /** What it has printed until now. */
  output(): string
  readonly ended: Promise<number | null>
  /** Sends it alone a signal, and waits for its end. */
  kill(signal?: NodeJS.Signals): Promise<void>
}

export type SshStep = AsyncDisposable & {
  /** RUNNER_TEMP, which the arguments of all that runs in the background name. */
  readonly temp: string
  main(): Part
  post(): Part
  /** What it has saved for its post step. */
  state(): string
  outputs(): Readonly<Record<string, string>>
  /** The arguments of the processes that name its temporary folder. */
  processes(): string[]
  /** What is left in its temporary folder. */
  left(): string[]
}

export type StepOptions = {
  readonly inputs?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  /** Below the host in towpath.yml. */
  readonly config?: readonly string[]
  /** Files of the checkout. */
  readonly files?: Readonly<Record<string, string>>
  /** RUNNER_TEMP, below a folder of this step. */
  readonly temp?: string
}

/** Prepares a step that deploys to `root@ADDRESS:PORT` of a server. */
export function sshStep(
  action: SshAction,
  { key, known, port }: Pick<Sshd, 'key' | 'known' | 'port'>,
  { inputs = {}, env = {}, config = [], files = {}, temp: below = 'temp' }: StepOptions = {},
): SshStep {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-step-'))
  const temp = join(folder, below)
  const workspace = join(folder, 'work')
  for (const path of [temp, join(workspace, '.github')]) mkdirSync(path, { recursive: true })
  const host = `root@127.0.0.1:${port}`
  const lines = [
    'environments:',
    '  staging:',
    `    hosts: { web: ['${host}'] }`,
    ...config,
    "services: { web: { roles: [web], image: 'shop:1' } }",
  ]
  writeFileSync(join(workspace, '.github/towpath.yml'), `${lines.join('\n')}\n`)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(workspace, name), text)
  const git = (...args: string[]) => execFileSync('git', args, { cwd: workspace })
  git('init', '--quiet')
  git('add', '.')
  git('-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '--quiet', '-m', 'first')
  const where: Record<SshAction, Readonly<Record<string, string>>> = {
    'fabric-deploy': { environment: 'staging', tag: 'v1' },
    'dokku-deploy': { host, app: 'shop' },
    'dokku-promote': { host, from: 'shop', to: 'prod' },
  }
  const { inputs: declared = {}, runs } = actionFile(action)
  const given = { ...where[action], 'ssh-key': key, 'known-hosts': known, ...inputs }
  const values = Object.entries({ ...declared, ...given }).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    typeof value === 'string'
      ? value
      : String((value as { default?: unknown } | null)?.default ?? ''),
  ])
  const file = (name: string): string => join(folder, name)
  for (const name of ['state', 'output']) writeFileSync(file(name), '')
  const start = (script: string): Part => {
    const state = Object.entries(readFileCommands(readFileSync(file('state'), 'utf8')))
    const child = spawn(process.execPath, [join(ROOT, 'actions', action, script)], {
      cwd: workspace,
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        GITHUB_WORKSPACE: workspace,
        GITHUB_STATE: file('state'),
        GITHUB_OUTPUT: file('output'),
        RUNNER_TEMP: temp,
        ...Object.fromEntries(values),
        ...Object.fromEntries(state.map(([name, value]) => [`STATE_${name}`, value])),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk
      })
    }
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
    const kill = async (signal: NodeJS.Signals = 'SIGKILL'): Promise<void> => {
      child.kill(signal)
      await ended
    }
    return { output: () => output, ended, kill }
  }
  return {
    temp,
    main: () => start(runs.main),
    post: () => start(runs.post ?? ''),
    state: () => readFileSync(file('state'), 'utf8'),
    outputs: () => readFileCommands(readFileSync(file('output'), 'utf8')),
    processes: () => processesNaming(folder).map(([, line]) => line),
    left: () => (existsSync(temp) ? readdirSync(temp) : []),
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Waits until something is so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20))
}
