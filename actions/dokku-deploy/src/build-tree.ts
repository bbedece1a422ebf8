// Builds the tree that is pushed: the files of the commit with the included files.

import { UserError } from '../../../kit/action/user-error.ts'
import type { AppRepository } from '../../../kit/dokku/repository.ts'
import type { Git } from '../../../kit/git/git.ts'
import { list } from '../../../kit/text/escape.ts'
import { readFiles, readTree, writeTree } from './adapters/file-tree.ts'
import type { Include } from './include-lines.ts'
import { type IncludedFiles, mergeFiles, placeOf } from './merge-files.ts'
import { missingFilesError, partialCheckoutError } from './partial-checkout.ts'
import type { PlannedInclude } from './plan.ts'
import type { TreeEntry } from './tree-entries.ts'

/** Builds the tree in the repository. Returns its id, and where the included files are in it. Throws a UserError for files that can't be included or that Dokku could not use. */
export async function buildTree(
  { git, path }: Pick<AppRepository, 'git' | 'path'>,
  sourceTree: string,
  includes: readonly Include[],
  root: string,
): Promise<{ readonly tree: string; readonly include: readonly PlannedInclude[] }> {
  const tracked = await readSourceTree(git, sourceTree)
  const included: IncludedFiles[] = []
  const problems: string[] = []
  for (const include of includes) {
    const found = await readFiles(git, path, root, include.from)
    if ('problem' in found) problems.push(found.problem)
    else included.push({ ...include, ...found })
  }
  const merged = problems.length > 0 ? { problems } : mergeFiles(tracked, included)
  if ('problems' in merged)
    throw new UserError('bad-include', `"include": ${merged.problems.join('\n')}`)
  assertNoLostSubmodules(merged.entries)
  await assertFilesPresent(git, merged.entries)
  const tree = includes.length === 0 ? sourceTree : await writeTree(git, merged.entries)
  return { tree, include: included.map(plannedInclude) }
}

/** How many files of an included folder a plan lists. */
const LISTED = 100

function plannedInclude(include: IncludedFiles): PlannedInclude {
  const { from, to, replace, entries } = include
  const files = entries.slice(0, LISTED).map(({ path }) => placeOf(include, path))
  return { from, to: to || '.', replace, count: entries.length, files }
}

async function readSourceTree(git: Git, tree: string): Promise<TreeEntry[]> {
  try {
    return await readTree(git, tree)
  } catch (error) {
    throw (error instanceof UserError ? partialCheckoutError(error.message) : undefined) ?? error
  }
}

const SUBMODULE = '160000'

/** Dokku would silently build without submodules that it can't find. */
function assertNoLostSubmodules(entries: readonly TreeEntry[]): void {
  const submodules = entries.filter(({ mode }) => mode === SUBMODULE).map(({ path }) => path)
  if (submodules.length === 0 || entries.some(({ path }) => path === '.gitmodules')) return
  throw new UserError(
    'submodules',
    `The server can't find the submodules ${listSome(submodules)}: .gitmodules is not in what is pushed. Check them out (actions/checkout with "submodules: true") and add their files with a "replace: " line in "include"`,
  )
}

/** Dokku would silently build with pointers of Git LFS instead of the files. */
async function assertFilesPresent(git: Git, entries: readonly TreeEntry[]): Promise<void> {
  const blobs = entries.filter(({ mode }) => mode !== SUBMODULE).map(({ id }) => id)
  const check = ['cat-file', '--batch-check=%(objectname) %(objectsize)']
  const stdout = await git.ask(check, `${blobs.join('\n')}\n`)
  if (/ missing$/m.test(stdout)) throw missingFilesError()
  const pointers = await lfsPointers(git, entries, stdout)
  if (pointers.length === 0) return
  throw new UserError(
    'lfs-pointers',
    `The commit has only the Git LFS pointers of ${listSome(pointers)}. Check the files out (actions/checkout with "lfs: true") and add them with a "replace: " line in "include"`,
  )
}

/** In bytes; a pointer of Git LFS without extensions has about 130. */
const POINTER_SIZE = { least: 101, most: 200 }

async function lfsPointers(
  git: Git,
  entries: readonly TreeEntry[],
  sizes: string,
): Promise<string[]> {
  const candidates = [...sizes.matchAll(/^([0-9a-f]+) (\d+)$/gm)].filter(
    ([, , size]) => Number(size) >= POINTER_SIZE.least && Number(size) <= POINTER_SIZE.most,
  )
  if (candidates.length === 0) return []
  const ids = new Set(candidates.map(([, id = '']) => id))
  const stdout = await git.ask(['cat-file', '--batch'], `${[...ids].join('\n')}\n`)
  const matches = stdout.matchAll(
    /^([0-9a-f]{40}) blob \d+\nversion https:\/\/git-lfs\.github\.com\/spec\//gm,
  )
  const pointers = new Set([...matches].map(([, id]) => id))
  return entries.filter(({ id }) => pointers.has(id)).map(({ path }) => path)
}

const listSome = (paths: readonly string[]): string =>
  paths.length > 5 ? `${list(paths.slice(0, 5))} and ${paths.length - 5} more` : list(paths)
