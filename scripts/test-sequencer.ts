// The order in which Jest starts the test files: a long one that starts last would keep one worker busy while the others have nothing to do.
// Without durations of an earlier run Jest goes by size alone; the levels come first here, which differ more.
import { statSync } from 'node:fs'
import { createRequire } from 'node:module'

type Module = typeof import('@jest/test-sequencer')
// Its types say that the module has no default export of its own.
const { default: Sequencer } = createRequire(import.meta.url)('@jest/test-sequencer') as Module

const LEVELS = ['integration', 'workflow', 'process', 'component', 'unit', 'contract']

const levelOf = (path: string): number =>
  LEVELS.findIndex((level) => path.includes(`/__tests__/${level}/`))

type Tests = Parameters<InstanceType<typeof Sequencer>['sort']>[0]

export default class extends Sequencer {
  override sort(tests: Tests): Tests {
    const sizes = new Map(tests.map(({ path }) => [path, statSync(path).size]))
    const sizeOf = (path: string): number => sizes.get(path) ?? 0
    return [...tests].sort(
      (a, b) => levelOf(a.path) - levelOf(b.path) || sizeOf(b.path) - sizeOf(a.path),
    )
  }
}
