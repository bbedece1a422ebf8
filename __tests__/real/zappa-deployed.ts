// A project that is deployed already, without the time that a deploy takes.
import { createHash } from 'node:crypto'
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Aws } from './aws.ts'
import { zappa } from './zappa-command.ts'
import { environmentOfZappa, type Project } from './zappa-project.ts'

const python = (): string => join(environmentOfZappa(), 'bin/python')

/** `zappa` with a package that is there already, and without its fixed waits: moto is ready at once. */
const AT_ONCE = `import shutil, sys, time
package, *sys.argv[1:] = sys.argv[1:]
sleep = time.sleep
time.sleep = lambda seconds: sleep(min(seconds, 0.01))
from zappa.cli import ZappaCLI, handle
def create_package(self, output=None, use_zappa_release=None):
    self.zip_path = shutil.copy(package, "demo-dev.zip")
ZappaCLI.create_package = create_package
handle()`

/** Deploys the project's stage `dev` as it is now. The package is Zappa's own, made once for all tests that have such a project. */
export async function deployed(aws: Aws, project: Project): Promise<void> {
  const calls = aws.calls.length
  const program = [python(), '-c', AT_ONCE, await packaged(aws, project)]
  const { code, out, err } = await zappa(aws, project, ['deploy', 'dev', '--json'], { program })
  if (code !== 0) throw new Error(`zappa deploy ended with ${code}\n${out}${err}`)
  aws.forget(calls)
}

/** The path of a package that real Zappa makes of the project. */
async function packaged(aws: Aws, project: Project): Promise<string> {
  const folder = join(environmentOfZappa(), '../packages')
  const path = join(folder, `${digestOf(project)}.zip`)
  if (existsSync(path)) return path
  mkdirSync(folder, { recursive: true })
  const making = mkdtempSync(join(folder, 'making-'))
  const file = join(making, 'package.zip')
  const { code, out, err } = await zappa(aws, project, ['package', 'dev', '--output', file])
  if (code !== 0) throw new Error(`zappa package ended with ${code}\n${out}${err}`)
  renameSync(file, path)
  rmSync(making, { recursive: true })
  return path
}

/** Of all that a package has of a project, but for the database's path: the function's own variables say it. */
function digestOf({ folder, database }: Project): string {
  const hash = createHash('sha256')
  const files = globSync('**/*.{py,json}', { cwd: folder }).toSorted()
  for (const name of files) {
    const text = readFileSync(join(folder, name), 'utf8').replaceAll(database, 'DATABASE')
    hash.update(`${name}\0${text}\0`)
  }
  return hash
    .update(readFileSync(join(environmentOfZappa(), 'pyvenv.cfg')))
    .digest('hex')
    .slice(0, 20)
}
