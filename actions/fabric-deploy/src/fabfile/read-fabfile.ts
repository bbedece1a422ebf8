// Lists the tasks of a fabfile, as Fabric itself finds them.

import { existsSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { UserError } from '../../../../kit/action/user-error.ts'
import type { Env } from '../../../../kit/git/git.ts'
import { temporaryFolder } from '../../../../kit/process/exit-cleanup.ts'
import { runProgram } from '../../../../kit/process/run.ts'
import { quote, visible } from '../../../../kit/text/escape.ts'
import { type Fabric, fabricVariables } from './python-environment.ts'
import type { TaskInfo } from './task-info.ts'

export type Fabfile = {
  readonly path: string
  readonly tasks: readonly TaskInfo[]
}

export type FabfileLocation = {
  /** The folder to search, with the folders above it. */
  readonly folder: string
  /** The input `fabfile`: a file, or a folder that is a Python package, relative to the folder. */
  readonly fabfile?: string | undefined
  readonly env: Env
  readonly temp: string
}

/** Returns the options that make fab load a fabfile. Throws a UserError (`no-fabfile`) if the given one does not exist. */
export function fabfileOptions({
  folder,
  fabfile,
}: Pick<FabfileLocation, 'folder' | 'fabfile'>): string[] {
  if (fabfile === undefined || fabfile === '') return ['-r', folder, '-c', 'fabfile']
  const path = resolve(folder, fabfile)
  const isPackage = existsSync(join(path, '__init__.py'))
  if (!isPackage && !(path.endsWith('.py') && existsSync(path) && statSync(path).isFile())) {
    const what = `"fabfile": ${quote(fabfile)} is neither a Python file nor a folder with an __init__.py`
    throw new UserError('no-fabfile', what)
  }
  return ['-r', dirname(path), '-c', basename(path, '.py')]
}

type TasksOutput =
  | { readonly fabfile: string; readonly tasks: readonly TaskInfo[] }
  | {
      readonly reason: 'no-fabfile' | 'bad-fabfile' | 'fabfile-of-fabric-1'
      readonly fabfile?: string
      readonly problem: string
      readonly trace: readonly string[]
    }

/** Loads a fabfile as fab does. Throws a UserError (`no-fabfile`, `bad-fabfile`, `fabfile-of-fabric-1`). */
export async function readFabfile(
  { python, programs }: Fabric,
  location: FabfileLocation,
): Promise<Fabfile> {
  const { folder, temp } = location
  using files = temporaryFolder(temp, 'towpath-fabfile-')
  const known = join(files.path, 'known_hosts')
  writeFileSync(known, '', { mode: 0o600 })
  const [, root = '', , name = ''] = fabfileOptions(location)
  const env = fabricVariables(location.env, programs, known)
  const args = [join(programs, 'tasks.py'), root, name]
  const { code, stdout, stderr } = await runProgram(python, args, { cwd: folder, env })
  if (code !== 0) {
    const lastLine = stderr.trim().split('\n').at(-1) ?? ''
    throw new UserError(
      'bad-fabfile',
      `Python exited while loading the fabfile: ${quote(lastLine)}`,
    )
  }
  const output = JSON.parse(stdout) as TasksOutput
  if ('tasks' in output) return { path: output.fabfile, tasks: output.tasks }
  throw fabfileError(output, folder)
}

function fabfileError(
  { reason, fabfile = '', problem, trace }: Exclude<TasksOutput, { tasks: unknown }>,
  folder: string,
): UserError {
  if (reason === 'no-fabfile') {
    return new UserError(
      reason,
      `There is no fabfile.py in ${quote(folder)} or in a folder above it`,
    )
  }
  const file = quote(fabfile)
  const error = quote(problem)
  if (reason === 'fabfile-of-fabric-1') {
    return new UserError(
      reason,
      `${file} is written for Fabric 1 (${error}), which needs Python 2. For Fabric 3, write "from fabric import task", put @task before each task, give each task a first parameter c, and replace run(...) by c.run(...), local(...) by c.local(...) and sudo(...) by c.sudo(...); env.hosts and roles become the hosts of the environment. With "services" in towpath.yml you need no fabfile`,
    )
  }
  const lines = trace.map((line) => visible(line)).join('\n')
  return new UserError(reason, `${file} can't be loaded: ${error}\n${lines}`)
}
