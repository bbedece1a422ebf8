// Whether git would include a file in the next commit.

import { existsSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { type Env, gitIn } from '../../../../kit/git/git.ts'

/** Returns `tracked`, `untracked` (and not ignored), or undefined: ignored, not in a repository, or git is missing. */
export async function wouldCommit(
  path: string,
  env: Env,
): Promise<'tracked' | 'untracked' | undefined> {
  let folder = dirname(path)
  while (!existsSync(folder)) folder = dirname(folder)
  const { run } = gitIn(folder, env)
  const file = `./${relative(folder, path)}`
  try {
    const listed = await run(['--literal-pathspecs', 'ls-files', '--error-unmatch', '--', file])
    if (listed.code === 0) return 'tracked'
    // 1: not ignored; 128: not in a repository, or inside the folder .git.
    const ignored = await run(['check-ignore', '--quiet', '--', file])
    return ignored.code === 1 ? 'untracked' : undefined
  } catch {
    return undefined
  }
}
