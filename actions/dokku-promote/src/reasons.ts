// The stable reason codes of dokku-promote, with their meaning.

import { ACTION_REASONS } from '../../../kit/action/reasons.ts'
import { DOKKU_REASONS } from '../../../kit/dokku/reasons.ts'
import { SSH_REASONS } from '../../../kit/ssh/reasons.ts'

export const REASONS = {
  ...ACTION_REASONS,
  ...SSH_REASONS,
  ...DOKKU_REASONS,
  'from-busy': '`from` is being deployed, or was while it was inspected',
  'from-not-running': 'not all processes of `from` are running',
  'from-mixed': 'the processes of `from` run different images',
  'unexpected-sha': '`from` does not run `expect-sha`',
  'too-old': 'the server\u2019s version of Dokku can\u2019t deploy images',
  'not-in-registry': 'the running image was not started from a registry',
  'image-unknown': 'the server does not report which image is running',
  'image-unproved': 'the local image\u2019s name may no longer refer to the running image',
  'no-commit': 'the running version was not built from a commit that the server has',
  'no-method': 'no method can promote what is running; the message says why for each',
  'not-same-image': '`to` runs a different image than `from` after the promotion',
} as const
