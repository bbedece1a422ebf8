import { expect, test } from '@jest/globals'
import { outputsOf } from '../../../actions/fabric-deploy/src/outputs.ts'
import { resultSentence, summary, tableLines } from '../../../actions/fabric-deploy/src/report.ts'
import type { HostRow, Result } from '../../../actions/fabric-deploy/src/result.ts'

const digest = (of: string): string => `sha256:${of.repeat(64)}`
const row = (
  host: string,
  outcome: HostRow['outcome'],
  release: string | null,
  more: Partial<HostRow> = {},
): HostRow => ({
  host,
  roles: ['web'],
  outcome,
  reason: '',
  code: null,
  seconds: 0,
  'gap-ms': 0,
  runs:
    release === null
      ? null
      : [{ service: 'web', release, digest: digest(release.at(-1) ?? ''), state: 'running' }],
  ...more,
})
const result = (rows: readonly HostRow[], more: Partial<Result> = {}): Result => ({
  action: 'deploy',
  environment: 'staging',
  release: 'v2',
  digest: digest('2'),
  previous: digest('1'),
  digests: { web: digest('2') },
  changed: true,
  rows,
  reason: '',
  plan: [],
  isReadOnly: false,
  isTasks: false,
  ...more,
})

test('one sentence says what is running, and on how many hosts', () => {
  const good = result([row('one', 'deployed', 'v2'), row('two', 'deployed', 'v2')])
  expect(resultSentence(good)).toBe('"staging": "web" runs "v2" on 2 hosts.')
  const failed = result([row('one', 'rolled-back', 'v1'), row('two', 'failed', 'v1')], {
    reason: 'unhealthy',
  })
  expect(resultSentence(failed)).toBe(
    'The deployment to "staging" failed (unhealthy): "web" runs "v1" on 2 hosts.',
  )
  const mixed = result(
    [
      row('one', 'rolled-back', 'v1'),
      row('two', 'failed', 'v2'),
      row('three', 'unreachable', null),
    ],
    { reason: 'unreachable' },
  )
  expect(resultSentence(mixed)).toBe(
    'The deployment to "staging" failed (unreachable): "web" runs 2 VERSIONS: "v1 (111111111111)" on 1 host and "v2 (222222222222)" on 1 host; it is not known what is running on "three".',
  )
})

test('two images under one moving tag are two versions', () => {
  const same = (host: string, of: string) =>
    row(host, 'deployed', 'main', {
      runs: [{ service: 'web', release: 'main', digest: digest(of), state: 'running' }],
    })
  expect(resultSentence(result([same('one', '1'), same('two', '2')]))).toContain('2 VERSIONS')
})

test('the table shows what is running, and leaves out empty columns', () => {
  const rows = [
    row('deploy@web1', 'deployed', 'v2', { seconds: 2.51, 'gap-ms': 420 }),
    row('web2', 'failed', 'v1', {
      reason: 'exited',
      code: 3,
      runs: [{ service: 'web', release: 'v1', digest: digest('1'), state: 'restarting' }],
    }),
    row('web3', 'unreachable', null, { reason: 'unreachable' }),
  ]
  expect(tableLines(result(rows))).toEqual([
    'host         roles  outcome      running now                         seconds  gap     reason',
    'deploy@web1  web    deployed     web v2 (222222222222)               2.5      420 ms',
    'web2         web    failed       web v1 (111111111111) [restarting]                   exited, code 3',
    'web3         web    unreachable  unknown                                              unreachable',
  ])
  expect(tableLines(result([row('web1', 'unchanged', 'v2')]))[0]).toBe(
    'host  roles  outcome    running now',
  )
})

test('the summary escapes hostile text', () => {
  const evil = '<img src=x>|`**@everyone'
  const text = summary(
    result([row(evil, 'failed', evil, { reason: 'exited' })], { environment: evil }),
  )
  expect(text).not.toMatch(/<img|\*\*|@everyone/)
  expect(text.split('\n').filter((line) => line.startsWith('|'))).toHaveLength(3)
})

test('the outputs list the hosts by their outcome', () => {
  const rows = (
    ['deployed', 'unchanged', 'rolled-back', 'failed', 'unreachable', 'not-reached'] as const
  ).map((outcome) => row(outcome, outcome, 'v1'))
  expect(outputsOf(result(rows))).toMatchObject({
    'deployed-hosts': 'deployed',
    'unchanged-hosts': 'unchanged',
    'rolled-back-hosts': 'rolled-back',
    'failed-hosts': 'failed\nunreachable',
    changed: 'true',
    digests: JSON.stringify({ web: digest('2') }),
  })
})

test('the sentence about tasks says on how many hosts they ran', () => {
  const rows = [
    row('one', 'deployed', null),
    row('two', 'failed', null, { reason: 'task-failed', code: 42 }),
  ]
  const failed = result(rows, { isTasks: true, reason: 'task-failed' })
  expect(resultSentence(failed)).toBe(
    '"staging": the tasks failed (task-failed); they ran on 1 of 2 hosts.',
  )
  expect(tableLines(failed)[0]).toBe('host  roles  outcome   reason')
})
