// The order in which Jest starts the test files: a long one that starts last would keep one worker busy while the others have nothing to do.
// Jest itself goes by the durations of an earlier run, which a fresh checkout does not have, or by size alone.
import { readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'

type Module = typeof import('@jest/test-sequencer')
// Its types say that the module has no default export of its own.
const { default: Sequencer } = createRequire(import.meta.url)('@jest/test-sequencer') as Module

const ROOT = join(import.meta.dirname, '..')
const LEVELS = ['integration', 'workflow', 'process', 'component', 'unit', 'contract']

/** Seconds of the slowest files, about, by their paths below __tests__. A file that is not in it comes after those that are. */
const seconds = JSON.parse(
  readFileSync(join(import.meta.dirname, 'slow-tests.json'), 'utf8'),
) as Readonly<Record<string, number>>

const secondsOf = (path: string): number => seconds[relative(join(ROOT, '__tests__'), path)] ?? 0

const levelOf = (path: string): number =>
  LEVELS.findIndex((level) => path.includes(`/__tests__/${level}/`))

type Tests = Parameters<InstanceType<typeof Sequencer>['sort']>[0]

export default class extends Sequencer {
  override sort(tests: Tests): Tests {
    const sizes = new Map(tests.map(({ path }) => [path, statSync(path).size]))
    const sizeOf = (path: string): number => sizes.get(path) ?? 0
    return [...tests].sort(
      (a, b) =>
        secondsOf(b.path) - secondsOf(a.path) ||
        levelOf(a.path) - levelOf(b.path) ||
        sizeOf(b.path) - sizeOf(a.path),
    )
  }
}
