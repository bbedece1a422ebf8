// Short commands that always run to completion, over @actions/exec. It can't stop what it has started, and it does not handle the error of a
// standard input that is not read (EPIPE), which would end this process. So this is for commands that change nothing, read no input and
// may outlive a cancelled step by a moment: git's questions to a clone, Python's version. Everything else is run by run.ts:
// - what transfers or installs (git fetch, pip, ssh-keyscan), or writes to a temporary folder, has to end with the step;
// - what gets input: ssh-add ends before it reads its key if the agent does not listen yet, git at the first bad object.

import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { getExecOutput } from '@actions/exec'
import type { ProgramResult, RunOptions } from './run.ts'

/** Runs a command to its end. Rejects if it can't be started. */
export async function execCommand(
  file: string,
  args: readonly string[],
  { cwd, env }: Pick<RunOptions, 'cwd' | 'env'>,
): Promise<ProgramResult> {
  // spawn throws for these, and @actions/exec leaves that error unhandled.
  if (args.some((arg) => arg.includes('\0')))
    throw new Error('an argument contains a NUL character')
  const path = findProgram(file, cwd, env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin')
  const { exitCode, stdout, stderr } = await getExecOutput(quoted(path), [...args], {
    cwd,
    env: definedOnly(env),
    silent: true,
    ignoreReturnCode: true,
  })
  return { code: exitCode, stdout, stderr }
}

/** Returns the path of a program. @actions/exec would search this process's PATH instead of the command's. Throws if there is none. */
function findProgram(file: string, cwd: string, path: string): string {
  const candidates = file.includes('/')
    ? [resolve(cwd, file)]
    : path
        .split(delimiter)
        .filter(Boolean)
        .map((folder) => join(resolve(cwd, folder), file))
  const found = candidates.find(isProgram)
  if (found === undefined) throw new Error(`${file} is not installed, or not in PATH`)
  return found
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** @actions/exec splits its first argument at spaces, except between quotes. */
const quoted = (path: string): string => `"${path.replaceAll('"', '\\"')}"`

const definedOnly = (env: RunOptions['env']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
