import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { ROOT } from '../../../scripts/actions.ts'
import Sequencer from '../../../scripts/test-sequencer.ts'

const slow = createRequire(import.meta.url)('../../../scripts/slow-tests.json') as object

test('the slow files come first, then the others by level', () => {
  const names = Object.keys(slow)
  const others = ['integration/fakes/load', 'workflow/linters', 'unit/scripts/test-sequencer']
  const paths = [...names, ...others.map((name) => `${name}.test.ts`)].map((name) =>
    join(ROOT, '__tests__', name),
  )
  const sequencer = new Sequencer({ contexts: [], globalConfig: { rootDir: ROOT } as never })
  const tests = paths.toReversed().map((path) => ({ path })) as never
  const sorted = sequencer.sort(tests) as readonly { path: string }[]
  expect(sorted.slice(-3).map(({ path }) => path)).toEqual(paths.slice(-3))
  expect(new Set(sorted.slice(0, -3).map(({ path }) => path))).toEqual(new Set(paths.slice(0, -3)))
})

test('the list of slow files names no file that is gone', () => {
  const gone = Object.keys(slow).filter((name) => !existsSync(join(ROOT, '__tests__', name)))
  expect(gone).toEqual([])
})
