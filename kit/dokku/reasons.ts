// The reason codes of every deployment to Dokku, with their meaning. Pure.

export const DOKKU_REASONS = {
  'not-dokku': 'the account did not answer as Dokku\u2019s does, so that its version is unknown',
  'no-app': 'the app does not exist',
  'look-denied':
    'the server does not let this key ask what the action must know; the message has the command',
  locked: 'another deployment of the app is running, or someone locked it by hand',
  'wrong-branch': 'the app deploys a different branch than the one that was pushed',
  'build-failed': 'the build failed',
  'no-build-dir': 'the `build-dir` set for the app on the server is not in the pushed files',
  submodules: 'the server can\u2019t fetch the submodules',
  'checks-failed': 'the new version failed its checks; the old one is still serving',
  'half-deployed':
    'old and new containers are running side by side; the message lists what is running',
  declined: 'the server declined for another reason; the message quotes it',
  'non-fast-forward': 'the app has commits that are not in the history of this one',
  'shallow-refused':
    'git refused a shallow history; the message says whether the server deployed it anyway',
  'not-deployed': 'git and Dokku succeeded, but the app does not have what was deployed',
  'not-running': 'a process of the app is not running',
  restarting: 'a process of the app keeps exiting and being restarted',
  'not-serving': 'the app\u2019s URL answers with 502, 503 or 504',
  'smoke-failed': 'the app does not answer as `smoke` says',
  'not-restored': 'the previous version could not be restored',
  'no-image': 'the server has no such image',
  'pull-failed': 'the server could not pull the image',
  'no-change': 'the app was already deployed from this image, and could not be rebuilt',
  'dokku-failed': 'a Dokku command failed; the message quotes its error',
  'git-failed': 'a git command failed; the message quotes its error',
  'connection-lost':
    'the connection was lost; the message says whether the server finished, if known',
  timeout: 'the deployment took longer than `timeout`',
  cancelled: 'the run was cancelled; the post step reports whether the server finished',
} as const
