// The post step runs the same bundle as the step itself, whose main part leaves a mark for it, as actions/checkout does. A main part that
// is killed while Node starts leaves none, and its post step would deploy: so dist/NAME/post.js, which GitHub starts for the post step,
// sets the mark as well.

import type { Runner } from './runner.ts'

/** Returns whether this is the post step. In the main part, call it before anything that the post step cleans up. */
export function isPostStep(
  env: Readonly<Record<string, string | undefined>>,
  runner: Pick<Runner, 'state'>,
): boolean {
  if (env['STATE_isPost'] === 'true') return true
  runner.state('isPost', 'true')
  return false
}
