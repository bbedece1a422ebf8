// Jest's `test` and `describe` for files whose tests all need an SSH client. Without one nothing in them is run, and one skipped test says
// what to install.
import { describe as describeAlways, test as testAlways } from '@jest/globals'
import { withTool } from './tools.ts'

let hasClient = false
withTool('ssh', () => {
  hasClient = true
})

/** Takes the place of `test` and `describe`, and of what `each` returns. */
const nothing = Object.assign(() => {}, { each: () => () => {}, skip: () => {}, only: () => {} })

export const test = hasClient ? testAlways : (nothing as unknown as typeof testAlways)
export const describe = hasClient ? describeAlways : (nothing as unknown as typeof describeAlways)
