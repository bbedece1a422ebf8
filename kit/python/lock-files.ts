// What to do if a project has no requirements file, because another tool keeps its packages.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { list } from '../text/escape.ts'

/** The lock files, and the command that writes a requirements file from each. */
const EXPORTS: readonly (readonly [lockFile: string, command: (file: string) => string])[] = [
  // Without the project itself, which Zappa packages from its folder.
  ['uv.lock', (file) => `uv export --no-dev --no-emit-project --output-file ${file}`],
  // Poetry 2 needs its plugin poetry-plugin-export.
  ['poetry.lock', (file) => `poetry export --output ${file}`],
  ['pdm.lock', (file) => `pdm export --prod --output ${file}`],
  ['Pipfile.lock', (file) => `pipenv requirements > ${file}`],
]

/** Returns the end of a sentence that says what to do about a missing requirements file; empty if nothing is known. */
export function missingFileHint(folder: string, file: string): string {
  for (const [lockFile, command] of EXPORTS) {
    if (!existsSync(join(folder, lockFile))) continue
    const plugin = lockFile === 'poetry.lock' ? ' (with the plugin poetry-plugin-export)' : ''
    return `; the project has ${lockFile}: run "${command(file)}"${plugin} in a step before this one`
  }
  const others = similarFiles(folder)
  if (others.length > 0) return `; there is ${list(others)}`
  return pyprojectHint(folder, file)
}

/** A project whose lock file is not committed. */
function pyprojectHint(folder: string, file: string): string {
  const path = join(folder, 'pyproject.toml')
  if (!existsSync(path)) return ''
  const isPoetry = /^\s*\[tool\.poetry\b/m.test(readFileSync(path, 'utf8'))
  const [, command] = EXPORTS.find(([lockFile]) => lockFile.startsWith('poetry') === isPoetry) ?? []
  return `; the project has pyproject.toml: run "${command?.(file)}" in a step before this one, and commit the lock file`
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
