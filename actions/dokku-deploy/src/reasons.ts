// The stable codes that dokku-deploy fails with, with what they mean.
import { DOKKU_REASONS } from '../../../kit/dokku/reasons.ts'
import { SSH_REASONS } from '../../../kit/ssh/reasons.ts'

export const REASONS = {
  ...SSH_REASONS,
  ...DOKKU_REASONS,
  'config-failed': 'the variables could not be set; no value of them is shown',
  'no-repository': 'there is no checkout',
  'no-ref': 'the checkout has no such commit',
  'no-directory': 'the commit has no such directory',
  'object-format': 'the checkout has SHA-256 objects, which Dokku does not take',
  'partial-checkout': 'the checkout lacks files of the commit',
  'bad-include':
    'a line of `include` can\u2019t be taken: nothing there, outside, a link that leads out, or tracked files in its place',
  'lfs-pointers': 'files are only pointers of Git LFS',
  'bad-input': 'an input has a wrong value; all of them are listed',
} as const
