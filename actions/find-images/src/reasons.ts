// The stable codes of find-images: how a run ended, and why an image is built.

import { ACTION_REASONS } from '../../../kit/action/reasons.ts'

const { 'bad-input': invalid, ...others } = ACTION_REASONS

export const REASONS = {
  found: 'there are images to build',
  'none-changed': 'there are images, but none of them changed since `changed-since`',
  'none-found':
    'no tracked file is a Dockerfile by `patterns` and `exclude`; a warning, not a failure',
  'dockerfile-invalid':
    'BuildKit would refuse a Dockerfile: an unknown instruction, anything but ARG before FROM, no FROM, an unterminated here-document, a variable in `--from`',
  'dockerfile-unreadable':
    'a tracked Dockerfile can\u2019t be read, for instance because a sparse checkout leaves it out',
  'ignore-file-invalid': 'an ignore file has a pattern that Docker refuses',
  'invalid-name': 'a Dockerfile gives no valid image name with this `name` and `namespace`',
  'duplicate-name': 'several Dockerfiles give the same image name',
  cycle: 'images build on each other in a circle',
  'invalid-tag': '`tags` has a line that is not a tag',
  'too-many-levels': 'the images need more levels than `max-levels`',
  'too-many-images': 'the output `levels` would be larger than GitHub allows, 1 MB as UTF-16',
  'no-checkout': '`path` is not in a git checkout',
  'remote-unreachable': 'the remote did not answer a question about `changed-since`',
  'invalid-input': invalid,
  ...others,
} as const

export type Reason = keyof typeof REASONS

/** Why an image is built, or not. The first that applies counts. */
export const IMAGE_REASONS = {
  all: '`changed-since` is empty or all zeros',
  'commit-unknown': 'the remote does not have the commit `changed-since`',
  new: 'its Dockerfile was added',
  'dockerfile-changed': 'its Dockerfile changed, or what that links to',
  'ignore-file-changed': 'its ignore file was added, changed or removed',
  'context-changed': 'a file of its context changed that the ignore file lets in',
  'base-changed': 'an image that it builds on changed',
  unchanged: 'none of these: it is not built',
} as const

export type ImageReason = keyof typeof IMAGE_REASONS
