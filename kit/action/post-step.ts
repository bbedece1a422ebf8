// The post step of a step is the same bundle, started once more. The main part leaves a mark for it, as actions/checkout does. A main
// part that is killed while Node still starts leaves none, and its post step would deploy: so dist/NAME/post.js, which GitHub starts
// for the post step, sets the mark as well.

import type { Runner } from './runner.ts'

/** Returns whether this process is a step's post step. In the main part, call it before anything that the post step cleans up. */
export function isPostStep(
  env: Readonly<Record<string, string | undefined>>,
  runner: Pick<Runner, 'state'>,
): boolean {
  if (env['STATE_isPost'] === 'true') return true
  runner.state('isPost', 'true')
  return false
}
