// The stable reason codes of dokku-deploy, with their meaning.

import { ACTION_REASONS } from '../../../kit/action/reasons.ts'
import { DOKKU_REASONS } from '../../../kit/dokku/reasons.ts'
import { SSH_REASONS } from '../../../kit/ssh/reasons.ts'

export const REASONS = {
  ...ACTION_REASONS,
  ...SSH_REASONS,
  ...DOKKU_REASONS,
  'config-failed': 'the variables could not be set; none of their values is shown',
  'no-repository': 'there is no checkout',
  'no-ref': 'the checkout does not have this commit',
  'no-directory': 'the commit does not have this directory',
  'object-format': 'the checkout has SHA-256 objects, which Dokku does not accept',
  'partial-checkout': 'the checkout lacks files of the commit',
  'bad-include':
    'a line of `include` can\u2019t be used: a missing, empty or outside path, a link that leads outside, or a tracked file that it would hide',
  'lfs-pointers': 'the commit has only the Git LFS pointers of files',
} as const
