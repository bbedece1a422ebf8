// The folders of a path in a tree. Pure.

/** Returns the folders that a path is in, the outermost first: `a/b/c` is in `a` and `a/b`. */
export const foldersOf = (path: string): string[] =>
  [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index))
