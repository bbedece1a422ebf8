// Which tasks a fabfile has: asked of Fabric itself.
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { UserError } from '../../../../kit/action/user-error.ts'
import type { Env } from '../../../../kit/git/git.ts'
import { temporaryFolder } from '../../../../kit/process/exit-cleanup.ts'
import { runProgram } from '../../../../kit/process/run.ts'
import { quote, visible } from '../../../../kit/text/escape.ts'
import { type Fabric, variablesFor } from './python.ts'
import type { TaskInfo } from './task-info.ts'

export type Fabfile = {
  readonly path: string
  readonly tasks: readonly TaskInfo[]
}

export type Reading = {
  /** Where it is looked for, and in the folders above. */
  readonly folder: string
  /** The input `fabfile`: a file, or a folder that is a package, seen from the folder. */
  readonly fabfile?: string | undefined
  readonly env: Env
  readonly temp: string
}

/** The options with which fab loads a fabfile. Throws a UserError (`no-fabfile`) where the one that is named is not there. */
export function loading({ folder, fabfile }: Pick<Reading, 'folder' | 'fabfile'>): string[] {
  if (fabfile === undefined || fabfile === '') return ['-r', folder, '-c', 'fabfile']
  const path = resolve(folder, fabfile)
  const isPackage = existsSync(join(path, '__init__.py'))
  if (!isPackage && !(path.endsWith('.py') && existsSync(path) && statSync(path).isFile())) {
    const what = `"fabfile": ${quote(fabfile)} is no Python file, and no folder with an __init__.py`
    throw new UserError('no-fabfile', what)
  }
  return ['-r', dirname(path), '-c', basename(path, '.py')]
}

type Answer =
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
  reading: Reading,
): Promise<Fabfile> {
  const { folder, temp } = reading
  using files = temporaryFolder(temp, 'towpath-fabfile-')
  const known = join(files.path, 'known_hosts')
  writeFileSync(known, '', { mode: 0o600 })
  const [, root = '', , name = ''] = loading(reading)
  const env = variablesFor(reading.env, programs, known)
  const args = [join(programs, 'tasks.py'), root, name]
  const { code, stdout, stderr } = await runProgram(python, args, { cwd: folder, env })
  if (code !== 0) {
    const last = stderr.trim().split('\n').at(-1) ?? ''
    throw new UserError('bad-fabfile', `The fabfile ends Python when it is loaded: ${quote(last)}`)
  }
  const answer = JSON.parse(stdout) as Answer
  if ('tasks' in answer) return { path: answer.fabfile, tasks: answer.tasks }
  throw notRead(answer, folder)
}

function notRead(answer: Exclude<Answer, { tasks: unknown }>, folder: string): UserError {
  const { reason, fabfile = '', problem, trace } = answer
  if (reason === 'no-fabfile') {
    return new UserError(
      reason,
      `There is no fabfile.py in ${quote(folder)} or in a folder above it`,
    )
  }
  const [file, what] = [quote(fabfile), quote(problem)]
  if (reason === 'fabfile-of-fabric-1') {
    return new UserError(
      reason,
      `${file} is written for Fabric 1 (${what}), which needs Python 2. For Fabric 3, import "from fabric import task", put @task before each task, give each a first parameter c, and write c.run(...) for run(...), c.local(...) for local(...), c.sudo(...) for sudo(...); env.hosts and roles become the hosts of the environment. "services" in towpath.yml needs no fabfile at all`,
    )
  }
  const lines = trace.map((line) => visible(line)).join('\n')
  return new UserError(reason, `${file} can't be loaded: ${what}\n${lines}`)
}
