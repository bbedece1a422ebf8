// Runs of the built action on the fake GitHub.
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PASSWORD } from '../../../fakes/git/git-server.ts'
import { type ActionResult, type ActionRun, runBundle } from '../../../rehearsal/action-runner.ts'
import { ROOT } from '../../../scripts/actions.ts'
import type { Hub } from '../github/hub.ts'

/** Runs the step with some inputs, and a reading every 100 ms. */
export const triggered = (
  { apiUrl, serverUrl }: Pick<Hub, 'apiUrl' | 'serverUrl'>,
  inputs: Readonly<Record<string, string>>,
  options: Partial<Omit<ActionRun, 'inputs'>> = {},
): Promise<ActionResult> =>
  runBundle({
    action: join(ROOT, 'actions/trigger'),
    workspace: tmpdir(),
    inputs: { token: PASSWORD, poll: '100ms', ...inputs },
    ...options,
    env: {
      GITHUB_API_URL: apiUrl,
      GITHUB_SERVER_URL: serverUrl,
      GITHUB_REPOSITORY: 'octo/shop',
      ...options.env,
    },
  })

/** Resolves when something holds. Throws an error if it does not within 20 seconds. */
export async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 20_000
  while (!holds()) {
    if (performance.now() > end) throw new Error('it does not come about')
    await new Promise((soon) => setTimeout(soon, 10))
  }
}
