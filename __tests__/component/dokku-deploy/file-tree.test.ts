// Files that are read into a repository by a git that fails.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { readFiles } from '../../../actions/dokku-deploy/src/adapters/file-tree.ts'
import type { Git } from '../../../kit/git/git.ts'

test("a link whose target git can't read is not taken for one that stays inside", async () => {
  const root = mkdtempSync(join(tmpdir(), 'towpath-file-tree-'))
  mkdirSync(join(root, 'dist'))
  const git = {
    ask: async (args: readonly string[]) =>
      args.includes('ls-tree') ? '120000 blob abc\tlink' : 'tree',
    run: async (args: readonly string[]) => ({
      ...{ code: args[0] === 'cat-file' ? 128 : 0, stdout: '', stderr: 'fatal: bad file' },
    }),
    failed: (_: readonly string[], stderr: string) => new Error(stderr),
  } as unknown as Git
  try {
    await expect(readFiles(git, root, root, 'dist')).rejects.toThrow('fatal: bad file')
  } finally {
    rmSync(root, { recursive: true })
  }
})
