// Runs Zappa's command-line program in the project's virtual environment, and parses its output.

import type { Env } from '../../../../kit/git/git.ts'
import { streamProgram } from '../../../../kit/process/stream.ts'
import { stripTerminalCodes } from '../../../../kit/text/terminal.ts'
import type { VirtualenvPaths } from './virtualenv.ts'

export type ZappaOptions = {
  readonly virtualenv: VirtualenvPaths
  /** The project's folder. */
  readonly folder: string
  /** Where Zappa makes its packages. */
  readonly packageFolder: string
  readonly env: Env
  /** The path of `run_zappa.py`. */
  readonly zappaRunner: string
  readonly log: (line: string) => void
  /** Called with the process id when Zappa starts, and with undefined when it has ended. */
  readonly savePid: (pid: number | undefined) => void
  readonly signal: AbortSignal
}

export type ZappaResult = {
  readonly code: number | null
  /** The URL of the application; empty if Zappa reports none. */
  readonly url: string
  /** The last error, or the last line if there is no error. */
  readonly lastError: string
  /** AWS had another update in progress. */
  readonly isConflict: boolean
  /** Zappa asked AWS to replace the code and was not refused: the code of this run may be live. */
  readonly hasSentCode: boolean
}

/** Runs Zappa and logs its output line by line. */
export async function runZappa(
  args: readonly string[],
  options: ZappaOptions,
): Promise<ZappaResult> {
  const { virtualenv, folder, packageFolder, env, log, signal, zappaRunner, savePid } = options
  const logPlain = (line: string): void => log(stripTerminalCodes(line))
  // Not started directly: its first line has the path where the environment was made, which may be another one.
  const program = `${virtualenv.folder}/bin/zappa`
  const { code, stdout, stderr } = await streamProgram(
    virtualenv.python,
    [zappaRunner, program, ...args],
    {
      cwd: folder,
      env: zappaEnv(env, virtualenv.folder, packageFolder),
      onLine: logPlain,
      onErrorLine: logPlain,
      killOn: signal,
      // Its standard input stays open until this process ends.
      input: '',
      closeStdinOn: new AbortController().signal,
      onSpawn: ({ pid }) => savePid(pid),
    },
  )
  savePid(undefined)
  return { code, ...parseZappaOutput(stdout, stderr) }
}

/** Parses the output of Zappa (0.53 to 0.63 write the same; without colours if not on a terminal). */
export function parseZappaOutput(stdout: string, stderr: string): Omit<ZappaResult, 'code'> {
  const lines = [...stdout.split('\n'), ...stderr.split('\n')].map(stripTerminalCodes)
  const errors = lines.filter((line) =>
    /^[\w.]*(?:Error|Exception|Warning)\b.{0,2}:? \S/.test(line),
  )
  const lastLine = lines.findLast((line) => line.trim() !== '') ?? ''
  return {
    url: firstMatch(lines, URL_LINES),
    lastError: (errors.at(-1) ?? lastLine).trim(),
    isConflict: lines.some((line) => line.includes('ResourceConflictException')),
    hasSentCode:
      lines.some((line) => SENDING_CODE.test(line)) && !lines.some((line) => REFUSED.test(line)),
  }
}

const URL_LINES = [
  /is live!: (https?:\/\/\S+)/,
  /Deployment complete!: (https?:\/\/\S+)/,
  /^function URL address: (https?:\/\/\S+)/,
]

/** Logged right before the request that replaces the code. */
const SENDING_CODE = /\bUpdating Lambda function code\b/

/** The answers to that request that mean AWS changed nothing. */
const REFUSED =
  /\((?:ResourceConflict|AccessDenied|ExpiredToken|UnrecognizedClient|InvalidParameterValue|CodeStorageExceeded|RequestEntityTooLarge|TooManyRequests)\w*\) when calling the UpdateFunctionCode operation/

function firstMatch(lines: readonly string[], patterns: readonly RegExp[]): string {
  for (const pattern of patterns) {
    const match = lines.map((line) => pattern.exec(line)?.[1]).find((one) => one !== undefined)
    if (match !== undefined) return match
  }
  return ''
}

/**
 * The variables that Zappa does not get: those of this action, those through which it could affect later steps, those that redirect
 * Python, and those that Zappa takes as settings (Zappa `_get_config_from_environment_and_args`).
 */
const WITHHELD =
  /^(?:ACTIONS_|ZAPPA_|TOWPATH_|PYTHONHOME$|PYTHONPATH$|PYTHONDONTWRITEBYTECODE$|VIRTUAL_ENV|GITHUB_(?:ENV|PATH|OUTPUT|STATE|STEP_SUMMARY|TOKEN)$)/i

function zappaEnv(env: Env, virtualenv: string, packageFolder: string): Env {
  const kept = Object.entries(env).filter(([name]) => !WITHHELD.test(name))
  return {
    ...Object.fromEntries(kept),
    VIRTUAL_ENV: virtualenv,
    PATH: `${virtualenv}/bin:${env['PATH'] ?? ''}`,
    TMPDIR: packageFolder,
    PYTHONUNBUFFERED: '1',
    PYTHONUTF8: '1',
  }
}
