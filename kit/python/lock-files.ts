// What to do if a project has no requirements file, because another tool keeps its packages.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { list } from '../text/escape.ts'

/** The lock files, and the command that writes a requirements file from each. */
const EXPORTS: readonly (readonly [lockFile: string, command: (file: string) => string])[] = [
  // Without the project itself, which Zappa packages from its folder.
  ['uv.lock', (file) => `uv export --no-dev --no-emit-project --output-file ${file}`],
  ['poetry.lock', (file) => `poetry export --output ${file}`],
  ['pdm.lock', (file) => `pdm export --prod --output ${file}`],
  ['Pipfile.lock', (file) => `pipenv requirements > ${file}`],
]

/** Returns the end of a sentence that says what to do about a missing requirements file; empty if nothing is known. */
export function missingFileHint(folder: string, file: string): string {
  for (const [lockFile, command] of EXPORTS) {
    if (!existsSync(join(folder, lockFile))) continue
    return `; the project has ${lockFile}: ${advice(lockFile, command(file))}`
  }
  const others = similarFiles(folder)
  if (others.length > 0) return `; there is ${list(others)}`
  return pyprojectHint(folder, file)
}

const advice = (lockFile: string, command: string): string =>
  `run "${command}"${lockFile === 'poetry.lock' ? PLUGIN : ''} in a step before this one`

/** Poetry 2 has no "export" of its own. */
const PLUGIN = ' (with the plugin poetry-plugin-export)'

/** A project whose lock file is not committed. Others have a pyproject.toml only for the settings of their tools. */
function pyprojectHint(folder: string, file: string): string {
  const path = join(folder, 'pyproject.toml')
  if (!existsSync(path)) return ''
  const text = readFileSync(path, 'utf8')
  const isPoetry = /^\s*\[tool\.poetry\b/m.test(text)
  if (!isPoetry && !/^\s*\[project\]/m.test(text)) return ''
  const [lockFile, command] = EXPORTS.find(([name]) => name.startsWith('poetry') === isPoetry) ?? []
  if (!lockFile || !command) return ''
  return `; the project has pyproject.toml: ${advice(lockFile, command(file))}, and commit the lock file`
}

/** Returns the first requirements files that the folder has. */
function similarFiles(folder: string): string[] {
  const names = (path: string): string[] =>
    existsSync(join(folder, path)) ? readdirSync(join(folder, path)).toSorted() : []
  const nested = names('requirements').map((name) => `requirements/${name}`)
  return [...names('.'), ...nested]
    .filter((name) => /^requirements[\w.-]*(?:\/[\w.-]+)?\.txt$/i.test(name))
    .slice(0, 5)
}
