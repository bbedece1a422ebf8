// The stable codes of release's outcomes and failures, and what they mean.

import { ACTION_REASONS } from '../../../kit/action/reasons.ts'

/** Outcomes of a run that succeeds. */
export const OUTCOMES = {
  started: 'success: the release branch was created',
  resumed: 'success: the release branch existed already, and is continued',
  'nothing-to-release': 'success: no commits since the previous release that call for a new one',
  finished: 'success: merged, tagged and pushed',
  'already-finished': 'success: nothing was left to do',
  waiting: 'success so far: a pull request has to be merged, then run `finish` again',
  abandoned: 'success: the release branch was deleted',
  'already-abandoned': 'success: the release branch does not exist',
  planned: 'success: `dry-run` wrote nothing',
} as const

export type Outcome = keyof typeof OUTCOMES

export const REASONS = {
  ...OUTCOMES,
  'already-released': 'the version is tagged, or partly merged',
  'which-release':
    'several releases are open, and it is not clear which one is meant; give `version`',
  'no-release': 'there is neither a release branch nor a tag of the version',
  'no-such-branch': 'a branch, tag or commit does not exist on the remote',
  'branch-moved': 'the release branch is not at `expect-sha`',
  conflict:
    'the release can\u2019t be merged; nothing was pushed, and the message says how to resolve it',
  'newer-released': 'the last branch of `into` has a higher release',
  'tag-taken': 'the tag exists on a commit that is not this release',
  'has-commits': 'the release branch has commits that are on no other branch',
  'ref-conflict':
    'a branch or tag exists whose name does not allow the new one: `release` and `release/1` can\u2019t both exist',
  'future-tag': 'a calendar version is in the future: the next version would come before it',
  'unknown-prefix':
    'no tag has the prefix, but there are versions without it: the next version has nothing to start from',
  'not-proved': 'the history of the remote does not prove the answer',
  'bad-stamp': 'a file can\u2019t be stamped; nothing was pushed',
  'bad-key': '`signing-key` is not a private key, or is encrypted',
  'needs-merge-queue': 'refused: the branch accepts changes only through its merge queue',
  'needs-pull-request': 'refused: the branch accepts changes only through pull requests',
  'needs-signature': 'refused: commits must be signed',
  'needs-checks': 'refused: status checks must succeed first',
  'needs-workflows-permission': 'refused: the token may not change a file in .github/workflows',
  'tag-protected': 'refused: the tag is protected',
  'not-authorized': 'refused: the token or key may not push',
  refused: 'refused by another rule; the message quotes the remote',
  'pull-request-refused':
    'GitHub refused to open a pull request, for instance because the token may not',
  'github-release-failed':
    'the GitHub Release could not be made; the message says whether branches and tag are pushed. `finish` again does the rest',
  'not-verified': 'GitHub did not sign a commit that it made for `sign: github`',
  'no-atomic': 'the server does not support atomic pushes',
  'timed-out': 'others pushed at the same time until `timeout`',
  'remote-unreachable': 'the remote does not answer, or rejects the token or key',
  'token-needed': 'the checkout has no token, or none for GitHub\u2019s API; give `token`',
  'git-failed': 'git can\u2019t be run or fails; its message is shown',
  ...ACTION_REASONS,
} as const

export type Reason = keyof typeof REASONS
