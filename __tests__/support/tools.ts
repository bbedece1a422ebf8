import { test } from '@jest/globals'
import { type ToolName, toolPath } from '../../scripts/test-tools.ts'

/** Defines tests that need a tool. Without it they are skipped and say how to get it; with CI=true that is a failure. */
export function withTool(name: ToolName, define: (path: string) => void): void {
  const path = toolPath(name)
  if (path !== undefined) define(path)
  else skipped(`${name} is missing, npm run tools installs it`)
}

/** Defines tests that need several tools. */
export function withTools(names: readonly ToolName[], define: () => void): void {
  const missing = names.filter((name) => toolPath(name) === undefined)
  if (missing.length === 0) define()
  else skipped(`${missing.join(' and ')} are missing, npm run tools installs them`)
}

/** Defines tests that need several tools, and root: only root can create namespaces. */
export function withToolsAsRoot(names: readonly ToolName[], define: () => void): void {
  const missing = names.filter((name) => toolPath(name) === undefined)
  if (missing.length > 0) {
    skipped(`${missing.join(' and ')} are missing, npm run tools installs them`)
  } else if (process.getuid?.() !== 0) skipped('these tests make namespaces, which takes root')
  else define()
}

function skipped(reason: string): void {
  const title = `skipped: ${reason}`
  if (process.env['CI'] === 'true') {
    test(title, () => {
      throw new Error(title)
    })
  } else test.skip(title, () => {})
}
