// Opens a pull request for a release, or finds it.

import { UserError } from '../../../../kit/action/user-error.ts'
import type { BranchPair } from '../../../../kit/github/api.ts'
import { GitHubError } from '../../../../kit/github/github-error.ts'
import { ensurePullRequest } from '../../../../kit/github/open-pull-request.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { logged } from '../attempt/step-log.ts'
import { filled } from '../messages.ts'
import type { ReleaseNames } from '../release-names.ts'
import type { State } from '../state.ts'

export type WaitingFor = { readonly url: string; readonly isNew: boolean }

const BODY = `Run the step \`finish\` again once this is merged.

Merge it with a merge commit: after a squash or a rebase, later releases conflict in files that nobody has changed.
`

/** The longest title that GitHub takes. */
const MAX_TITLE = 256

/** Returns the pull request that has to be merged. With \`dry-run\`, only one that is open. Throws a UserError (`pull-request-refused`). */
export async function releasePullRequest(
  state: State,
  { version, branch }: ReleaseNames,
  base: string,
): Promise<WaitingFor | undefined> {
  const { inputs, ports } = state
  const pair = { head: branch, base }
  const api = await ports.github()
  if (inputs['dry-run']) {
    const open = (await api.pullRequests(pair)).find(({ state: at }) => at === 'open')
    return open && { url: open.url, isNew: false }
  }
  const isLast = base === inputs.into.at(-1)
  const message = isLast ? inputs.message : inputs['merge-message']
  const [title = ''] = filled(message, { version, branch, into: base }).split('\n')
  const text = { ...pair, title: title.slice(0, MAX_TITLE).toWellFormed(), body: BODY }
  const waiting = { sleep: ports.clock.sleep, signal: ports.cancelled }
  try {
    const found = await logged(ports, `Opened or found the pull request into ${base}`, () =>
      ensurePullRequest(api, text, waiting),
    )
    if (found === 'nothing-to-merge') throw nothingToMerge(pair)
    return { url: found.pullRequest.url, isNew: found.isNew }
  } catch (error) {
    const isRefused =
      error instanceof GitHubError && !['unknown', 'rate-limited'].includes(error.problem)
    throw isRefused ? refused(error, pair, (await api.repository()).url) : error
  }
}

const nothingToMerge = ({ head, base }: BranchPair): UserError =>
  new UserError(
    'pull-request-refused',
    `GitHub sees nothing to merge from ${quote(head)} into ${quote(base)}: somebody has just pushed to one of them; run "finish" again`,
  )

/** The name of the setting as GitHub's page has it. */
const SETTING = 'Allow GitHub Actions to create and approve pull requests'

function refused(error: GitHubError, { head, base }: BranchPair, page: string): UserError {
  const isSetting = /not permitted to create or approve pull requests/i.test(error.words)
  const name = (branch: string): string => encodeURIComponent(branch).replaceAll('%2F', '/')
  const setting = isSetting
    ? ` Turn on "${SETTING}" at ${page}/settings/actions (an organization may forbid it), or use the token of a GitHub App.`
    : ''
  const byHand = `${page}/compare/${name(base)}...${name(head)}?expand=1`
  return new UserError(
    'pull-request-refused',
    `${error.message}.${setting} Or open it by hand, merge it, and run "finish" again: ${byHand}`,
    { cause: error },
  )
}
