// git in one checkout, which is only read: no locks, no prompts, no variables that lead to another repository.
import { UserError } from './errors.ts'
import { type Finished, runProgram } from './process.ts'
import { quote } from './safe-text.ts'

export type Git = {
  /** Runs git; the caller looks at the code. */
  run(args: readonly string[]): Promise<Finished>
  /** Runs git and returns its output without the last line end. Throws a UserError (`git-failed`) when it fails. */
  ask(args: readonly string[]): Promise<string>
}

/** What would lead git to another repository or another configuration (`git rev-parse --local-env-vars`). */
const LEADING = [
  ...[
    'GIT_ALTERNATE_OBJECT_DIRECTORIES',
    'GIT_CONFIG',
    'GIT_CONFIG_PARAMETERS',
    'GIT_OBJECT_DIRECTORY',
  ],
  ...[
    'GIT_DIR',
    'GIT_WORK_TREE',
    'GIT_IMPLICIT_WORK_TREE',
    'GIT_GRAFT_FILE',
    'GIT_INDEX_FILE',
    'GIT_PREFIX',
  ],
  ...['GIT_NO_REPLACE_OBJECTS', 'GIT_REPLACE_REF_BASE', 'GIT_SHALLOW_FILE', 'GIT_COMMON_DIR'],
  ...['GIT_NAMESPACE', 'GIT_CEILING_DIRECTORIES', 'GIT_TRACE', 'GIT_PAGER'],
]

/** git in a folder. In a container the folder may belong to another user; it is trusted for these calls alone. */
export function gitIn(folder: string, env: Readonly<Record<string, string | undefined>>): Git {
  const clean = Object.fromEntries(Object.entries(env).filter(([name]) => !LEADING.includes(name)))
  const options = {
    cwd: folder,
    env: { ...clean, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
  }
  const run = async (args: readonly string[]): Promise<Finished> => {
    try {
      return await runProgram('git', ['-c', 'safe.directory=*', ...args], options)
    } catch (cause) {
      throw new UserError('git-failed', `git can't be run in ${quote(folder)}: ${String(cause)}`, {
        cause,
      })
    }
  }
  const ask = async (args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await run(args)
    if (code === 0) return stdout.replace(/\n$/, '')
    const said = stderr.trim().split('\n').at(-1) ?? ''
    throw new UserError('git-failed', `git ${args[0]} failed in ${quote(folder)}: ${quote(said)}`)
  }
  return { run, ask }
}
