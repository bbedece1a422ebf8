// Runs an action of this repository as GitHub's runner does: from its action.yml, in a process of its own, with nothing of
// the action's sources. What the runner does with output, masks and commands: actions/runner, src/Runner.Worker.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type Annotation, commandReader } from './commands.ts'
import { readFileCommands } from './file-commands.ts'

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
  /** Cancels the run: SIGINT, after 7.5 s SIGTERM, after 2.5 s more SIGKILL, as the runner does. */
  readonly signal?: AbortSignal
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
    const paths = Object.fromEntries(
      FILES.map((name) => [`GITHUB_${name}`, join(temp, name.toLowerCase())]),
    )
    for (const path of Object.values(paths)) writeFileSync(path, '')
    const read = (name: (typeof FILES)[number]): string =>
      readFileSync(join(temp, name.toLowerCase()), 'utf8')
    const env: Record<string, string> = {
      ...baseEnv(options, temp),
      ...paths,
      ...inputEnv(inputs ?? {}, options.inputs ?? {}),
    }
    let raw = ''
    const onLine = (line: string): void => {
      raw += `${line}\n`
      commands.line(line)
    }
    const { action, workspace, signal } = options
    const main = await spawnNode(join(action, runs.main), { env, workspace, signal, onLine })
    const state = { ...commands.state, ...readFileCommands(read('STATE')) }
    const states = Object.fromEntries(
      Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]),
    )
    // A cancelled run's post runs to its end: it is what cleans up.
    const post =
      runs.post === undefined
        ? undefined
        : await spawnNode(join(action, runs.post), {
            env: { ...env, ...states },
            workspace,
            onLine,
          })
    return {
      success: main.exitCode === 0 && (post?.exitCode ?? 0) === 0,
      ...main,
      postExitCode: post?.exitCode ?? null,
      outputs: readFileCommands(read('OUTPUT')),
      env: readFileCommands(read('ENV')),
      path: read('PATH').split('\n').filter(Boolean),
      state,
      summary: read('STEP_SUMMARY'),
      annotations: commands.annotations,
      log: commands.log.join('\n'),
      raw,
      masks: [...commands.masks],
    }
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
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

type Ended = { readonly exitCode: number | null; readonly killedBy: NodeJS.Signals | null }

/** The time after which the runner sends the next signal, in milliseconds. */
const PATIENCE = { SIGTERM: 7500, SIGKILL: 10_000 } as const

type Phase = {
  readonly env: Readonly<Record<string, string>>
  readonly workspace: string
  readonly signal?: AbortSignal | undefined
  onLine(line: string): void
}

function spawnNode(script: string, { env, workspace, signal, onLine }: Phase): Promise<Ended> {
  if (!existsSync(script)) throw new Error(`${script} does not exist; run npm run build`)
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script], {
      cwd: workspace,
      env: { ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const timers: NodeJS.Timeout[] = []
    const cancel = (): void => {
      child.kill('SIGINT')
      for (const [name, after] of Object.entries(PATIENCE)) {
        timers.push(setTimeout(() => child.kill(name as NodeJS.Signals), after))
      }
    }
    if (signal?.aborted) cancel()
    else signal?.addEventListener('abort', cancel, { once: true })
    for (const stream of [child.stdout, child.stderr]) eachLine(stream, onLine)
    child.on('error', reject)
    child.on('close', (exitCode, killedBy) => {
      for (const timer of timers) clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      resolve({ exitCode, killedBy })
    })
  })
}

/** The runner ends a line at LF, CR and CR LF. */
function eachLine(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  })
  stream.on('end', () => {
    if (rest !== '') onLine(rest.replace(/\r$/, ''))
  })
}
