// What GitHub's refusals and failures mean for trigger: a GitHubError becomes a UserError with one of its reason codes. Pure.

import { UserError } from '../../../kit/action/user-error.ts'
import type { GitHubError } from '../../../kit/github/github-error.ts'
import type { Task } from '../../../kit/github/response-error.ts'

type Meaning = { readonly reason: string; readonly advice?: string }

/** GitHub's words for a start that it refuses (422). */
const REFUSED_STARTS: readonly (readonly [words: RegExp, meaning: Meaning])[] = [
  [/^No ref found for:/i, { reason: 'ref-not-found', advice: 'give a branch or tag as "ref"' }],
  [
    /^Unexpected inputs provided:/i,
    {
      reason: 'unknown-input',
      advice: 'the workflow declares no such input at this ref; "correlation" names one too',
    },
  ],
  [
    /^Workflow does not have 'workflow_dispatch' trigger/i,
    { reason: 'not-dispatchable', advice: 'add "on: workflow_dispatch" to it at this ref' },
  ],
  [
    /^Cannot trigger a 'workflow_dispatch' on a disabled workflow/i,
    { reason: 'not-dispatchable', advice: 'enable it in the Actions tab of its repository' },
  ],
]

/** Returns whether a server refused `return_run_details`, which it does not know. It has started nothing. */
export const refusesDetails = ({ status, words }: GitHubError): boolean =>
  status === 422 && /\bnot a permitted key\b/.test(words) && words.includes('return_run_details')

/** Returns whether a request that was sent once may have taken effect. */
export const mayHaveTakenEffect = ({ problem, failure }: GitHubError): boolean =>
  problem === 'unknown' && failure !== 'no-connection' && failure !== 'redirected'

/** Returns the error for the user. */
export function explained(error: GitHubError, task: Task): UserError {
  const { reason, advice } = meaningOf(error, task)
  const message = advice === undefined ? error.message : `${error.message}; ${advice}`
  return new UserError(reason, message, { cause: error })
}

function meaningOf(error: GitHubError, { permission }: Task): Meaning {
  switch (error.problem) {
    case 'not-authorized': {
      if (error.status === 401) return { reason: 'unauthorized' }
      const isNamed = error.message.includes('the token needs')
      const advice = `the token needs ${permission} of the repository`
      return { reason: 'forbidden', ...(isNamed ? {} : { advice }) }
    }
    case 'not-found':
      return { reason: 'not-found' }
    case 'rate-limited':
      return { reason: 'rate-limited' }
    case 'invalid': {
      const start = REFUSED_STARTS.find(
        ([words]) => error.status === 422 && words.test(error.words),
      )
      return start?.[1] ?? { reason: 'invalid-request' }
    }
    case 'unknown':
      return failureOf(error)
  }
}

function failureOf({ failure }: GitHubError): Meaning {
  if (failure === 'redirected')
    return { reason: 'redirect-refused', advice: 'nothing was sent there' }
  const isServer = failure === 'failed' || failure === 'malformed'
  return { reason: isServer ? 'server-error' : 'unreachable' }
}
