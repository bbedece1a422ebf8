import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { ROOT } from '../../scripts/actions.ts'

const start = (...args: readonly string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'rehearsal/start.ts'), ...args], { encoding: 'utf8' })

test('the rehearsal decides a whole day through the built actions', () => {
  const { status, stdout } = start('--json')
  expect(status).toBe(0)
  const told = JSON.parse(stdout) as { route: Record<string, string>; tag: string }[]
  expect(told.map(({ route }) => [route['action'], route['environment'], route['reason']])).toEqual(
    [
      ['none', '', 'no-route'],
      ['deploy', 'stage', 'routed'],
      ['deploy', 'uat', 'routed'],
      ['deploy', 'review-42', 'routed'],
      ['none', '', 'fork'],
      ['none', '', 'privileged-event'],
      ['teardown', 'review-42', 'pull-request-closed'],
      ['deploy', 'production', 'routed'],
      ['none', '', 'ref-deleted'],
    ],
  )
})

test('it fits 100 columns, and a repository without configuration ends with 1', () => {
  expect(
    start()
      .stdout.split('\n')
      .filter((line) => line.length > 100),
  ).toEqual([])
  expect(start('--repo', ROOT).status).toBe(1)
})
