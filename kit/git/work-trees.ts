// Reads and changes the trees of commits. Only trees are fetched, and of the files those that are asked for.

import { join } from 'node:path'
import { UserError } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import { foldersOf } from './folders-of.ts'
import type { WritableRepository } from './remote-repositories.ts'
import { FETCH, runFetch } from './scratch-repository.ts'
import type { TreeDifference, TreeFile, WorkRepository } from './work-repository.ts'

export type WorkTrees = Pick<
  WorkRepository,
  'fetchTrees' | 'treeOf' | 'files' | 'withFiles' | 'differences' | 'blob'
> & {
  /** Returns the files and submodules of a tree at some paths, or all. */
  entries(treeish: string, paths?: readonly string[]): Promise<TreeEntry[]>
}

export type TreeEntry = { readonly mode: string; readonly id: string; readonly path: string }

const FOLDER = '040000'
const LINK = '120000'
const SUBMODULE = '160000'

/** `commits` are those that are here; what is fetched is added. */
export function workTrees(repository: WritableRepository, commits: Set<string>): WorkTrees {
  const { git, gitWith, path: folder } = repository
  const blobs = new Set<string>()
  let indexes = 0

  const entries: WorkTrees['entries'] = async (treeish, paths) => {
    // Without paths all files, with paths what is there.
    const which = paths ? ['--', ...paths] : ['-r']
    if (paths?.length === 0) return []
    const list = ['--literal-pathspecs', 'ls-tree', '-z', '--full-tree']
    const output = await git.ask([...list, ...(paths ? [] : which), treeish, ...(paths ?? [])])
    const found = output.split('\0').flatMap((line) => {
      const [, mode = '', id = '', path = ''] = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line) ?? []
      return path === '' ? [] : [{ mode, id, path }]
    })
    return paths ? found.filter(({ path }) => paths.includes(path)) : found
  }

  const contents = async (ids: readonly string[]): Promise<Map<string, Buffer>> => {
    const wanted = [...new Set(ids)]
    const missing = wanted.filter((id) => !blobs.has(id))
    // git would fetch them one by one.
    if (missing.length > 0) await fetchObjects(repository, missing)
    for (const id of missing) blobs.add(id)
    return parseBatch(await git.bytes(['cat-file', '--batch'], wanted.join('\n')))
  }

  return {
    entries,
    async fetchTrees(ids) {
      const missing = [...new Set(ids)].filter((id) => !commits.has(id))
      if (missing.length === 0) return
      const { code, stderr } = await runFetch(git, ['--depth=1', 'origin', ...missing], 'blob:none')
      if (code !== 0) throw git.failed(FETCH, stderr)
      // Without refs the next fetch would not announce them, and get the same trees again.
      const refs = missing.map((id) => `update refs/heads/${id} ${id}\n`)
      await git.ask(['update-ref', '--stdin'], refs.join(''))
      for (const id of missing) commits.add(id)
    },
    treeOf: (commit) => git.ask(['rev-parse', '--verify', `${commit}^{tree}`]),
    async files(treeish, paths) {
      const found = (await entries(treeish, paths)).filter(isContent)
      const all = await contents(found.map(({ id }) => id))
      return new Map(
        found.map(({ path, mode, id }) => [
          path,
          { mode: mode as TreeFile['mode'], content: all.get(id) ?? Buffer.alloc(0) },
        ]),
      )
    },
    async withFiles(tree, files) {
      if (files.size === 0) return tree
      const there = await entries(tree, [...files.keys()])
      const modes = new Map(there.map(({ path, mode }) => [path, mode]))
      const lines: string[] = []
      for (const [path, content] of files) {
        const mode = modes.get(path) ?? '100644'
        if (!/^100/.test(mode)) throw notAFile(path, mode)
        const id = await git.ask(['hash-object', '-w', '--no-filters', '--stdin'], content)
        blobs.add(id)
        lines.push(`${mode} ${id} 0\t${path}\0`)
      }
      // A file is in the way of a folder only if the path is new.
      const added = [...files.keys()].filter((path) => !modes.has(path))
      const barred = await entries(tree, added.flatMap(foldersOf))
      const [bar] = barred.filter(({ mode }) => mode !== FOLDER)
      if (bar) throw notAFolder(bar.path)
      indexes += 1
      const inIndex = gitWith({ GIT_INDEX_FILE: join(folder, `index-${indexes}`) })
      await inIndex.ask(['read-tree', tree])
      await inIndex.ask(['update-index', '-z', '--index-info'], lines.join(''))
      // Otherwise every file would be fetched.
      return inIndex.ask(['write-tree', '--missing-ok'])
    },
    async differences(from, to) {
      const compare = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-abbrev']
      return parseDifferences(await git.ask([...compare, from, to]))
    },
    async blob(id) {
      return (await contents([id])).get(id) ?? Buffer.alloc(0)
    },
  }
}

/** Fetches objects that are not commits, as git itself does it for a partial clone, but all in one request. */
async function fetchObjects({ git }: WritableRepository, ids: readonly string[]): Promise<void> {
  const args = ['--recurse-submodules=no', 'origin', ...ids]
  // The objects that are here say nothing about these.
  const none = ['-c', 'fetch.negotiationAlgorithm=noop']
  const { code, stderr } = await runFetch(git, args, 'blob:none', none)
  if (code !== 0) throw git.failed(FETCH, stderr)
}

const isContent = ({ mode }: TreeEntry): boolean => mode !== FOLDER && mode !== SUBMODULE

/** Parses `ID blob SIZE`, the content, and a line end, for each object. */
function parseBatch(output: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>()
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf('\n', at)
    const [id = '', , size] = output.toString('latin1', at, end).split(' ')
    const start = end + 1
    at = start + Number(size) + 1
    found.set(id, output.subarray(start, at - 1))
  }
  return found
}

/** Parses `:OLDMODE NEWMODE OLDID NEWID STATUS`, NUL, the path, NUL. */
function parseDifferences(output: string): TreeDifference[] {
  const fields = output.split('\0')
  return fields.flatMap((field, index) => {
    const [, mode = '', id = ''] = /^:\d+ (\d+) [0-9a-f]+ ([0-9a-f]+) \w/.exec(field) ?? []
    const path = fields[index + 1]
    if (index % 2 !== 0 || mode === '' || path === undefined) return []
    return [mode === '000000' ? { path, mode: '', id: '' } : { path, mode, id }]
  })
}

function notAFile(path: string, mode: string): UserError {
  const kinds: Readonly<Record<string, string>> = {
    [FOLDER]: 'a folder',
    [LINK]: 'a symbolic link',
    [SUBMODULE]: 'a submodule',
  }
  return new UserError('bad-stamp', `${quote(path)} is ${kinds[mode] ?? 'not a file'}, not a file`)
}

const notAFolder = (path: string): UserError =>
  new UserError('bad-stamp', `${quote(path)} is not a folder; files can't be written in it`)
