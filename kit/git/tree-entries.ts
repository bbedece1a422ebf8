// The files, symbolic links and submodules of a tree, as `git ls-tree` prints them. Pure.

export type TreeEntry = { readonly mode: string; readonly id: string; readonly path: string }

/** The arguments, without the tree, whose output `parseTree` reads. */
export const LIST_TREE = ['--no-replace-objects', 'ls-tree', '-r', '-z', '--full-tree']

/** Parses `MODE TYPE ID`, a tab, the path, NUL. */
export function parseTree(output: string): TreeEntry[] {
  return output
    .split('\0')
    .filter(Boolean)
    .map((line) => {
      const tab = line.indexOf('\t')
      const [mode = '', , id = ''] = line.slice(0, tab).split(' ')
      return { mode, id, path: line.slice(tab + 1) }
    })
}
