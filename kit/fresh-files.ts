// Files that a program leaves in a folder.
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Looks at a folder. What it returns removes the files that came since then and have such names; it returns their names. */
export function watchFiles(folder: string, names: RegExp): () => string[] {
  const before = new Set(readdirSync(folder))
  return () => {
    const fresh = readdirSync(folder).filter((name) => names.test(name) && !before.has(name))
    for (const name of fresh) rmSync(join(folder, name), { force: true })
    return fresh
  }
}
