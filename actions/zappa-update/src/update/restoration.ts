// What a restore did and did not do, in words. Pure.

import { list } from '../../../../kit/text/escape.ts'
import type { DeployedCode, Restoration } from '../aws/aws.ts'

/** Returns what was restored. `before` is the code that was to be restored. */
export function restoredParts(
  { sha, version, changed, aliases }: Restoration,
  before: Pick<DeployedCode, 'sha'>,
): string[] {
  const code = `the code, as version ${version} (CodeSha256 ${sha})`
  return [
    ...(sha === before.sha ? [code] : []),
    ...changed,
    ...aliases.map((name) => `the alias "${name}"`),
  ]
}

/** Returns lines that say what was restored, and what was not. */
export function restorationLines(
  restoration: Restoration,
  before: Pick<DeployedCode, 'sha'>,
): string[] {
  const { sha, version, changed, aliases, missing } = restoration
  if (missing.length === 0)
    return [
      `The old code is live again, as version ${version} (CodeSha256 ${sha})`,
      ...(changed.length > 0 ? [`Configuration restored: ${list(changed)}`] : []),
      ...(aliases.length > 0 ? [`Aliases moved back: ${list(aliases)}`] : []),
    ]
  const restored = restoredParts(restoration, before)
  return [
    sha === before.sha
      ? 'The old code is live again, but a part of what belongs to it could not be restored'
      : `The old code could not be restored: CodeSha256 ${sha} is live`,
    `Restored: ${restored.join(', ') || 'nothing'}`,
    ...missing.map(({ what, why }) => `Not restored: ${what}: ${why}`),
    'Check the function: set what is not restored by hand, or deploy code that works with it',
  ]
}
