import { describe, expect, test } from '@jest/globals'
import { readCommandResult, readPushResult } from '../../../kit/dokku/push-result.ts'
import { stripTerminalCodes } from '../../../kit/text/terminal.ts'

/** Lines of the server as git's client shows them, without colours and the eight spaces that git adds. */
const remote = (...lines: readonly string[]): string[] =>
  lines.map((line) => stripTerminalCodes(`remote: ${line}        `).trimEnd())

const porcelain = (line: string): string => `To target:shop\n${line}\nDone\n`
const GOOD = porcelain(' \tHEAD:refs/heads/main\tdf11b41..3f7d6d8')
const NEW = porcelain('*\trefs/heads/main:refs/heads/main\t[new branch]')
const DECLINED = porcelain('!\tHEAD:refs/heads/main\t[remote rejected] (pre-receive hook declined)')
const refused = (why: string): string => porcelain(`!\tHEAD:refs/heads/main\t[${why}`)
const DEPLOYED = remote('=====> Application deployed:', '       http://shop.dokku.test')
const WRONG = remote(
  '\x1b[1G\x1b[K-----> WARNING: deploy did not complete, you must push to main.',
  "\x1b[1G\x1b[K-----> for example, try 'git push <dokku> feature:main'",
)
const LOCKED = [
  ...remote(' !     shop currently has a deploy lock in place. Exiting...'),
  ...remote(` !     Run 'apps:unlock' to release the existing deploy lock`),
]
const CHECKS = remote(
  `\x1b[1m\x1b[31m !     \x1b[0m\x1b[0mFailure in name='web check': Get "http://172.17.0.3:5000/": context deadline exceeded`,
  '=====> Start of shop container output (8e8ee6c9eb1 web.1)',
  '       =====> Application deployed:',
  '=====> End of shop container output (8e8ee6c9eb1 web.1)',
  ' !     Could not start due to 1 failed checks (web.1)',
  'parallel: This job failed:',
)
const BUILD = remote(
  'ERROR: failed to solve: process "/bin/sh -c false" did not complete successfully: exit code: 1',
  ' !     Retagging old image 76e6 as dokku/shop:latest',
  ' !     App build failed',
)
const DISCONNECTED = [
  'send-pack: unexpected disconnect while reading sideband packet',
  'fatal: the remote end hung up unexpectedly',
]

type Row = readonly [
  name: string,
  code: number | null,
  stdout: string,
  lines: string[],
  reason: string,
]

const PUSHES: readonly Row[] = [
  ['a first deployment', 0, NEW, [...remote('-----> Set main as deploy-branch'), ...DEPLOYED], ''],
  ['a later one', 0, GOOD, DEPLOYED, ''],
  ['a deployment of 0.10', 0, GOOD, remote('\x1b[1G=====> Application deployed:'), ''],
  ['nothing new', 0, porcelain('=\tHEAD:refs/heads/main\t[up to date]'), [], 'not-deployed'],
  ['a different branch', 0, NEW, WRONG, 'wrong-branch'],
  ['a different branch before 0.18, without a warning', 0, NEW, [], 'not-deployed'],
  ['a failed build', 1, DECLINED, BUILD, 'build-failed'],
  [
    'a failed build of 0.10',
    1,
    DECLINED,
    remote(`\x1b[1GThe command '/bin/sh -c false' returned a non-zero code: 1`),
    'build-failed',
  ],
  ['failed checks', 1, DECLINED, CHECKS, 'checks-failed'],
  [
    'failed checks of 0.10',
    1,
    DECLINED,
    remote('\x1b[1GApp container failed to start!!'),
    'checks-failed',
  ],
  [
    'a missing build-dir',
    1,
    DECLINED,
    remote(' !     Specified build-dir not found in sourcecode working directory: nodir'),
    'no-build-dir',
  ],
  ['a lock', 1, DECLINED, LOCKED, 'locked'],
  [
    'a lock of 0.10',
    1,
    DECLINED,
    remote('\x1b[1Gshop is currently being deployed. Exiting...'),
    'locked',
  ],
  ['not a fast-forward', 1, refused('rejected] (non-fast-forward)'), [], 'non-fast-forward'],
  ['a branch that has moved', 1, refused('rejected] (fetch first)'), [], 'non-fast-forward'],
  [
    'a shallow history, although it was deployed',
    1,
    refused('remote rejected] (shallow update not allowed)'),
    DEPLOYED,
    'shallow-refused',
  ],
  [
    'an app that may not be created',
    128,
    '',
    [
      ...[' !     App auto-creation disabled.'],
      ` !     Re-enable app auto-creation or create an app with 'dokku apps:create typo2'`,
      'fatal: Could not read from remote repository.',
    ],
    'no-app',
  ],
  [
    "submodules that the server can't fetch",
    1,
    DECLINED,
    remote(`fatal: clone of 'git@example.org:a/b' into submodule path '/tmp/x/lib' failed`),
    'submodules',
  ],
  ['an unknown error', 1, DECLINED, remote(' !     Out of everything'), 'declined'],
  ['a refusal by git itself', 1, refused('remote rejected] (failed to lock)'), [], 'declined'],
  ['a cancelled build', 128, '', DISCONNECTED, 'connection-lost'],
  [
    'a lost connection',
    128,
    '',
    ['fatal: Could not read from remote repository.'],
    'connection-lost',
  ],
  ['git was killed', null, '', remote('-----> Building shop from Dockerfile'), 'connection-lost'],
]

describe('the result of a push', () => {
  test.each(PUSHES)('%s', (_, code, stdout, lines, reason) => {
    const result = readPushResult({ code, stdout, lines })
    expect([result.reason, result.isUnfinished]).toEqual([reason, reason === 'connection-lost'])
    expect(result.message).not.toBe('')
  })

  // As many arguments of one call would overflow the stack.
  test('a build may print hundreds of thousands of lines', () => {
    const lines = [...Array.from({ length: 200_000 }, () => 'remote: layer'), 'remote:  !     Full']
    expect(readPushResult({ code: 1, stdout: DECLINED, lines }).message).toContain('Full')
    const command = readCommandResult({ code: 1, stdout: lines.join('\n'), lines: [] })
    expect(command.reason).toBe('declined')
  })

  test('the message of a refusal quotes the server', () => {
    const lines = remote(' !     Out of everything', '       after that')
    expect(readPushResult({ code: 1, stdout: DECLINED, lines }).message).toContain(
      '"Out of everything"',
    )
  })

  test("a command that ends with ssh's own exit code has no result yet", () => {
    const lines = ['mux_client_request_session: read from master failed: Broken pipe', '']
    const command = readCommandResult({ code: 255, stdout: '-----> Building\n', lines })
    expect(command).toMatchObject({ reason: 'connection-lost', isUnfinished: true })
    expect(command.message).toContain('Broken pipe')
  })
})
