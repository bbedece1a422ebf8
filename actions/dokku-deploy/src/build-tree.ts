// The files that are pushed, as a tree in a repository of ours: those of the commit with those that are included.

import { UserError } from '../../../kit/action/user-error.ts'
import { missingObjects } from '../../../kit/dokku/repository.ts'
import type { Git } from '../../../kit/git/git.ts'
import { list } from '../../../kit/text/escape.ts'
import { entriesOf, filesAt, treeOf } from './adapters/file-tree.ts'
import type { TreeEntry } from './adapters/tree-entries.ts'
import type { Include } from './include-lines.ts'
import { type Included, merged } from './merge-files.ts'
import type { Source } from './source.ts'

/** Makes the tree that is pushed, in our repository. Throws a UserError for what can't be included or would not work there. */
export async function builtTree(
  { git, path }: { readonly git: Git; readonly path: string },
  source: Source,
  include: readonly Include[],
  root: string,
): Promise<string> {
  const tracked = await entriesOrExplain(git, source.tree)
  const included: Included[] = []
  const problems: string[] = []
  for (const one of include) {
    const found = await filesAt(git, path, root, one.from)
    if ('problem' in found) problems.push(found.problem)
    else included.push({ ...one, ...found })
  }
  const all = problems.length > 0 ? { problems } : merged(tracked, included)
  if ('problems' in all) throw new UserError('bad-include', `"include": ${all.problems.join('\n')}`)
  await assertWhole(git, all.entries)
  return include.length === 0 ? source.tree : treeOf(git, all.entries)
}

async function entriesOrExplain(git: Git, tree: string): Promise<TreeEntry[]> {
  try {
    return await entriesOf(git, tree)
  } catch (error) {
    throw (error instanceof UserError ? missingObjects(error.message) : undefined) ?? error
  }
}

/** What a server would build without, and nobody would see: submodules that it can't find, files that are elsewhere, or not here. */
async function assertWhole(git: Git, entries: readonly TreeEntry[]): Promise<void> {
  const submodules = entries.filter(({ mode }) => mode === '160000').map(({ path }) => path)
  if (submodules.length > 0 && !entries.some(({ path }) => path === '.gitmodules')) {
    throw new UserError(
      'submodules',
      `The server can't find the submodules ${some(submodules)}: .gitmodules is not in what is pushed. Check them out (actions/checkout with "submodules: true") and name their files in "include", with "replace: "`,
    )
  }
  const blobs = entries.filter(({ mode }) => mode !== '160000').map(({ id }) => id)
  const { stdout } = await git.run(
    ['cat-file', '--batch-check=%(objectname) %(objectsize)'],
    `${blobs.join('\n')}\n`,
  )
  if (/ missing$/m.test(stdout)) throw missingObjects('missing blob')
  const pointers = await pointersAmong(git, entries, stdout)
  if (pointers.length === 0) return
  throw new UserError(
    'lfs-pointers',
    `${some(pointers)}: only the pointers of Git LFS are in the commit. Check them out (actions/checkout with "lfs: true") and name them in "include", with "replace: "`,
  )
}

/** The largest pointer that Git LFS writes without extensions is far smaller: bytes. */
const POINTER = 200

async function pointersAmong(
  git: Git,
  entries: readonly TreeEntry[],
  sizes: string,
): Promise<string[]> {
  const small = [...sizes.matchAll(/^([0-9a-f]+) (\d+)$/gm)].filter(
    ([, , size]) => Number(size) > 100 && Number(size) <= POINTER,
  )
  if (small.length === 0) return []
  const ids = new Set(small.map(([, id = '']) => id))
  const { stdout } = await git.run(['cat-file', '--batch'], `${[...ids].join('\n')}\n`)
  const starts = stdout.matchAll(
    /^([0-9a-f]{40}) blob \d+\nversion https:\/\/git-lfs\.github\.com\/spec\//gm,
  )
  const pointers = new Set([...starts].map(([, id]) => id))
  return entries.filter(({ id }) => pointers.has(id)).map(({ path }) => path)
}

const some = (paths: readonly string[]): string =>
  paths.length > 5 ? `${list(paths.slice(0, 5))} and ${paths.length - 5} more` : list(paths)
