// Milliseconds from start to exit of the bundles and of bare node: medians of interleaved runs. And what a runner downloads before that.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ROOT } from '../scripts/actions.ts'
import { medians } from './medians.ts'

const ROUNDS = 41

/** The path of an action's bundle. */
const bundle = (name: string): string => join(ROOT, 'dist', name, 'index.js')

const routes = (count: number, pattern: (index: number) => string): string => {
  const route = (_: unknown, index: number): string =>
    `  - on: push\n    branches: ['${pattern(index)}']\n    environment: env-${index}\n`
  return `routes:\n${Array.from({ length: count }, route).join('')}`
}

/** Returns the medians by what was run. */
export function startUp(): Readonly<Record<'node' | 'docker-tag' | 'route' | 'routes', number>> {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-bench-'))
  const put = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  try {
    const empty = put('empty.js', '')
    for (const name of ['output', 'summary']) put(name, '')
    put(
      'small.yml',
      routes(20, (index) => `feature-${index}/**`),
    )
    put(
      'large.yml',
      routes(1000, (index) => `${'a'.repeat(250)}${index}`),
    )
    return medians(ROUNDS, {
      node: () => run(folder, empty),
      'docker-tag': () => run(folder, bundle('docker-tag')),
      route: () => run(folder, bundle('route'), 'small.yml'),
      routes: () => run(folder, bundle('route'), 'large.yml'),
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function run(folder: string, script: string, config = ''): void {
  const env = {
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REF: `refs/heads/${'a'.repeat(255)}`,
    GITHUB_SHA: 'a'.repeat(40),
    GITHUB_WORKSPACE: folder,
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    INPUT_CONFIG: config,
    INPUT_IMAGES: 'ghcr.io/acme/shop',
    INPUT_MODE: 'hash',
    'INPUT_MAX-LENGTH': '128',
  }
  const { status, stdout } = spawnSync(process.execPath, [script], { env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${script} ended with ${status}: ${stdout}`)
}

/** Returns the bytes of the archive of this commit that a runner downloads for a `uses:`. */
export function archiveSize(): number {
  const options = { cwd: ROOT, maxBuffer: 2 ** 30 }
  return gzipSync(execFileSync('git', ['archive', 'HEAD'], options)).length
}
