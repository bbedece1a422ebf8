// Builds dist/ from the sources: TypeScript to ESM, ESM to one file an action. The same sources give the same bytes.
import { execFileSync } from 'node:child_process'
import { globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { actionNames, ROOT } from './actions.ts'

function node(script: string, ...args: readonly string[]): void {
  execFileSync(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** Bundles an action and returns the size in bytes. */
function bundle(name: string): number {
  const out = join(ROOT, 'dist', name)
  const main = join(ROOT, 'build', 'actions', name, 'src', 'main.js')
  rmSync(out, { recursive: true, force: true })
  const flags = ['--minify', '--license', 'licenses.txt', '--quiet', '--no-cache']
  node('@vercel/ncc/dist/ncc/cli.js', 'build', main, '-o', out, ...flags)
  return statSync(join(out, 'index.js')).size
}

/** The module build of yaml, from which what is not used is left out. */
const YAML = join(ROOT, 'node_modules/yaml/browser/dist/index.js')

function useModuleBuilds(): void {
  for (const file of globSync(join(ROOT, 'build/**/*.js'))) {
    const text = readFileSync(file, 'utf8')
    const path = relative(dirname(file), YAML)
    if (text.includes("from 'yaml'"))
      writeFileSync(file, text.replaceAll("from 'yaml'", `from '${path}'`))
  }
}

rmSync(join(ROOT, 'build'), { recursive: true, force: true })
node('typescript/bin/tsc', '-p', 'tsconfig.build.json')
useModuleBuilds()
for (const name of actionNames()) {
  process.stdout.write(`dist/${name}/index.js: ${bundle(name)} bytes\n`)
}
