// The tools that the bench measures against.
import { type ToolName, toolPath } from '../scripts/test-tools.ts'

/** Returns the path of a tool's program. Throws if it is not installed. */
export function pathOf(name: ToolName): string {
  const path = toolPath(name)
  if (path === undefined) throw new Error(`${name} is missing, npm run tools installs it`)
  return path
}
