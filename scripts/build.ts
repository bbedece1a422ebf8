// Builds dist/ from the sources: TypeScript to ESM, ESM to one readable file for each action. The same sources give the same bytes.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { actionFile, actionNames, bundledFolders, ROOT } from './actions.ts'
import { licensesOf } from './licenses.ts'

const BUILD = join(ROOT, 'build')

function node(script: string, ...args: readonly string[]): void {
  execFileSync(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/**
 * The toolkit and what it depends on have no side effects, but their packages do not say so, and each bundle would get all of undici
 * (https://github.com/actions/toolkit/issues/1436). Copies that say so are found before those in node_modules.
 */
const WITHOUT_SIDE_EFFECTS = [
  ...['core', 'exec', 'github', 'http-client', 'io', 'tool-cache'].map(
    (name) => `@actions/${name}`,
  ),
  'tunnel',
  'undici',
]

function declareWithoutSideEffects(name: string): void {
  const from = join(ROOT, 'node_modules', name)
  if (!existsSync(from)) return
  const to = join(BUILD, 'node_modules', name)
  cpSync(from, to, { recursive: true })
  const manifest = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as object
  writeFileSync(join(to, 'package.json'), JSON.stringify({ ...manifest, sideEffects: false }))
}

/** What GitHub starts for the post step: kit/action/post-step.ts has the reason. */
const POST = "process.env.STATE_isPost = 'true'\nawait import('./index.js')\n"

/** Bundles an action. Returns the size of the bundle in bytes. */
function bundle(name: string): number {
  const out = join(ROOT, 'dist', name)
  const main = join(BUILD, 'actions', name, 'src', 'main.js')
  rmSync(out, { recursive: true, force: true })
  const stats = join(BUILD, `${name}.json`)
  const flags = ['--stats-out', stats, '--quiet', '--no-cache']
  node('@vercel/ncc/dist/ncc/cli.js', 'build', main, '-o', out, ...flags)
  writeFileSync(join(out, 'licenses.txt'), licensesOf(stats))
  if (actionFile(name).runs.post !== undefined) writeFileSync(join(out, 'post.js'), POST)
  // Scripts for other machines and programs in other languages.
  for (const folder of bundledFolders(name)) {
    cpSync(join(ROOT, 'actions', name, folder), join(out, folder), { recursive: true })
  }
  return statSync(join(out, 'index.js')).size
}

rmSync(BUILD, { recursive: true, force: true })
node('typescript/bin/tsc', '-p', 'tsconfig.build.json')
for (const name of WITHOUT_SIDE_EFFECTS) declareWithoutSideEffects(name)
for (const name of actionNames()) {
  process.stdout.write(`dist/${name}/index.js: ${bundle(name)} bytes\n`)
}
