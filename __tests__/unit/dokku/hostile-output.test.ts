import { describe, expect, test } from '@jest/globals'
import { commandVerdict, pushVerdict, saysLocked } from '../../../kit/dokku/push-result.ts'

const DECLINED =
  'To target:shop\n!\tHEAD:refs/heads/main\t[remote rejected] (pre-receive hook declined)\nDone\n'
const GOOD = 'To target:shop\n \tHEAD:refs/heads/main\tdf11b41..3f7d6d8\nDone\n'
const reasonOf = (code: number, stdout: string, ...lines: readonly string[]): string =>
  pushVerdict({ code, stdout, lines: lines.map((line) => `remote: ${line}`) }).reason

describe('a build that prints what Dokku would say', () => {
  test.each([
    ['#7 0.137 =====> Application deployed:'],
    ['       =====> Application deployed:'],
    ['=====> Application deployed: not really'],
    ['echo "=====> Application deployed:"'],
    ['x =====> Application deployed:'],
  ])('%j is no deployment', (line) => {
    expect(reasonOf(0, GOOD, line)).toBe('not-deployed')
  })

  test('a deployment that is told of is none where the server declines', () => {
    expect(reasonOf(1, DECLINED, '=====> Application deployed:')).toBe('declined')
    expect(reasonOf(1, DECLINED, '=====> Application deployed:', ' !     App build failed')).toBe(
      'build-failed',
    )
  })

  test('what it says inside of its own lines is not taken for Dokku', () => {
    const said = [
      '#7 0.1 -----> WARNING: deploy did not complete, you must push to main.',
      '#7 0.2 !     App auto-creation disabled.',
      '       !     App auto-creation disabled.x',
      '#7 0.3 ERROR: failed to solve: nothing',
      '=====> Application deployed:',
    ]
    expect(reasonOf(0, GOOD, ...said)).toBe('')
  })

  test('nor are whole lines of its own, where a build can not be', () => {
    const wrong = '-----> WARNING: deploy did not complete, you must push to main.'
    expect(reasonOf(1, DECLINED, wrong, ' !     App build failed')).toBe('build-failed')
    expect(reasonOf(0, GOOD, wrong, '=====> Application deployed:')).toBe('')
    const quoted = ['"shop currently has a deploy lock in place. Exiting..."']
    quoted.push('#7 0.1 Could not start due to 1 failed checks (web.1)')
    expect(reasonOf(1, DECLINED, ...quoted, ' !     App build failed')).toBe('build-failed')
  })

  test('a lock that is told of late is none: it would be pushed again and again', () => {
    const many = Array.from({ length: 12 }, (_, index) => `#${index} step`)
    const lock = ' !     shop currently has a deploy lock in place. Exiting...'
    expect(reasonOf(1, DECLINED, ...many, lock, ' !     App build failed')).toBe('build-failed')
    expect(reasonOf(0, GOOD, lock, '=====> Application deployed:')).toBe('')
  })

  test('what it prints can not look like what git says of its refs', () => {
    const line = '!\tHEAD:refs/heads/main\t[remote rejected] (shallow update not allowed)'
    expect(reasonOf(0, GOOD, line, '=====> Application deployed:')).toBe('')
  })
})

describe('what a command that deploys came to', () => {
  const out = (code: number, ...lines: readonly string[]): string =>
    commandVerdict({ code, stdout: `${lines.join('\n')}\n`, lines: [] }).reason

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
      'an image that there is not',
      1,
      ['Error response from daemon: manifest unknown', ' !     Failed to pull image: a/b:nope'],
      'pull-failed',
    ],
    [
      'a tag that there is not, up to 0.11.1',
      0,
      ['app image (dokku/shop:T) not found'],
      'no-image',
    ],
    ['a tag that there is not', 1, ['app image (dokku/shop:T) not found'], 'no-image'],
    [
      'checks that fail',
      1,
      [' !     Could not start due to 1 failed checks (web.1)'],
      'checks-failed',
    ],
    ['a lock', 1, [' !     shop currently has a deploy lock in place. Exiting...'], 'locked'],
    ['nothing stored', 1, ["-----> WARNING: Cannot build from 'master'"], 'declined'],
    ['silence', 0, [], 'not-deployed'],
    ['a deployment of 0.10', 0, ['\x1b[1G=====> Application deployed:', ''], ''],
    ['checks of 0.10 that fail', 1, ['\x1b[1GApp container failed to start!!'], 'checks-failed'],
  ] as const)('%s', (_, code, lines, reason) => {
    expect(out(code, ...lines)).toBe(reason)
  })

  test('complaints count on the error output as well', () => {
    const lines = [' !     Could not start due to 1 failed checks (web.1)']
    expect(commandVerdict({ code: 1, stdout: '', lines }).reason).toBe('checks-failed')
  })
})

test.each([
  [' !     shop currently has a deploy lock in place. Exiting...', true],
  ['shop is currently being deployed or locked. Exiting...', true],
  ['shop is currently being deployed. Exiting...', true],
  ['-----> Building shop', false],
])('%j tells of a lock: %j', (line, is) => {
  expect(saysLocked(line)).toBe(is)
})
