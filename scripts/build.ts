// Builds dist/ from the sources: TypeScript to ESM, ESM to one file an action. The same sources give the same bytes.
import { execFileSync } from 'node:child_process'
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { minify } from 'terser'
import { actionFile, actionNames, ROOT, shippedFolders } from './actions.ts'

function node(script: string, ...args: readonly string[]): void {
  execFileSync(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** The runner starts another file for the post part of a step; both parts share one bundle. */
const POST = `process.env.TOWPATH_POST = 'true'\nawait import('./index.js')\n`

/** Bundles an action and returns the size in bytes. ncc's own minifier leaves in what nothing uses. */
async function bundle(name: string): Promise<number> {
  const out = join(ROOT, 'dist', name)
  const main = join(ROOT, 'build', 'actions', name, 'src', 'main.js')
  rmSync(out, { recursive: true, force: true })
  const flags = ['--license', 'licenses.txt', '--quiet', '--no-cache']
  node('@vercel/ncc/dist/ncc/cli.js', 'build', main, '-o', out, ...flags)
  const file = join(out, 'index.js')
  const compress = { passes: 3, pure_getters: true, unsafe_arrows: true }
  // What licences ask for is in licenses.txt.
  const options = { module: true, ecma: 2020, compress, format: { comments: false } } as const
  const { code = '' } = await minify(readFileSync(file, 'utf8'), options)
  writeFileSync(file, `${code}\n`)
  // What is no TypeScript is shipped as it is: scripts for other machines and other languages.
  for (const folder of shippedFolders(name)) {
    cpSync(join(ROOT, 'actions', name, folder), join(out, folder), { recursive: true })
  }
  if (actionFile(name).runs.post !== undefined) writeFileSync(join(out, 'post.js'), POST)
  return Buffer.byteLength(code)
}

/** Packages whose browser or module build has no side effects, which they do not say: what is not used of it is left out. */
const MODULE_BUILDS = {
  yaml: 'browser/dist/index.js',
  'jsonc-parser': 'lib/esm/main.js',
}

/** The toolkit, and what it needs, have none either: without this a bundle gets all of its HTTP client. */
const TOOLKIT = ['core', 'exec', 'http-client', 'io', 'tool-cache'].map(
  (name) => `@actions/${name}`,
)

/** Copies them with that said. */
function useToolkit(): void {
  for (const name of [...TOOLKIT, 'tunnel', 'undici']) {
    const to = join(ROOT, 'build', 'node_modules', name)
    cpSync(join(ROOT, 'node_modules', name), to, { recursive: true })
    const file = join(to, 'package.json')
    const about = JSON.parse(readFileSync(file, 'utf8')) as object
    rmSync(file)
    writeFileSync(file, JSON.stringify({ ...about, sideEffects: false }))
  }
}

/** Says of what a module makes at its top level (tables, schemas, expressions) that it can go where nothing uses it. */
function markedPure(source: string): string {
  return source.replace(
    /^((?:var|const) [\w$]+ = )(?=new |[A-Za-z_$][\w$.]*\()/gm,
    '$1/* @__PURE__ */ ',
  )
}

/** Copies them to where the built sources find them before node_modules, which stays as it is. */
function useModuleBuilds(): void {
  for (const [name, main] of Object.entries(MODULE_BUILDS)) {
    const [from, to] = ['', 'build'].map((folder) => join(ROOT, folder, 'node_modules', name))
    if (from === undefined || to === undefined) throw new Error(`no folder of ${name}`)
    cpSync(from, to, { recursive: true })
    const about = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as object
    const changed = { ...about, main, module: main, exports: `./${main}`, sideEffects: false }
    writeFileSync(join(to, 'package.json'), JSON.stringify(changed))
    const file = join(to, main)
    writeFileSync(file, markedPure(readFileSync(file, 'utf8')))
    // A package.json further down says only which kind of modules there are.
    for (const inner of globSync('*/package.json', { cwd: to })) {
      const kind = JSON.parse(readFileSync(join(to, inner), 'utf8')) as object
      writeFileSync(join(to, inner), JSON.stringify({ ...kind, sideEffects: false }))
    }
  }
}

rmSync(join(ROOT, 'build'), { recursive: true, force: true })
node('typescript/bin/tsc', '-p', 'tsconfig.build.json')
useModuleBuilds()
useToolkit()
for (const name of actionNames()) {
  process.stdout.write(`dist/${name}/index.js: ${await bundle(name)} bytes\n`)
}
