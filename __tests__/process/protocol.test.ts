import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { runner } from '../../kit/action/runner.ts'
import { ROOT } from '../../scripts/actions.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'towpath-protocol-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What the toolkit writes when it is called as the script says, with `core` in scope. */
function toolkit(script: string): { stdout: string; output: string; summary: string } {
  const files = { output: join(folder, 'output'), summary: join(folder, 'summary') }
  for (const path of Object.values(files)) writeFileSync(path, '')
  const program = `import * as core from '@actions/core'\n${script}`
  const stdout = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { GITHUB_OUTPUT: files.output, GITHUB_STEP_SUMMARY: files.summary },
  })
  const read = (path: string): string => readFileSync(path, 'utf8')
  return { stdout, output: fixed(read(files.output)), summary: read(files.summary) }
}

function ours(use: (target: ReturnType<typeof runner>) => void): ReturnType<typeof toolkit> {
  const files = { output: join(folder, 'our-output'), summary: join(folder, 'our-summary') }
  for (const path of Object.values(files)) writeFileSync(path, '')
  let stdout = ''
  const env = { GITHUB_OUTPUT: files.output, GITHUB_STEP_SUMMARY: files.summary }
  use(
    runner(env, (text) => {
      stdout += text
    }),
  )
  const read = (path: string): string => readFileSync(path, 'utf8')
  return { stdout, output: fixed(read(files.output)), summary: read(files.summary) }
}

/** The random part of the delimiters taken out. */
const fixed = (text: string): string => text.replaceAll(/ghadelimiter_[0-9a-z-]+/g, 'ghadelimiter_')

const MESSAGES = [
  'plain',
  'a: b, c',
  '100 %',
  '%0A',
  '50%25',
  'two\nlines',
  'é\u{1f600}',
  '::x',
  '',
]

describe("the same bytes as GitHub's toolkit", () => {
  test.each(['notice', 'warning', 'error'] as const)('%s', (level) => {
    const call = (message: string) => `core.${level}(${JSON.stringify(message)})`
    const placed = `core.${level}('m', { file: 'a,b:c%d.yml', startLine: 3, startColumn: 5 })`
    expect(
      ours((target) => {
        for (const message of MESSAGES) target.annotate(level, message)
        target.annotate(level, 'm', 'a,b:c%d.yml', { line: 3, column: 5 })
      }),
    ).toEqual(toolkit([...MESSAGES.map(call), placed].join('\n')))
  })

  test('masks', () => {
    expect(ours((target) => target.mask('a%b\nc'))).toEqual(toolkit("core.setSecret('a%b\\nc')"))
  })

  test('lines and groups', () => {
    expect(
      ours((target) => {
        target.log('a line')
        target.group('A title: 100 %', ['one', 'two'])
      }),
    ).toEqual(
      toolkit(`core.info('a line')
        core.startGroup('A title: 100 %'); core.info('one'); core.info('two'); core.endGroup()`),
    )
  })

  test('outputs', () => {
    const values = ['', 'x', 'a\nb\n', 'a=b', 'a<<b', 'EOF\n', '\r\n', 'é\u{1f600}']
    expect(
      ours((target) => {
        for (const value of values) target.outputs({ name: value })
      }),
    ).toEqual(
      toolkit(values.map((value) => `core.setOutput('name', ${JSON.stringify(value)})`).join('\n')),
    )
  })

  test('the summary', () => {
    const text = '### A\n\n| a |\n|---|\n'
    expect(ours((target) => target.summary(text))).toEqual(
      toolkit(`await core.summary.addRaw(${JSON.stringify(text)}).write()`),
    )
  })
})

describe('where the toolkit leaves it to the action', () => {
  test('no text becomes a command', () => {
    const { stdout } = ours((target) => {
      target.log('::error::x')
      target.log('  ::error::x')
      target.log('a ##[error]x\n::error::y')
      target.group('t\n::error::x', ['::endgroup::', '##[endgroup]'])
      target.annotate('notice', 'a\r##[error]b')
    })
    const commands = stdout.split(/\r\n|\n|\r/).filter((line) => /^\s*::|##\[/.test(line))
    expect(commands).toEqual([
      '::group::t\\u{a}::error::x',
      '::endgroup::',
      '::notice::a\\u{d}\\u{23}#[error]b',
    ])
  })

  test('nor does the name of a file', () => {
    const { stdout } = ours((target) =>
      target.annotate('error', 'm', '\u202ea##[error]b', { line: 1, column: 1 }),
    )
    expect(stdout).not.toMatch(/##\[|\u202e/)
  })

  test('no value ends itself: a delimiter is never part of it', () => {
    const { output } = ours((target) => target.outputs({ a: 'ghadelimiter_\nb=c' }))
    expect(output).toBe('a<<ghadelimiter_\nghadelimiter_\nb=c\nghadelimiter_\n')
  })

  test('a summary that GitHub would refuse is left out, and the step goes on', () => {
    expect(ours((target) => target.summary('x'.repeat(600_000))).summary).toBe('')
  })
})
