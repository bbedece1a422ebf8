import { describe, expect, test } from '@jest/globals'
import { isLockedLine, readCommandResult, readPushResult } from '../../../kit/dokku/push-result.ts'

const DECLINED =
  'To target:shop\n!\tHEAD:refs/heads/main\t[remote rejected] (pre-receive hook declined)\nDone\n'
const GOOD = 'To target:shop\n \tHEAD:refs/heads/main\tdf11b41..3f7d6d8\nDone\n'
const reasonOf = (code: number, stdout: string, ...lines: readonly string[]): string =>
  readPushResult({ code, stdout, lines: lines.map((line) => `remote: ${line}`) }).reason

describe('a build that prints what Dokku would print', () => {
  test.each([
    ['#7 0.137 =====> Application deployed:'],
    ['       =====> Application deployed:'],
    ['=====> Application deployed: not really'],
    ['echo "=====> Application deployed:"'],
    ['x =====> Application deployed:'],
  ])('%j is not a deployment', (line) => {
    expect(reasonOf(0, GOOD, line)).toBe('not-deployed')
  })

  test('a failure printed by a push that succeeds is not the reason, but the missing deployment is', () => {
    expect(reasonOf(0, GOOD, ' !     App build failed')).toBe('not-deployed')
  })

  test('a reported deployment does not count if the server declines the push', () => {
    expect(reasonOf(1, DECLINED, '=====> Application deployed:')).toBe('declined')
    expect(reasonOf(1, DECLINED, '=====> Application deployed:', ' !     App build failed')).toBe(
      'build-failed',
    )
  })

  test("Dokku's words inside a line of the build do not count", () => {
    const printed = [
      '#7 0.1 -----> WARNING: deploy did not complete, you must push to main.',
      '#7 0.2 !     App auto-creation disabled.',
      '       !     App auto-creation disabled.x',
      '#7 0.3 ERROR: failed to solve: nothing',
      '=====> Application deployed:',
    ]
    expect(reasonOf(0, GOOD, ...printed)).toBe('')
  })

  test("whole lines of Dokku's do not count where Dokku would not print them", () => {
    const wrong = '-----> WARNING: deploy did not complete, you must push to main.'
    expect(reasonOf(1, DECLINED, wrong, ' !     App build failed')).toBe('build-failed')
    expect(reasonOf(0, GOOD, wrong, '=====> Application deployed:')).toBe('')
    const lines = ['"shop currently has a deploy lock in place. Exiting..."']
    lines.push('#7 0.1 Could not start due to 1 failed checks (web.1)')
    expect(reasonOf(1, DECLINED, ...lines, ' !     App build failed')).toBe('build-failed')
  })

  test('a lock reported late does not count, or it would be pushed again and again', () => {
    const many = Array.from({ length: 12 }, (_, index) => `#${index} step`)
    const lock = ' !     shop currently has a deploy lock in place. Exiting...'
    expect(reasonOf(1, DECLINED, ...many, lock, ' !     App build failed')).toBe('build-failed')
    expect(reasonOf(0, GOOD, lock, '=====> Application deployed:')).toBe('')
  })

  test('what a build prints does not count as what git reports about a ref', () => {
    const line = '!\tHEAD:refs/heads/main\t[remote rejected] (shallow update not allowed)'
    expect(reasonOf(0, GOOD, line, '=====> Application deployed:')).toBe('')
  })
})

describe('the result of a command that deploys', () => {
  const reasonFor = (code: number, ...lines: readonly string[]): string =>
    readCommandResult({ code, stdout: `${lines.join('\n')}\n`, lines: [] }).reason

  test.each([
    ['a deployment', 0, ['=====> Application deployed:', '       http://x'], ''],
    ['an image again', 1, [' !     No changes detected, skipping git commit'], 'no-change'],
    [
      'an image again, before 0.29.3',
      0,
      [' !     No changes detected, skipping git commit'],
      'no-change',
    ],
    [
      'a missing image',
      1,
      ['Error response from daemon: manifest unknown', ' !     Failed to pull image: a/b:nope'],
      'pull-failed',
    ],
    ['a missing tag, up to 0.11.1', 0, ['app image (dokku/shop:T) not found'], 'no-image'],
    ['a missing tag', 1, ['app image (dokku/shop:T) not found'], 'no-image'],
    [
      'failed checks',
      1,
      [' !     Could not start due to 1 failed checks (web.1)'],
      'checks-failed',
    ],
    ['a lock', 1, [' !     shop currently has a deploy lock in place. Exiting...'], 'locked'],
    ['nothing to build from', 1, ["-----> WARNING: Cannot build from 'master'"], 'declined'],
    ['no output', 0, [], 'not-deployed'],
    [
      'failed checks, before 0.29.3',
      0,
      [' !     Could not start due to 1 failed checks (web.1)'],
      'checks-failed',
    ],
    [
      'an image again, whatever else is printed',
      0,
      [' !     No changes detected, skipping git commit', '=====> Application deployed:'],
      'no-change',
    ],
    [
      'a deployment that prints a line like a lock',
      0,
      [
        ' !     shop currently has a deploy lock in place. Exiting...',
        '=====> Application deployed:',
      ],
      '',
    ],
    ['a deployment of 0.10', 0, ['\x1b[1G=====> Application deployed:', ''], ''],
    ['failed checks of 0.10', 1, ['\x1b[1GApp container failed to start!!'], 'checks-failed'],
  ] as const)('%s', (_, code, lines, reason) => {
    expect(reasonFor(code, ...lines)).toBe(reason)
  })

  test('errors on standard error count as well', () => {
    const lines = [' !     Could not start due to 1 failed checks (web.1)']
    expect(readCommandResult({ code: 1, stdout: '', lines }).reason).toBe('checks-failed')
  })
})

test.each([
  [' !     shop currently has a deploy lock in place. Exiting...', true],
  ['shop is currently being deployed or locked. Exiting...', true],
  ['shop is currently being deployed. Exiting...', true],
  ['-----> Building shop', false],
])('%j reports a lock: %j', (line, expected) => {
  expect(isLockedLine(line)).toBe(expected)
})
