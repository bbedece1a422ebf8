import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readFileCommands } from '../../rehearsal/parse-file-commands.ts'
import { ROOT } from '../../scripts/actions.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'towpath-runner-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const FILES = ['OUTPUT', 'STATE', 'STEP_SUMMARY'] as const

type Written = Readonly<Record<(typeof FILES)[number] | 'stdout', string>>

/** Runs a script in a process of its own and returns what it wrote. */
function written(script: string, more: Readonly<Record<string, string>> = {}): Written {
  const path = (name: string): string => join(folder, name)
  for (const name of FILES) writeFileSync(path(name), '')
  const files = Object.fromEntries(FILES.map((name) => [`GITHUB_${name}`, path(name)]))
  const stdout = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...files, ...more },
  })
  const [OUTPUT = '', STATE = '', STEP_SUMMARY = ''] = FILES.map((name) =>
    readFileSync(path(name), 'utf8'),
  )
  return { stdout, OUTPUT, STATE, STEP_SUMMARY }
}

const RUNNER = `import { githubRunner } from './kit/action/runner.ts'\nconst runner = githubRunner()\n`

/** Runs a script that has our runner as `runner`. */
const byRunner = (script: string, env?: Readonly<Record<string, string>>): Written =>
  written(RUNNER + script, env)

describe('the commands', () => {
  test('annotations have their position, and what is special in them is escaped', () => {
    const { stdout } = byRunner(`
      runner.annotate('notice', 'plain: a, b; 100 %')
      runner.annotate('warning', 'two\\nlines')
      runner.annotate('error', '::x', 'a,b:c%d.yml', { line: 3, column: 5 })`)
    expect(stdout).toBe(
      '::notice::plain: a, b; 100 %25\n::warning::two%0Alines\n::error file=a%2Cb%3Ac%25d.yml,line=3,col=5::::x\n',
    )
  })

  test('masks, lines and groups', () => {
    const { stdout } = byRunner(
      `runner.mask('secret%one\\nsecret two'); runner.log('a line'); runner.group('A title: 100 %', ['one', 'two'])`,
    )
    expect(stdout).toBe(
      '::add-mask::secret%25one%0Asecret two\na line\n::group::A title: 100 %25\none\ntwo\n::endgroup::\n',
    )
  })

  test('text never becomes a command', () => {
    const { stdout } = byRunner(`
      runner.log('::error::x')
      runner.log('  ::error::x')
      runner.log('a ##[error]x\\n::error::y')
      runner.group('t\\n::error::x', ['::endgroup::', '##[endgroup]'])
      const group = runner.openGroup('o\\n::error::x')
      for (const line of ['::endgroup::', '##[endgroup]', 'a\\r::error::x']) group.line(line)
      group.end()
      runner.annotate('notice', 'a\\r##[error]b')`)
    const commands = stdout.split(/\r\n|\n|\r/).filter((line) => /^\s*::|##\[/.test(line))
    expect(commands).toEqual([
      '::group::t\\u{a}::error::x',
      '::endgroup::',
      '::group::o\\u{a}::error::x',
      '::endgroup::',
      '::notice::a\\u{d}\\u{23}#[error]b',
    ])
  })

  test('the name of a file never becomes a command', () => {
    const { stdout } = byRunner(
      `runner.annotate('error', 'm', '\\u202ea##[error]b', { line: 1, column: 1 })`,
    )
    expect(stdout).not.toMatch(/##\[|\u202e/)
  })
})

describe('outputs and state', () => {
  test('keep every value as it is', () => {
    const values = { a: '', b: 'x', c: 'a\nb\n', d: 'a=b', e: 'a<<b', f: 'EOF\n', g: 'é\u{1f600}' }
    const json = JSON.stringify(values)
    const { OUTPUT, STATE } = byRunner(
      `runner.outputs(${json}); for (const [k, v] of Object.entries(${json})) runner.state(k, v)`,
    )
    expect(readFileCommands(OUTPUT)).toEqual(values)
    expect(readFileCommands(STATE)).toEqual(values)
  })

  /** A value that ends itself with the delimiter of the output before it, and continues as another output. */
  const attack = (setOutput: string): Record<string, string> => {
    const script = `
      import { appendFileSync, readFileSync } from 'node:fs'
      ${setOutput}
      set('a', 'x')
      const [, delimiter] = readFileSync(process.env.GITHUB_OUTPUT, 'utf8').match(/^a<<(.*)$/m)
      set('b', '1\\n' + delimiter + '\\nc<<' + delimiter + '\\ninjected')`
    return readFileCommands(written(script).OUTPUT)
  }

  test("a value can't end itself and begin another output", () => {
    const values = attack(
      `${RUNNER} const set = (name, value) => runner.outputs({ [name]: value })`,
    )
    expect(values).toEqual({ a: 'x', b: expect.stringMatching(/^1\nghadelimiter_.+injected$/s) })
  })

  test('with a constant delimiter, a value could end itself', () => {
    const constant = `name + '<<ghadelimiter_\\n' + value + '\\nghadelimiter_\\n'`
    const set = `const set = (name, value) => appendFileSync(process.env.GITHUB_OUTPUT, ${constant})`
    expect(attack(set)).toEqual({ a: 'x', b: '1', c: 'injected' })
  })

  test('outside of a workflow they are printed', () => {
    const { stdout } = byRunner(`runner.outputs({ tag: 'main' })`, { GITHUB_OUTPUT: '' })
    expect(stdout).toBe('\n::set-output name=tag::main\n')
  })
})

describe('the summary', () => {
  test('has its parts in their order, each once', () => {
    const { STEP_SUMMARY } = byRunner(`runner.summary('### A\\n\\n'); runner.summary('| a |\\n')`)
    expect(STEP_SUMMARY).toBe('### A\n\n| a |\n')
  })

  test('is omitted if GitHub would refuse it, and the step continues', () => {
    const { STEP_SUMMARY, stdout } = byRunner(
      `runner.summary('x'.repeat(600_000)); runner.log('next')`,
    )
    expect([STEP_SUMMARY, stdout]).toEqual(['', 'next\n'])
  })

  test.each([
    ['without a file for it', '', ''],
    ['with a file that is gone', '/no/such/file', '::warning::Could not write the job summary: '],
  ])('does not fail the step %s', (_, path, said) => {
    const { stdout } = byRunner(`runner.summary('a')`, { GITHUB_STEP_SUMMARY: path })
    expect(stdout.slice(0, said.length || undefined)).toBe(said)
  })
})
