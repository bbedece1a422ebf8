// Ratios of start to exit, each from interleaved runs with bare node on the same machine. Prints a Markdown table.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../scripts/actions.ts'

const ROUNDS = 41
const folder = mkdtempSync(join(tmpdir(), 'towpath-bench-'))

const routes = (count: number, pattern: (index: number) => string): string =>
  `routes:\n${Array.from({ length: count }, (_, index) => `  - on: push\n    branches: ['${pattern(index)}']\n    environment: env-${index}\n`).join('')}`

type Subject = { readonly script: string; readonly config?: string }

const bundle = (name: string): string => join(ROOT, 'dist', name, 'index.js')

const SUBJECTS: Readonly<Record<string, Subject>> = {
  'bare node': { script: join(folder, 'empty.js') },
  'docker-tag': { script: bundle('docker-tag') },
  'route, 20 routes': { script: bundle('route'), config: 'small.yml' },
  'route, 1,000 routes of 255 characters': { script: bundle('route'), config: 'large.yml' },
}

function milliseconds({ script, config = '' }: Subject): number {
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
  const began = performance.now()
  const { status, stdout } = spawnSync(process.execPath, [script], { env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${script} ended with ${status}: ${stdout}`)
  return performance.now() - began
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

try {
  writeFileSync(join(folder, 'empty.js'), '')
  mkdirSync(join(folder, '.github'))
  writeFileSync(
    join(folder, 'small.yml'),
    routes(20, (index) => `feature-${index}/**`),
  )
  writeFileSync(
    join(folder, 'large.yml'),
    routes(1000, (index) => `${'a'.repeat(250)}${index}`),
  )
  const times = new Map(Object.keys(SUBJECTS).map((name) => [name, [] as number[]]))
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, subject] of Object.entries(SUBJECTS))
      times.get(name)?.push(milliseconds(subject))
  }
  const of = (name: string): number => median(times.get(name) ?? [])
  const ratio = (name: string, yardstick: string): string => (of(name) / of(yardstick)).toFixed(2)
  const kilobytes = (name: string): string =>
    `${(statSync(bundle(name)).size / 1000).toFixed(1)} kB`
  const rows = [
    ['docker-tag, start to exit, x bare node', ratio('docker-tag', 'bare node'), '1.35'],
    [
      'route with 20 routes, start to exit, x bare node',
      ratio('route, 20 routes', 'bare node'),
      '2.3',
    ],
    [
      'route with 1,000 routes of 255 characters, x 20 routes',
      ratio('route, 1,000 routes of 255 characters', 'route, 20 routes'),
      '6',
    ],
    ['docker-tag, bundle', kilobytes('docker-tag'), '30 kB'],
    ['route, bundle', kilobytes('route'), '200 kB'],
    ['docker/metadata-action, start to exit, x bare node (quoted, not run here)', '9.9', ''],
    ['docker/metadata-action, bundle (quoted)', '2.8 MB', ''],
  ]
  const table = [
    '| | measured | at most |',
    '|---|---|---|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ]
  process.stdout.write(`${table.join('\n')}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
