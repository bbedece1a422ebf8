// Runs workflows with act in host mode, with the actions as they are published: action.yml and dist only.
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { git } from '../../../fakes/git/git.ts'
import { actionNames, ROOT } from '../../../scripts/actions.ts'

export type Job = { readonly id: string; readonly matrix: object; readonly result: string }

export type WorkflowResult = {
  readonly status: number | null
  /** The jobs that ran, one for each combination of a matrix, in the order in which they ended. */
  readonly jobs: readonly Job[]
  /** The outputs of the steps that have an id. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Everything that act printed. */
  readonly log: string
}

type Line = {
  readonly job?: string
  readonly jobID?: string
  readonly jobResult?: string
  readonly matrix?: object
  readonly command?: string
  readonly stepID?: readonly string[]
  readonly name?: string
  readonly arg?: string
}

export type WorkflowWorld = {
  /** The repository of the workflows; its files are committed before each run. */
  readonly repository: string
  /** A folder that comes first in the PATH of the steps. */
  readonly programs: string
  run(event: string, options?: WorkflowOptions): WorkflowResult
  /** Like `run`, without blocking this process: for steps that use servers in it. */
  begin(event: string, options?: WorkflowOptions): Promise<WorkflowResult>
  [Symbol.dispose](): void
}

export type WorkflowOptions = {
  readonly payload?: object
  readonly secrets?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** Runs without committing the files of the repository first. */
  readonly asItIs?: boolean
}

/** The reusable workflows of this repository, by the names in their tags. */
const WORKFLOWS = ['build-images', 'deploy-hosts', 'deploy-dokku', 'deploy-zappa']

/** Makes an empty repository on the branch master, with the actions and reusable workflows of this repository. */
export function workflowWorld(act: string): WorkflowWorld {
  const root = mkdtempSync(join(tmpdir(), 'towpath-workflow-'))
  const folder = (name: string): string => {
    mkdirSync(join(root, name))
    return join(root, name)
  }
  const [repository, programs, published] = [
    folder('repository'),
    folder('programs'),
    folder('published'),
  ]
  for (const part of ['actions', 'dist', '.github/workflows']) {
    cpSync(join(ROOT, part), join(published, part), { recursive: true })
  }
  git(repository, 'init', '--quiet', '--initial-branch=master')
  const commandLine = (event: string, options: WorkflowOptions): string[] => {
    if (!options.asItIs) {
      git(repository, 'add', '.')
      git(repository, 'commit', '--quiet', '--allow-empty', '--message=Change')
    }
    return argumentsOf(event, root, published, options)
  }
  const spawned = { cwd: repository, env: environment(root, programs) }
  const run = (event: string, options: WorkflowOptions = {}): WorkflowResult => {
    const most = { encoding: 'utf8', maxBuffer: 2 ** 26 } as const
    const { status, stdout } = spawnSync(act, commandLine(event, options), { ...spawned, ...most })
    return { status, ...read(stdout) }
  }
  const begin = (event: string, options: WorkflowOptions = {}): Promise<WorkflowResult> =>
    new Promise((resolve, reject) => {
      const stdio = ['ignore', 'pipe', 'ignore'] as const
      const child = spawn(act, commandLine(event, options), { ...spawned, stdio: [...stdio] })
      const chunks: Buffer[] = []
      child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk))
      child.on('error', reject)
      child.on('close', (status) => resolve({ status, ...read(Buffer.concat(chunks).toString()) }))
    })
  const dispose = (): void => rmSync(root, { recursive: true, force: true })
  return { repository, programs, run, begin, [Symbol.dispose]: dispose }
}

/** Returns the arguments of act; writes the event and the secrets to files below `root`. */
function argumentsOf(
  event: string,
  root: string,
  published: string,
  { payload = {}, secrets = {}, args = [] }: WorkflowOptions,
): string[] {
  const files = { payload: join(root, 'payload.json'), secrets: join(root, 'secrets') }
  writeFileSync(files.payload, JSON.stringify(payload))
  // Only a quoted value can have several lines.
  const lines = Object.entries(secrets).map(([name, value]) => `${name}=${quotedValue(value)}`)
  writeFileSync(files.secrets, lines.join('\n'), { mode: 0o600 })
  return [
    event,
    '--json',
    '--no-cache-server',
    '--platform=ubuntu-latest=-self-hosted',
    `--eventpath=${files.payload}`,
    `--secret-file=${files.secrets}`,
    ...[...actionNames(), ...WORKFLOWS].map(
      (name) => `--local-repository=towpath/towpath@${name}/v1=${published}`,
    ),
    ...args,
  ]
}

/** Quotes a value for act's secrets file. */
function quotedValue(value: string): string {
  if (!value.includes('\n')) return /^[^']*[#$\\][^']*$/.test(value) ? `'${value}'` : value
  return `"${value.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`
}

/** Returns the environment of act, which keeps its cache in HOME and finds node in PATH. */
function environment(home: string, programs: string): Record<string, string> {
  const path = [programs, dirname(process.execPath), process.env['PATH'] ?? '']
  return { HOME: home, PATH: path.join(':') }
}

function read(stdout: string): Omit<WorkflowResult, 'status'> {
  const jobs: Job[] = []
  const outputs: Record<string, Record<string, string>> = {}
  for (const text of stdout.split('\n').filter((line) => line.startsWith('{'))) {
    const line = JSON.parse(text) as Line
    if (line.jobResult !== undefined) {
      jobs.push({ id: line.jobID ?? '', matrix: line.matrix ?? {}, result: line.jobResult })
    }
    if (line.command === 'set-output') {
      const step = line.stepID?.at(-1) ?? ''
      outputs[step] = { ...outputs[step], [line.name ?? '']: line.arg ?? '' }
    }
  }
  return { jobs, outputs, log: stdout }
}
