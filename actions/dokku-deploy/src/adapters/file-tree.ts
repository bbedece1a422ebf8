// Reads files from disk into a bare repository: unchanged, ignored ones too, and without the conversions of .gitattributes.

import { mkdirSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, posix, relative, resolve, sep } from 'node:path'
import type { Git } from '../../../../kit/git/git.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { quotedPath, type TreeEntry, withoutQuotes } from '../tree-entries.ts'

export type FoundFiles = { readonly isFile: boolean; readonly entries: readonly TreeEntry[] }
type Problem = { readonly problem: string }

const QUOTE_PATHS = ['-c', 'core.quotePath=true']

/** Keeps the mode and bytes of files, and links as links, whatever the system's defaults are. */
const UNCHANGED = [
  'core.bare=false',
  'core.autocrlf=false',
  'core.fileMode=true',
  'core.symlinks=true',
  'core.safecrlf=false',
  'advice.addEmbeddedRepo=false',
].flatMap((setting) => ['-c', setting])

/** Returns every file of a tree, in git's order. */
export async function readTree(git: Git, tree: string): Promise<TreeEntry[]> {
  const output = await git.ask([...QUOTE_PATHS, 'ls-tree', '-r', '--full-tree', tree])
  const lines = output.matchAll(/^(\d{6}) \w+ ([0-9a-f]+)\t(.*)$/gm)
  return [...lines].map(([, mode = '', id = '', path = '']) => ({ mode, id, path }))
}

/** Writes a tree of entries. Returns its id. */
export async function writeTree(git: Git, entries: readonly TreeEntry[]): Promise<string> {
  await git.ask(['read-tree', '--empty'])
  const lines = entries.map(({ mode, id, path }) => `${mode} ${id} 0\t${path}\n`)
  await git.ask(['update-index', '--index-info'], lines.join(''))
  return git.ask(['write-tree'])
}

/**
 * Reads a file or folder inside `root` into a bare repository. The entries' paths are relative to the folder, or the file's name. It is a
 * problem if it is outside or empty, or has links that lead outside or another repository in it.
 */
export async function readFiles(
  git: Git,
  repository: string,
  root: string,
  path: string,
): Promise<FoundFiles | Problem> {
  const real = realPathInside(root, path)
  if (typeof real !== 'string') return real
  const isFile = !statSync(real).isDirectory()
  if (isFile && !statSync(real).isFile())
    return { problem: `${quote(path)} is neither a file nor a folder` }
  disableConversions(repository)
  await git.ask(['read-tree', '--empty'])
  const added = await git.run([
    ...UNCHANGED,
    `--work-tree=${isFile ? dirname(real) : real}`,
    ...['--literal-pathspecs', 'add', '--force', '--all', '--'],
    join(real, '.').replace(/[/\\]$/, ''),
  ])
  if (added.code !== 0) {
    const last = added.stderr.trim().split('\n').at(-1) ?? ''
    return { problem: `${quote(path)} can't be read: ${quote(last)}` }
  }
  const entries = await readTree(git, await git.ask(['write-tree']))
  const problem = await entriesProblem(git, entries)
  if (problem !== undefined) return { problem: `${quote(path)} ${problem}` }
  // A link is read as the file that it leads to, but keeps its own name.
  const name = quotedPath(posix.basename(path))
  return { isFile, entries: isFile ? entries.map((one) => ({ ...one, path: name })) : entries }
}

/** Overrides every .gitattributes file. */
function disableConversions(repository: string): void {
  mkdirSync(join(repository, 'info'), { recursive: true })
  const attributes = '* -text -eol -ident -filter -working-tree-encoding\n'
  writeFileSync(join(repository, 'info', 'attributes'), attributes)
}

function realPathInside(root: string, path: string): string | Problem {
  const outside = { problem: `${quote(path)} is outside the checkout` }
  const from = resolve(root, path)
  if (leadsOutside(relative(resolve(root), from))) return outside
  try {
    const real = realpathSync(from)
    const inside = relative(realpathSync(root), real)
    // git's own folder has the credentials of the checkout.
    if (inside.split(sep).some((part) => /^\.git$/i.test(part)))
      return { problem: `${quote(path)} is inside git's own folder` }
    return leadsOutside(inside) ? outside : real
  } catch {
    return { problem: `${quote(path)} does not exist` }
  }
}

const leadsOutside = (path: string): boolean =>
  path === '..' || path.startsWith(`..${sep}`) || path.startsWith(sep)

async function entriesProblem(
  git: Git,
  entries: readonly TreeEntry[],
): Promise<string | undefined> {
  if (entries.length === 0) return 'has no files'
  const repository = entries.find(({ mode }) => mode === '160000')
  if (repository) return `has another repository in it, ${shownPath(repository.path)}`
  const links = entries.filter(({ mode }) => mode === '120000')
  const linkPaths = new Set(links.map(({ path }) => withoutQuotes(path)))
  for (const { id, path } of links) {
    const read = ['cat-file', 'blob', id]
    const { code, stdout: target, stderr } = await git.run(read)
    if (code !== 0) throw git.failed(read, stderr)
    if (mayLeadOutside(posix.dirname(withoutQuotes(path)), target, linkPaths))
      return `has a link that leads outside, ${shownPath(path)} -> ${quote(target)}`
  }
  return undefined
}

/** Returns whether a link's target may be outside. `..` after another link counts as outside, because that link is not followed. */
function mayLeadOutside(folder: string, target: string, links: ReadonlySet<string>): boolean {
  if (target.startsWith('/')) return true
  let at = folder
  for (const part of target.split('/')) {
    if (part === '..' && (links.has(at) || at === '.')) return true
    const step = part === '..' || part === '' ? part || '.' : withoutQuotes(quotedPath(part))
    at = posix.join(at, step)
  }
  return false
}

/** A path for a message. */
const shownPath = (path: string): string => (path.startsWith('"') ? path : quote(path))
