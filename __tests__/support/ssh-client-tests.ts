// Jest's `test` and `describe` for files whose tests all need an SSH client. Without one nothing in them is run, and one skipped test says
// what to install.
import { describe as describeAlways, test as testAlways } from '@jest/globals'
import { withTool } from './tools.ts'

let hasClient = false
withTool('ssh', () => {
  hasClient = true
})

/** Takes the place of `test` and `describe`: it can be called, and whatever it returns or has is the same. */
const nothing: unknown = new Proxy(() => {}, { get: () => nothing, apply: () => nothing })

export const test = hasClient ? testAlways : (nothing as typeof testAlways)
export const describe = hasClient ? describeAlways : (nothing as typeof describeAlways)
