// Runs bundles and git in a clone, as a job does.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { actionFile } from '../scripts/actions.ts'

/** The environment of all runs: no configuration of the user. */
export const QUIET = { PATH: process.env['PATH'] ?? '', GIT_CONFIG_GLOBAL: '/dev/null' }

/** Returns the variables with the inputs of an action; those not given have their defaults. */
export function inputEnv(
  action: string,
  values: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const inputs = Object.entries(actionFile(action).inputs ?? {})
  return Object.fromEntries(
    inputs.map(([name, input]) => [
      `INPUT_${name.toUpperCase()}`,
      values[name] ?? input.default ?? '',
    ]),
  )
}

/** Runs a program without blocking this process, which serves the repository. Returns its output; throws an Error if it fails. */
export async function runInBackground(
  folder: string,
  temp: string,
  file: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const env = { ...QUIET, GITHUB_WORKSPACE: folder, RUNNER_TEMP: temp, HOME: temp, ...more }
  return (await promisify(execFile)(file, [...args], { cwd: folder, env })).stdout
}
