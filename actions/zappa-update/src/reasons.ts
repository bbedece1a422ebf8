// The stable reason codes of zappa-update and what they mean.

import { ACTION_REASONS } from '../../../kit/action/reasons.ts'
import type { Position } from '../../../kit/action/user-error.ts'

export const REASONS = {
  'bad-settings':
    'the settings can’t be read, or have a value that Zappa does not accept; the error says where',
  'no-settings': 'there is no settings file where Zappa looks for one',
  'no-folder': '`directory` does not exist',
  outside: 'a path leads outside of the workspace and of the runner’s temporary folder',
  'no-stage': 'the settings have no such stage',
  'no-bucket': 'the stage has no `s3_bucket`: Zappa would create another bucket with every update',
  'no-url': '`smoke` is a path, but Zappa reports no URL for this stage',
  'no-region': 'neither the settings nor the environment set a region',
  'region-differs':
    'the environment sets a different region than the settings: Zappa would split its calls between both',
  'no-profile': 'the settings name a profile that this job does not have',
  'no-django':
    '`manage` has commands, but the stage has no `django_settings`: Zappa would run none of them',
  'no-requirements':
    'the requirements file does not exist, is outside of the workspace, or can’t be read',
  'no-python': 'there is no Python to make the environment with',
  'no-venv': 'Python can’t make a virtual environment',
  'not-installed': 'the requirements can’t be installed',
  'no-virtualenv': 'there is no virtual environment at that path',
  'no-zappa': 'the environment has no Zappa, or no boto3',
  'python-unsupported': 'this Zappa does not support this Python',
  'runtime-differs': 'the environment has a different Python than the `runtime` of the settings',
  'no-credentials': 'there are no credentials, or AWS does not accept them',
  expired: 'the credentials have expired',
  denied: 'AWS denies a permission that the update needs',
  unreachable: 'AWS can’t be reached, or does not answer',
  throttled: 'AWS limits the rate of requests',
  'aws-failed': 'AWS refuses a request for another reason, which the error quotes',
  'not-deployed': 'the function does not exist, and `deploy-if-missing` is false',
  'not-restorable':
    'code with `slim_handler` can’t be restored after a failure; `on-failure: keep` updates it nevertheless',
  'wrong-package': 'the function is an image and `image-uri` is empty, or the other way round',
  locked:
    'another run is updating this function and did not finish within `lock-wait`; the error names it',
  conflict: 'another update of the function was in progress for more than a minute',
  'update-failed': 'Zappa failed; its output is in the log',
  'not-updated': 'Zappa reported success, but the code is unchanged',
  'not-run':
    'AWS can’t run the function because of its key, network, file systems or runtime; no command was started',
  'migration-failed': 'a management command failed; its log is shown',
  'migration-timed-out': 'Lambda stopped a management command; `timeout_seconds` is too low',
  'migration-unknown':
    'AWS did not answer, so the result of a management command is unknown; it is not started again',
  'smoke-failed': 'the application does not answer as expected',
  timeout: 'the action took longer than `timeout`',
  'not-restored':
    'after a failure, the old code or something that belongs to it could not be restored, such as its runtime; the error says what was restored and what was not, and which code is live, if known',
  ...ACTION_REASONS,
} as const

export type Reason = keyof typeof REASONS

/** Why the action does nothing, found before anything is changed. */
export type Refusal = {
  readonly reason: Reason
  readonly message: string
  /** The position in the settings that it is about. */
  readonly at?: Position | undefined
}
