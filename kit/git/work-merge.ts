// Merges trees as `git merge` does it in a clone, without one.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { UserError } from '../action/user-error.ts'
import { committing } from './person.ts'
import type { WritableRepository } from './remote-repositories.ts'
import type { BaseTree, Merge, MergeResult } from './work-repository.ts'
import type { WorkTrees } from './work-trees.ts'

/**
 * Merges trees. git 2.39 takes no bases, so that commits are made whose histories have exactly these bases. Missing files are fetched by git,
 * in few requests.
 */
export async function mergeTreesIn(
  repository: WritableRepository,
  trees: WorkTrees,
  { bases, ours, theirs }: Merge,
): Promise<MergeResult> {
  if (bases.length === 0)
    throw new UserError(
      'conflict',
      'The two branches have no commit in common, so they can\u2019t be merged; join them once by hand, with "git merge --allow-unrelated-histories"',
    )
  const commits = await baseCommits(repository, bases)
  const parents = [...commits.values()]
  const [one, other] = [
    await commitOf(repository, ours, parents, 0),
    await commitOf(repository, theirs, parents, 0),
  ]
  const folder = await attributesOf(repository, trees, ours)
  const merge = ['merge-tree', '--write-tree', '-z', '--name-only', one, other]
  const git = repository.gitWith({}, folder)
  const { code, stdout, stderr } = await git.run(merge)
  rmSync(folder, { recursive: true, force: true })
  const [tree = ''] = stdout.split('\0')
  if (code === 0) return { tree }
  if (code === 1) return { conflicts: conflictsIn(stdout, [one, other]) }
  if (code === 129) throw new UserError('git-failed', 'Merging needs git 2.38 or newer; update git')
  throw git.failed(merge, stderr)
}

/** Makes a commit for each base, the earliest first. Returns them by the ids of the bases. */
async function baseCommits(
  repository: WritableRepository,
  bases: readonly BaseTree[],
): Promise<ReadonlyMap<string, string>> {
  const made = new Map<string, string>()
  const make = async ({ commit, tree, ancestors, time }: BaseTree): Promise<void> => {
    if (made.has(commit)) return
    const before = bases.filter((base) => ancestors.includes(base.commit))
    for (const base of before) await make(base)
    const parents = before.map((base) => made.get(base.commit) ?? '')
    made.set(commit, await commitOf(repository, tree, parents, time))
  }
  for (const base of bases) await make(base)
  return made
}

/** These commits are never pushed. */
const NOBODY = { name: 'towpath', mail: 'towpath' }

/** git merges several bases in the order of their times. */
async function commitOf(
  { gitWith }: WritableRepository,
  tree: string,
  parents: readonly string[],
  time: number,
): Promise<string> {
  const args = parents.flatMap((id) => ['-p', id])
  return gitWith(committing(NOBODY, time)).ask(['commit-tree', tree, ...args], '')
}

/** Writes the .gitattributes files of a tree into a folder: git reads them from files, in a bare repository not at all. */
async function attributesOf(
  { path }: WritableRepository,
  trees: WorkTrees,
  tree: string,
): Promise<string> {
  const folder = mkdtempSync(join(path, 'attributes-'))
  const all = await trees.entries(tree)
  const paths = all.map((entry) => entry.path).filter(isAttributes)
  for (const [file, { content, mode }] of await trees.files(tree, paths)) {
    // git does not follow links to attributes.
    if (mode === '120000') continue
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), content)
  }
  return folder
}

/** A path in a tree is hostile: git refuses to check out the others. */
const isAttributes = (path: string): boolean =>
  /(?:^|\/)\.gitattributes$/.test(path) &&
  path.split('/').every((part) => !/^(?:\.{0,2}|\.git)$/i.test(part))

/**
 * The tree, the paths in conflict, an empty field, then messages: the number of their paths, the paths, a kind and a text. Where both sides
 * need a path, git invents another one, with the name of a side at its end. A few conflicts are in messages only, such as a folder that
 * was renamed to two others.
 */
function conflictsIn(output: string, sides: readonly string[]): string[] {
  const fields = output.split('\0').slice(1)
  const end = fields.indexOf('')
  const named: string[] = []
  for (let at = end + 1; at < fields.length - 1; ) {
    const count = Number(fields[at])
    const [kind = ''] = fields.slice(at + count + 1)
    if (/^CONFLICT/.test(kind)) named.push(...fields.slice(at + 1, at + 1 + count))
    at += count + 3
  }
  const invented = new RegExp(`~(?:${sides.join('|')})(?:_\\d+)?$`)
  const paths = end > 0 ? fields.slice(0, end) : named
  return [...new Set(paths.map((path) => path.replace(invented, '')))].sort()
}
