// Zappa's own program, in the project's environment, and what it says.
import type { Env } from '../../../../kit/git/git.ts'
import { streamProgram } from '../../../../kit/process/stream.ts'
import { stripTerminalCodes } from '../../../../kit/text/terminal.ts'

export type ZappaRun = {
  /** The environment's folder and its Python. */
  readonly environment: string
  readonly python: string
  /** The project's folder. */
  readonly folder: string
  /** Where Zappa puts its packages together. */
  readonly temp: string
  readonly env: Env
  readonly say: (line: string) => void
  readonly signal: AbortSignal
  /** The program of this action's that runs it. */
  readonly runner: string
  /** Is given its process. */
  readonly started: (pid: number | undefined) => void
}

export type Ran = {
  readonly code: number | null
  /** Where Zappa says that the application is served. */
  readonly url: string
  /** What it said last of what went wrong. */
  readonly last: string
  /** AWS had another update in progress. */
  readonly isConflict: boolean
  /** It asked AWS to put its code in place, and was not refused: the code that serves may be this run's. */
  readonly hasSent: boolean
}

/** Runs Zappa. What it prints is shown line by line. */
export async function runZappa(args: readonly string[], run: ZappaRun): Promise<Ran> {
  const { environment, python, folder, temp, env, say, signal, runner, started } = run
  const show = (line: string): void => say(stripTerminalCodes(line))
  // The program has the path of where its environment was made in its first line.
  const program = `${environment}/bin/zappa`
  const { code, stdout, stderr } = await streamProgram(python, [runner, program, ...args], {
    cwd: folder,
    env: variablesFor(env, environment, temp),
    onLine: show,
    onErrorLine: show,
    killOn: signal,
    // Its input stays open for as long as this process lives.
    input: '',
    closeStdinOn: new AbortController().signal,
    onSpawn: ({ pid }) => started(pid),
  })
  started(undefined)
  return { code, ...saidIn(stdout, stderr) }
}

/** What Zappa's output says (0.53 to 0.63; the texts are the same, the colours are gone where there is no terminal). */
export function saidIn(stdout: string, stderr: string): Omit<Ran, 'code'> {
  const [out, err] = [stdout, stderr].map((text) => text.split('\n').map(stripTerminalCodes))
  const all = [...(out ?? []), ...(err ?? [])]
  const url = firstOf(all, [
    /is live!: (https?:\/\/\S+)/,
    /Deployment complete!: (https?:\/\/\S+)/,
    /^function URL address: (https?:\/\/\S+)/,
  ])
  const errors = all.filter((line) => /^[\w.]*(?:Error|Exception|Warning)\b.{0,2}:? \S/.test(line))
  const spoken = all.filter((line) => line.trim() !== '')
  return {
    url,
    last: (errors.at(-1) ?? spoken.at(-1) ?? '').trim(),
    isConflict: all.some((line) => line.includes('ResourceConflictException')),
    hasSent: all.some((line) => SENDING.test(line)) && !all.some((line) => REFUSED.test(line)),
  }
}

/** Right before the call. */
const SENDING = /\bUpdating Lambda function code\b/

/** The answers to it that say that nothing was done. */
const REFUSED =
  /\((?:ResourceConflict|AccessDenied|ExpiredToken|UnrecognizedClient|InvalidParameterValue|CodeStorageExceeded|RequestEntityTooLarge|TooManyRequests)\w*\) when calling the UpdateFunctionCode operation/

function firstOf(lines: readonly string[], forms: readonly RegExp[]): string {
  for (const form of forms) {
    const found = lines.map((line) => form.exec(line)?.[1]).find((one) => one !== undefined)
    if (found !== undefined) return found
  }
  return ''
}

/**
 * What is the action's own, what would reach a later step, what would lead Python elsewhere, and what Zappa would make settings of
 * (Zappa `_get_config_from_environment_and_args`).
 */
const WITHHELD =
  /^(?:INPUT_|STATE_|ACTIONS_|ZAPPA_|TOWPATH_|PYTHONHOME$|PYTHONPATH$|PYTHONDONTWRITEBYTECODE$|VIRTUAL_ENV|GITHUB_(?:ENV|PATH|OUTPUT|STATE|STEP_SUMMARY|TOKEN)$)/i

function variablesFor(env: Env, environment: string, temp: string): Env {
  const kept = Object.entries(env).filter(([name]) => !WITHHELD.test(name))
  return {
    ...Object.fromEntries(kept),
    VIRTUAL_ENV: environment,
    PATH: `${environment}/bin:${env['PATH'] ?? ''}`,
    TMPDIR: temp,
    PYTHONUNBUFFERED: '1',
    PYTHONUTF8: '1',
  }
}
