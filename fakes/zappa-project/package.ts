// The packages that real Zappa makes of the tests' projects: each once, kept beside the tools.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { environmentOfZappa, type Project } from './project.ts'

/** The folder of what is made once of a project as it is now; `make` fills it when it is not there. */
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

/** Unpacks a package, with the byte code that a function's first start would have to make. */
export async function unpackCompiled(zip: string, folder: string): Promise<void> {
  const run = promisify(execFile)
  const python = join(environmentOfZappa(), 'bin/python')
  await run(python, [join(import.meta.dirname, 'unpack.py'), zip, folder])
  await run(python, ['-m', 'compileall', '-q', folder])
}

/** Of all that a package has of a project, but for the database's path: the function's own variables say it. */
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
