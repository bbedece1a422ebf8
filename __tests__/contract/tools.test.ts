// A machine has Node and git; what else a test runs may be missing.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { ROOT } from '../../scripts/actions.ts'

/** What starts an SSH client or server. */
const NEEDS =
  /\/(?:support\/dokku\/(?:client|deployment|promotion|servers-by-\w+)|support\/ssh\/\w[\w-]*|fakes\/(?:ssh|fleet)\/[\w-]+)\.ts'/

/** What skips tests without it. */
const SKIPS = /\/support\/(?:tools|ssh-client-tests)\.ts'/

/** The test files whose tests would fail instead of being skipped. */
const wrong = (files: readonly string[], read: (path: string) => string): string[] =>
  files.filter((path) => NEEDS.test(read(path)) && !SKIPS.test(read(path)))

test('tests that need SSH are skipped where it is missing', () => {
  const files = globSync('__tests__/**/*.test.ts', { cwd: ROOT })
  const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
  expect(files.filter((path) => NEEDS.test(read(path))).length).toBeGreaterThan(10)
  expect(wrong(files, read)).toEqual([])
})

test('one that is not is found', () => {
  const source = "import { startSshd } from '../../fakes/ssh/sshd.ts'\n"
  const skips = "import { withTool } from '../support/tools.ts'\n"
  expect(wrong(['x'], () => source)).toEqual(['x'])
  expect(wrong(['x'], () => source + skips)).toEqual([])
})
