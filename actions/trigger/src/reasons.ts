// The stable codes of trigger's outcomes and failures, and what they mean.

import { ACTION_REASONS } from '../../../kit/action/reasons.ts'

/** Outcomes of a step that succeeds. */
export const OUTCOMES = {
  succeeded: 'success: the run ended with the conclusion `success`',
  started: 'success: the run was started, and is not waited for',
  accepted: 'success: the webhook answered with a status of 200 to 299',
} as const

export type Outcome = keyof typeof OUTCOMES

/** The last line of a log that ends well. */
export const LAST_LINES: Readonly<Record<Outcome, string>> = {
  succeeded: 'The run succeeded',
  started: 'The run is not waited for, because "wait" is false',
  accepted: 'The webhook succeeded',
}

export const REASONS = {
  ...OUTCOMES,
  'run-failure': 'the run failed; its failed jobs and steps are listed',
  'run-cancelled': 'the run was cancelled, or superseded by another one',
  'run-timed-out': 'the run, or one of its jobs, exceeded its own time limit',
  'run-skipped': 'the run was skipped',
  'run-neutral': 'the run ended neither well nor badly',
  'run-action-required': 'the run needs somebody to act, such as an approval of its first run',
  'run-stale': 'GitHub gave the run up because it did not go on',
  'run-startup-failure': 'the run could not start: the workflow is not valid, or may not be used',
  'timed-out': 'the run did not end within `timeout`; it goes on unless `cancel` is `true`',
  unauthorized: 'the token is not valid, or has expired (401)',
  forbidden: 'the token lacks a permission, which the message names (403)',
  'not-found':
    'the token may not see the repository, or its default branch has no such workflow (404)',
  'ref-not-found': 'the repository has no such branch or tag',
  'unknown-input': 'the workflow does not declare an input',
  'not-dispatchable': 'the workflow has no `workflow_dispatch` trigger, or is disabled',
  'invalid-request': 'GitHub refused the request for another reason, which is quoted (422)',
  'rate-limited': 'a limit of requests that ends after `timeout`; the message has the time',
  'server-error': 'GitHub failed until `timeout`, or the answers are not those of its API',
  unreachable: 'no connection, or no answer to requests that only read until `timeout`',
  'start-unknown':
    'it is not known whether the run was started: look there before you run this again',
  'run-not-identified': 'a run was started, but it is not known which one it is',
  'correlation-missing':
    'the run could not be identified without `correlation`; nothing was started',
  'webhook-refused': 'the webhook answered with a status of 400 to 499',
  'redirect-refused': 'the request was redirected elsewhere; nothing was sent there',
  'insecure-url': '`url` is not encrypted',
  'invalid-input': ACTION_REASONS['bad-input'],
  cancelled: ACTION_REASONS.cancelled,
  'system-error': ACTION_REASONS['system-error'],
  'internal-error': ACTION_REASONS['internal-error'],
} as const

export type Reason = keyof typeof REASONS
