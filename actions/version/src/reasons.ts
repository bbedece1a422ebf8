// The stable codes of version's failures and what they mean.

import { ACTION_REASONS } from '../../../kit/action/reasons.ts'

export const REASONS = {
  'no-repository': 'the path is not in a git repository',
  'no-commits': 'the repository has no commits',
  'no-remote': 'history is missing, and the checkout has no remote to fetch from',
  'remote-unreachable':
    'the remote does not answer, rejects the credentials, or does not have the commit',
  'not-proved': 'the history is incomplete, and the available part does not prove the answer',
  'unknown-version':
    'Versioneer fails on the tag (in mode `exact`), or git describe prints a tag that does not exist',
  dirty: 'files are changed, and `dirty` is `fail`',
  'unknown-prefix':
    'no tag has the prefix, but there are versions without it: the next version has nothing to start from',
  'future-tag': 'a calendar version is in the future: the next version would come before it',
  'bad-stamp': 'a file can\u2019t be stamped; no file is changed',
  'git-failed': 'git can\u2019t be run or fails; its message is shown',
  ...ACTION_REASONS,
  'bad-event': 'the event\u2019s payload file is not a JSON object',
} as const
