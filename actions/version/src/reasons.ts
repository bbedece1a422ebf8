// The stable codes that version fails with (shown with the error), with what they mean.

export const REASONS = {
  'no-repository': 'the path is not in a git repository',
  'no-commits': 'the repository has no commits',
  'no-remote': 'history is missing, and the checkout has no remote to fetch it from',
  'remote-unreachable':
    'the remote does not answer, wants another login, or does not have the commit',
  'not-proved': 'the history is cut, and what is here of it does not prove the answer',
  'unknown-version':
    'Versioneer makes an error of the tag (in mode `exact`), or git describe prints none that there is',
  dirty: 'files are changed, and `dirty` is `fail`',
  'unknown-prefix':
    'no tag has the prefix, but there are versions without it: the next one has nothing to count on from',
  'future-tag': 'a calendar version lies in the future: the next one would come before it',
  'bad-stamp': 'a file can\u2019t be stamped; then no file is changed',
  'git-failed': 'git can\u2019t be run or fails; its message is shown',
  'bad-input': 'an input has a wrong value; all of them are listed',
  'bad-event': 'the file with the event\u2019s payload is no JSON object',
} as const
