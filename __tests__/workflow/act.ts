// Workflows run by act in host mode, with the actions as they are published: action.yml and dist, and nothing else.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { git } from '../../rehearsal/world/repository.ts'
import { actionNames, ROOT } from '../../scripts/actions.ts'

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
  /** The repository that the workflow runs in; its files are committed at each run. */
  readonly repository: string
  /** A folder of programs that the steps find before all others. */
  readonly programs: string
  run(event: string, options?: WorkflowOptions): WorkflowResult
  [Symbol.dispose](): void
}

export type WorkflowOptions = {
  readonly payload?: object
  readonly secrets?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** The repository is taken as it is, without a commit of its files. */
  readonly asItIs?: boolean
}

/** An empty repository on the branch master, act, and the actions of this repository. */
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
  for (const part of ['actions', 'dist']) {
    cpSync(join(ROOT, part), join(published, part), { recursive: true })
  }
  git(repository, 'init', '--quiet', '--initial-branch=master')
  const run = (event: string, options: WorkflowOptions = {}): WorkflowResult => {
    if (!options.asItIs) {
      git(repository, 'add', '.')
      git(repository, 'commit', '--quiet', '--allow-empty', '--message=Change')
    }
    const files = { payload: join(root, 'payload.json'), secrets: join(root, 'secrets') }
    writeFileSync(files.payload, JSON.stringify(options.payload ?? {}))
    const secrets = Object.entries(options.secrets ?? {}).map(([name, value]) => `${name}=${value}`)
    writeFileSync(files.secrets, secrets.join('\n'), { mode: 0o600 })
    const { status, stdout } = spawnSync(
      act,
      [
        event,
        '--json',
        '--no-cache-server',
        '--platform=ubuntu-latest=-self-hosted',
        `--eventpath=${files.payload}`,
        `--secret-file=${files.secrets}`,
        ...actionNames().map(
          (name) => `--local-repository=towpath/towpath@${name}/v1=${published}`,
        ),
        ...(options.args ?? []),
      ],
      { cwd: repository, encoding: 'utf8', env: environment(root, programs), maxBuffer: 2 ** 26 },
    )
    return { status, ...read(stdout) }
  }
  const dispose = (): void => rmSync(root, { recursive: true, force: true })
  return { repository, programs, run, [Symbol.dispose]: dispose }
}

/** act keeps its cache in the home folder, and takes node from the path. */
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
