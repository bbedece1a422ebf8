import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { commandReader } from '../../rehearsal/parse-commands.ts'
import { readFileCommands } from '../../rehearsal/parse-file-commands.ts'
import { actionFile, ROOT } from '../../scripts/actions.ts'
import { type Case, MARK } from '../support/many-runs.ts'

const RUNS = 1000

const pieces = [
  ...['$(id)', '`id`', "';id;'", '" && id #', `\${{ github.token }}`, '%0A::error::x', '%25', '\\'],
  ...[
    '::error::x',
    '::add-mask::a',
    '::stop-commands::x',
    '##[error]x',
    '##[group]',
    '###[debug]x',
  ],
  ...['\n::error::x', '\r\n##[warning]x', '\r::debug::x', '\u2028::error::x', '\u0085::error::x'],
  ...['EOF', 'ghadelimiter_', 'tag<<EOF\n', 'a=b\n', '\nlossless=true\n'],
  ...[
    '[x](http://e.org)',
    '![x](y)',
    '|',
    '<img src=x>',
    '</code>',
    '```',
    '**b**',
    '@someone',
    '#1',
    '~~',
  ],
  ...['- a: b', '&a *a', '!!js', '? ', '{', ']', ': ', "'", '"'],
  ...['\u0000', '\u0007', '\u001b[31m', '\u001b]0;x\u0007', '\u007f', '\u009b31m', '\t'],
  ...['\u202e', '\u2066', '\u200b', '\u00a0', '\ufeff', '\ud800', '\udc00', 'é', '\u{1f600}', '漢'],
  ...['feature/a', '-', '.', '_', '/', 'a', 'B', '9', 'a'.repeat(200), 'refs/heads/', 'refs/tags/'],
]
const hostile = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(''))

const names = [
  ...fc.sample(hostile, RUNS - 2),
  '::error::x\n'.repeat(1000),
  '##['.repeat(3500),
].map((name) => `x${name}`)

type Run = { code: number; raw: string; outputs: Record<string, string>; summary: string }

function runAll(action: string, cases: readonly Case[]): Run[] {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-hostile-'))
  try {
    writeFileSync(join(folder, 'cases.json'), JSON.stringify(cases))
    const script = join(ROOT, '__tests__/support/many-runs.ts')
    const bundle = join(ROOT, 'dist', action, 'index.js')
    const args = [script, bundle, join(folder, 'cases.json'), folder]
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    })
    const raws = stdout.split(`\n${MARK}`)
    if (raws.length !== cases.length + 1) throw new Error(stderr || 'a run is missing')
    const read = (index: number, name: string) =>
      readFileSync(join(folder, `${index}.${name}`), 'utf8')
    return cases.map((_, index) => ({
      code: Number.parseInt(raws[index + 1] ?? '', 10),
      raw: (raws[index] ?? '').replace(/^\d+\n/, ''),
      outputs: readFileCommands(read(index, 'output')),
      summary: read(index, 'summary'),
    }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Returns what a runner, a terminal or a page would interpret in a run's log and summary. */
function interpreted({ raw, summary }: Run): string[] {
  const reader = commandReader()
  for (const line of raw.split(/\r\n|\n|\r/)) reader.line(line)
  const inert = summary.replaceAll(/<\/?code>|```mermaid[^`]*```|^### .*$/gm, '')
  return [
    ...reader.annotations.map(({ message }) => `annotation: ${message}`),
    ...[...reader.masks].map((mask) => `mask: ${mask}`),
    ...(raw.match(/##\[|[^\P{C}\n]|[\u2028\u2029\u00a0]/gu) ?? []).map(
      (character) => `log: ${JSON.stringify(character)}`,
    ),
    ...(inert.match(/[<>`*[\]!@~\\]|[^\P{C}\n]|[\u2028\u2029\u00a0]/gu) ?? []).map(
      (character) => `summary: ${JSON.stringify(character)}`,
    ),
  ]
}

describe('hostile names through the bundle', () => {
  test('1,000 through docker-tag', () => {
    // Half of them as inputs, which can't contain a NUL or half of a surrogate pair; half as the event's ref.
    const cases = names.map((name, index) =>
      index % 2 === 0
        ? { inputs: { INPUT_REF: name.replaceAll('\0', '').toWellFormed() }, payload: {} }
        : { inputs: {}, payload: { ref: `refs/heads/${name}` } },
    )
    const inputs = { INPUT_MODE: 'hash', 'INPUT_MAX-LENGTH': '128', INPUT_IMAGES: 'acme/shop' }
    const runs = runAll(
      'docker-tag',
      cases.map((one) => ({ ...one, inputs: { ...inputs, ...one.inputs } })),
    )
    const declared = Object.keys(actionFile('docker-tag').outputs ?? {}).sort()
    for (const [index, run] of runs.entries()) {
      const result = { case: cases[index], code: run.code, interpreted: interpreted(run) }
      expect(result).toEqual({ case: cases[index], code: 0, interpreted: [] })
      expect(Object.keys(run.outputs).sort()).toEqual(declared)
      expect(run.outputs['tag']).toMatch(/^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/)
      expect(run.outputs['tags']).toBe(`acme/shop:${run.outputs['tag']}`)
      expect(run.summary.trimEnd().split('\n')).toHaveLength(7)
    }
    expect(new Set(runs.map(({ outputs }) => outputs['tag'])).size).toBeGreaterThan(RUNS / 2)
  })

  // Fewer: each of these runs loads a YAML parser.
  test('200 through route', () => {
    const some = names.slice(-RUNS / 5)
    const routes =
      '- { on: push, branches: [develop], environment: staging }\n- { on: push, environment: "e-{slug}" }'
    const cases = some.map((name) => ({
      inputs: { INPUT_ROUTES: routes },
      payload: { ref: `refs/heads/${name}`, after: 'a'.repeat(40) },
    }))
    const declared = Object.keys(actionFile('route').outputs ?? {}).sort()
    for (const [index, run] of runAll('route', cases).entries()) {
      const result = { case: cases[index], code: run.code, interpreted: interpreted(run) }
      expect(result).toEqual({ case: cases[index], code: 0, interpreted: [] })
      expect(Object.keys(run.outputs).sort()).toEqual(declared)
      expect(run.outputs['name']).toBe(some[index]?.toWellFormed())
      expect(run.outputs['slug']).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/)
      expect(JSON.parse(run.outputs['matrix'] ?? '').include).toHaveLength(1)
    }
  })
})
