// Files of the disk as a tree of git, in a bare repository of ours: as they are, ignored ones too, without what attributes would change.
import { mkdirSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, posix, relative, resolve, sep } from 'node:path'
import type { Git } from '../../../../kit/git/git.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { quotedPath, type TreeEntry } from './tree-entries.ts'

export type FoundFiles = { readonly isFile: boolean; readonly entries: readonly TreeEntry[] }

/** Every file behind a tree, in git's order. */
export async function entriesOf(git: Git, tree: string): Promise<TreeEntry[]> {
  const listed = await git.ask([...QUOTED, 'ls-tree', '-r', '--full-tree', tree])
  const lines = listed.matchAll(/^(\d{6}) \w+ ([0-9a-f]+)\t(.*)$/gm)
  return [...lines].map(([, mode = '', id = '', path = '']) => ({ mode, id, path }))
}

const QUOTED = ['-c', 'core.quotePath=true']

/** Writes a tree of entries. */
export async function treeOf(git: Git, entries: readonly TreeEntry[]): Promise<string> {
  await git.ask(['read-tree', '--empty'])
  const lines = entries.map(({ mode, id, path }) => `${mode} ${id} 0\t${path}\n`)
  await git.ask(['update-index', '--index-info'], lines.join(''))
  return git.ask(['write-tree'])
}

/**
 * Reads a file or a folder inside of another folder into a bare repository. The paths begin at the folder that is read, or are the
 * file's name. What can't be taken is a problem: what is outside, what is empty, links that lead out, repositories in it.
 */
export async function filesAt(
  git: Git,
  repository: string,
  root: string,
  path: string,
): Promise<FoundFiles | { readonly problem: string }> {
  const real = realAt(root, path)
  if (typeof real !== 'string') return real
  const isFile = !statSync(real).isDirectory()
  if (isFile && !statSync(real).isFile())
    return { problem: `${quote(path)} is neither a file nor a folder` }
  // Above all that .gitattributes say: no conversion of any kind.
  mkdirSync(join(repository, 'info'), { recursive: true })
  const plain = '* -text -eol -ident -filter -working-tree-encoding\n'
  writeFileSync(join(repository, 'info', 'attributes'), plain)
  await git.ask(['read-tree', '--empty'])
  const added = await git.run([
    ...AS_IS,
    `--work-tree=${isFile ? dirname(real) : real}`,
    ...['--literal-pathspecs', 'add', '--force', '--all', '--'],
    join(real, '.').replace(/[/\\]$/, ''),
  ])
  if (added.code !== 0)
    return {
      problem: `${quote(path)} can't be read: ${quote(added.stderr.trim().split('\n').at(-1) ?? '')}`,
    }
  const entries = await entriesOf(git, await git.ask(['write-tree']))
  const wrong = await wrongIn(git, entries)
  if (wrong !== undefined) return { problem: `${quote(path)} ${wrong}` }
  // A link is read as the file that it leads to, and keeps its own name.
  const name = quotedPath(posix.basename(path))
  return { isFile, entries: isFile ? entries.map((one) => ({ ...one, path: name })) : entries }
}

/** A file keeps its mode and its bytes, a link is a link, whatever the system says. */
const AS_IS = [
  ...['-c', 'core.bare=false', '-c', 'core.autocrlf=false', '-c', 'core.fileMode=true'],
  ...[
    '-c',
    'core.symlinks=true',
    '-c',
    'core.safecrlf=false',
    '-c',
    'advice.addEmbeddedRepo=false',
  ],
]

function realAt(root: string, path: string): string | { readonly problem: string } {
  const outside = { problem: `${quote(path)} is outside of the checkout` }
  const from = resolve(root, path)
  if (leadsOut(relative(resolve(root), from))) return outside
  try {
    const real = realpathSync(from)
    const inside = relative(realpathSync(root), real)
    // What the checkout logs in with stands there.
    if (inside.split(sep).some((part) => /^\.git$/i.test(part)))
      return { problem: `${quote(path)} is git's own` }
    return leadsOut(inside) ? outside : real
  } catch {
    return { problem: `there is no ${quote(path)}` }
  }
}

const leadsOut = (path: string): boolean =>
  path === '..' || path.startsWith(`..${sep}`) || path.startsWith(sep)

async function wrongIn(git: Git, entries: readonly TreeEntry[]): Promise<string | undefined> {
  if (entries.length === 0) return 'has no files'
  const repository = entries.find(({ mode }) => mode === '160000')
  if (repository) return `has another repository in it, ${shown(repository.path)}`
  const links = entries.filter(({ mode }) => mode === '120000')
  const names = new Set(links.map(({ path }) => bare(path)))
  for (const { id, path } of links) {
    const { stdout: target } = await git.run(['cat-file', 'blob', id])
    if (mayLeadOut(posix.dirname(bare(path)), target, names))
      return `has a link that leads out of it, ${shown(path)} -> ${quote(target)}`
  }
  return undefined
}

const bare = (path: string): string => (path.startsWith('"') ? path.slice(1, -1) : path)

/** Up from another link is up from where that one leads to: nobody looks there, it is not allowed. */
function mayLeadOut(folder: string, target: string, links: ReadonlySet<string>): boolean {
  if (target.startsWith('/')) return true
  let at = folder
  for (const part of target.split('/')) {
    if (part === '..' && (links.has(at) || at === '.')) return true
    at = posix.join(at, part === '..' || part === '' ? part || '.' : bare(quotedPath(part)))
  }
  return false
}

/** The name of a file, as a message has it. */
const shown = (path: string): string => (path.startsWith('"') ? path : quote(path))
