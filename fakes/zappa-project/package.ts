// Packages that real Zappa makes of the tests' projects: each is made once and kept next to the tools.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { environmentOfZappa, type Project } from './project.ts'

/** Resolves with the folder for what is made once of a project as it is now; `make` fills it if it does not exist. */
export async function madeOnce(
  project: Project,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const all = join(environmentOfZappa(), '../packages')
  const folder = join(all, digestOf(project))
  if (existsSync(folder)) return folder
  mkdirSync(all, { recursive: true })
  const making = mkdtempSync(join(all, 'making-'))
  try {
    await make(making)
    renameSync(making, folder)
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    // Another process may have been faster.
    if (!existsSync(folder)) throw error
  }
  return folder
}

/** Unpacks a package and compiles it, which a function's first start would otherwise do. */
export async function unpackCompiled(zip: string, folder: string): Promise<void> {
  const run = promisify(execFile)
  const python = join(environmentOfZappa(), 'bin/python')
  await run(python, [join(import.meta.dirname, 'unpack.py'), zip, folder])
  await run(python, ['-m', 'compileall', '-q', folder])
}

/** Returns a digest of the project's files in a package, without the database's path, which is in the function's variables. */
function digestOf({ folder, database }: Project): string {
  const hash = createHash('sha256')
  const files = globSync('**/*.{py,json}', { cwd: folder }).toSorted()
  for (const name of files) {
    const text = readFileSync(join(folder, name), 'utf8').replaceAll(database, 'DATABASE')
    hash.update(`${name}\0${text}\0`)
  }
  hash.update(readFileSync(join(environmentOfZappa(), 'pyvenv.cfg')))
  return hash.digest('hex').slice(0, 20)
}
