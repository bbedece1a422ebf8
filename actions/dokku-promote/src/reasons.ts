// The stable codes that dokku-promote fails with, with what they mean.
import { DOKKU_REASONS } from '../../../kit/dokku/reasons.ts'
import { SSH_REASONS } from '../../../kit/ssh/reasons.ts'

export const REASONS = {
  ...SSH_REASONS,
  ...DOKKU_REASONS,
  'from-busy': '`from` is being deployed, or locked',
  'from-not-running': '`from` does not run, or not all of it',
  'from-mixed': 'the processes of `from` run different images',
  'unexpected-sha': '`from` does not run `expect-sha`',
  'too-old': 'the server\u2019s version of Dokku takes no images',
  'not-in-registry': 'the running image was not started from a registry',
  'image-unknown': 'the server does not tell which image runs',
  'image-unproved': 'it is not known that the name of the local image still means what runs',
  'no-commit': 'what runs was not made of a commit that the server has',
  'no-way': 'there is no way to promote what runs; each is told',
  'not-same-image': 'what `to` runs afterwards is not what `from` runs',
  'bad-input': 'an input has a wrong value; all of them are listed',
} as const
