// Runs an action of this repository as GitHub's runner does: from its action.yml, in a process of its own, with nothing of
// the action's sources. What the runner does with output, masks and commands: actions/runner, src/Runner.Worker.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type Annotation, commandReader } from './parse-commands.ts'
import { readFileCommands } from './parse-file-commands.ts'
import { type Ended, spawnNode } from './spawn-node.ts'

export type ActionRun = {
  /** The folder that holds action.yml. */
  readonly action: string
  readonly inputs?: Readonly<Record<string, string>>
  /** Variables of the job; GITHUB_* that are not given are absent. */
  readonly env?: Readonly<Record<string, string>>
  /** The event's payload; without it there is no file. */
  readonly payload?: unknown
  /** The folder of the checkout, where the action starts. */
  readonly workspace: string
  /** Cancels `main`; `post` still runs. */
  readonly signal?: AbortSignal
  /** Takes every line of the process as it comes. */
  readonly onLine?: (line: string) => void
}

export type ActionResult = {
  /** `success` as the runner sees it: `main` and `post` ended with 0. */
  readonly success: boolean
  readonly exitCode: number | null
  readonly killedBy: NodeJS.Signals | null
  readonly postExitCode: number | null
  readonly outputs: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  readonly path: readonly string[]
  readonly state: Readonly<Record<string, string>>
  readonly summary: string
  readonly annotations: readonly Annotation[]
  /** What the log shows, with every mask applied. */
  readonly log: string
  /** Standard output and error of the process as they came, without masks. */
  readonly raw: string
  /** The values that were asked to be masked. */
  readonly masks: readonly string[]
  /** What is left in the runner's temporary folder. */
  readonly left: readonly string[]
}

type ActionYml = {
  readonly inputs?: Readonly<Record<string, { default?: unknown; required?: boolean }> | null>
  readonly runs: { readonly using: string; readonly main: string; readonly post?: string }
}

const FILES = ['OUTPUT', 'ENV', 'STATE', 'PATH', 'STEP_SUMMARY'] as const

/** Runs an action's `main`, then its `post`. */
export async function runAction(options: ActionRun): Promise<ActionResult> {
  const { inputs = {}, runs } = parse(
    readFileSync(join(options.action, 'action.yml'), 'utf8'),
  ) as ActionYml
  if (!runs.using.startsWith('node'))
    throw new Error(`${options.action} runs on ${runs.using}, not on node`)
  const temp = mkdtempSync(join(tmpdir(), 'towpath-runner-'))
  try {
    const commands = commandReader()
    const files = stepFiles(temp)
    const env: Record<string, string> = {
      ...baseEnv(options, temp),
      ...files.env,
      ...inputEnv(inputs ?? {}, options.inputs ?? {}),
    }
    let raw = ''
    const onLine = (line: string): void => {
      raw += `${line}\n`
      commands.line(line)
      options.onLine?.(line)
    }
    const { action, workspace, signal } = options
    const main = await spawnNode(join(action, runs.main), { env, workspace, signal, onLine })
    const state = { ...commands.state, ...readFileCommands(files.read('STATE')) }
    let post: Ended | undefined
    if (runs.post !== undefined) {
      // A cancelled run's post runs to its end: it is what cleans up.
      const postEnv = { ...env, ...prefixed('STATE_', state) }
      post = await spawnNode(join(action, runs.post), { env: postEnv, workspace, onLine })
    }
    return {
      success: main.exitCode === 0 && (post?.exitCode ?? 0) === 0,
      ...main,
      postExitCode: post?.exitCode ?? null,
      outputs: readFileCommands(files.read('OUTPUT')),
      env: readFileCommands(files.read('ENV')),
      path: files.read('PATH').split('\n').filter(Boolean),
      state,
      summary: files.read('STEP_SUMMARY'),
      annotations: commands.annotations,
      log: commands.log.join('\n'),
      raw,
      masks: [...commands.masks],
      left: readdirSync(temp).filter((name) => !files.names.includes(name)),
    }
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
}

/** The files that a step writes, empty, and the variables that name them. */
function stepFiles(temp: string): {
  readonly env: Readonly<Record<string, string>>
  readonly names: readonly string[]
  read(name: (typeof FILES)[number]): string
} {
  const path = (name: string): string => join(temp, name.toLowerCase())
  for (const name of FILES) writeFileSync(path(name), '')
  const paths = Object.fromEntries(FILES.map((name) => [name, path(name)]))
  const names = ['event.json', 'tools', ...FILES.map((name) => name.toLowerCase())]
  return {
    env: prefixed('GITHUB_', paths),
    names,
    read: (name) => readFileSync(path(name), 'utf8'),
  }
}

function prefixed(
  prefix: string,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]),
  )
}

function baseEnv(options: ActionRun, temp: string): Record<string, string> {
  const event = join(temp, 'event.json')
  if (options.payload !== undefined) writeFileSync(event, JSON.stringify(options.payload))
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? temp,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: options.workspace,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: 'https://api.github.com',
    RUNNER_TEMP: temp,
    RUNNER_TOOL_CACHE: process.env['RUNNER_TOOL_CACHE'] ?? join(temp, 'tools'),
    ...(options.payload === undefined ? {} : { GITHUB_EVENT_PATH: event }),
    ...options.env,
  }
}

/** `INPUT_<NAME>`: upper case, blanks become `_`, hyphens stay. An input that is not given has its default. */
function inputEnv(
  declared: NonNullable<ActionYml['inputs']>,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(declared, name))
  if (unknown !== undefined) throw new Error(`the action has no input ${JSON.stringify(unknown)}`)
  return Object.fromEntries(
    Object.entries(declared).map(([name, input]) => {
      const fallback = String(input?.default ?? '')
      if (fallback.includes('${{'))
        throw new Error(`the default of "${name}" is an expression, which is not evaluated here`)
      return [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, given[name] ?? fallback]
    }),
  )
}
