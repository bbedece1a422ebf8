import { test } from '@jest/globals'
import { missingToolsSentence, type ToolName, toolPath } from '../../scripts/test-tools.ts'

/** Defines tests that need a tool. Without it they are skipped and say how to get it; with CI=true that is a failure. */
export function withTool(name: ToolName, define: (path: string) => void): void {
  withTools([name], () => define(toolPath(name) ?? ''))
}

/** Defines tests that need several tools. */
export function withTools(names: readonly ToolName[], define: () => void): void {
  const missing = missingToolsSentence(names)
  if (missing === undefined) define()
  else skipped(missing)
}

/** Defines tests that need several tools, and root: only root can create namespaces. */
export function withToolsAsRoot(names: readonly ToolName[], define: () => void): void {
  withTools(names, () => {
    if (process.getuid?.() === 0) define()
    else skipped('these tests make namespaces, which takes root')
  })
}

function skipped(reason: string): void {
  const title = `skipped: ${reason}`
  if (process.env['CI'] === 'true') {
    test(title, () => {
      throw new Error(title)
    })
  } else test.skip(title, () => {})
}
