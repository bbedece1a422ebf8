// Runs a built action as GitHub's runner does: by its action.yml, in a process of its own. How the runner handles output, masks and
// commands: actions/runner, src/Runner.Worker.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type Annotation, commandReader } from './parse-commands.ts'
import { readFileCommands } from './parse-file-commands.ts'
import { type Ended, spawnNode } from './spawn-node.ts'

export type ActionRun = {
  /** The folder with action.yml. */
  readonly action: string
  readonly inputs?: Readonly<Record<string, string>>
  /** Environment variables of the job. GITHUB_* variables that are neither here nor set below are absent. */
  readonly env?: Readonly<Record<string, string>>
  /** The event's payload; if absent, there is no payload file. */
  readonly payload?: unknown
  /** The checkout, in which the action starts. */
  readonly workspace: string
  /** Cancels `main`; `post` still runs. */
  readonly signal?: AbortSignal
  /** Called with the process id of `main`. */
  readonly onStart?: (pid: number) => void
  /** Takes every line of the process as it comes. */
  readonly onLine?: (line: string) => void
}

export type ActionResult = {
  /** As the runner sees it: `main` and `post` exited with 0. */
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
  /** The log as GitHub shows it, with secrets masked. */
  readonly log: string
  /** Standard output and error of the process, unmasked. */
  readonly raw: string
  /** The values that the action masked. */
  readonly masks: readonly string[]
  /** The files that remain in the runner's temporary folder. */
  readonly left: readonly string[]
}

type ActionYml = {
  readonly inputs?: Readonly<Record<string, { default?: unknown; required?: boolean }> | null>
  readonly runs: { readonly using: string; readonly main: string; readonly post?: string }
}

const FILES = ['OUTPUT', 'ENV', 'STATE', 'PATH', 'STEP_SUMMARY'] as const

/** Runs an action's `main`, then its `post`. */
export async function runBundle(options: ActionRun): Promise<ActionResult> {
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
    const { action, workspace, signal, onStart } = options
    const phase = { env, workspace, signal, onStart, onLine }
    const main = await spawnNode(join(action, runs.main), phase)
    const state = { ...commands.state, ...readFileCommands(files.read('STATE')) }
    // The runner drops what a post step sets: later steps have run already.
    const outputs = readFileCommands(files.read('OUTPUT'))
    let post: Ended | undefined
    if (runs.post !== undefined) {
      // The post step of a cancelled run is not cancelled: it cleans up.
      const postEnv = { ...env, ...prefixed('STATE_', state) }
      post = await spawnNode(join(action, runs.post), { env: postEnv, workspace, onLine })
    }
    return {
      success: main.exitCode === 0 && (post?.exitCode ?? 0) === 0,
      ...main,
      postExitCode: post?.exitCode ?? null,
      outputs,
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

/** Creates the files that a step writes to, and the variables that name them. */
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

/** The one expression that is evaluated. There is no token here. */
const TOKEN = `$\{{ github.token }}`

/** `INPUT_<NAME>`: upper case, spaces become `_`, hyphens stay. An input without a value gets its default. */
function inputEnv(
  declared: NonNullable<ActionYml['inputs']>,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(declared, name))
  if (unknown !== undefined) throw new Error(`the action has no input ${JSON.stringify(unknown)}`)
  return Object.fromEntries(
    Object.entries(declared).map(([name, input]) => {
      const fallback = String(input?.default ?? '')
      const value = given[name] ?? (fallback === TOKEN ? '' : fallback)
      if (given[name] === undefined && value.includes('${{'))
        throw new Error(`the default of "${name}" is an expression, which is not evaluated here`)
      return [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]
    }),
  )
}
