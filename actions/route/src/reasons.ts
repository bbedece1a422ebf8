// The stable codes of the output `reason` and what they mean; also the source of the table in the documentation.

import { ACTION_REASONS } from '../../../kit/action/reasons.ts'

export const REASONS = {
  routed: 'a route matches; deploy to its environments',
  'no-route': 'no route matches this event and ref',
  'ref-deleted': 'the branch or tag was deleted; tear down its review environments, if any',
  'pull-request-closed': 'the pull request was closed; tear down its review environments, if any',
  fork: 'the run comes from a fork, possibly a deleted one, and no matching route allows forks',
  dependabot:
    'Dependabot started the run, which gets no secrets and a read-only token, and no matching route allows that',
  'merge-queue':
    'it is about a temporary branch of a merge queue, and no matching route names such branches',
  stale: 'the commit is no longer the tip of its branch or tag, and the route denies that',
  'tag-off-branch': 'the commit of the tag is not on a branch that the route allows for tags',
  'label-removed':
    'the pull request lost its last label for a route; tear down what that deployed, if anything',
  'converted-to-draft':
    'the pull request became a draft again; tear down what a route without drafts deployed, if anything',
  'privileged-event':
    'no route names the event, which runs with the repository\u2019s permissions on content that outsiders may have sent',
  'run-not-successful': 'the workflow run that triggered this one did not succeed',
  'deployment-inactive': 'the deployment became inactive; nothing to do',
  'incomplete-event':
    'the payload lacks the field that names the ref, or the commit if a route needs it',
  'unsupported-event': 'the event is unknown or does not start workflows',
  'environment-not-reachable':
    'no route allows the chosen environment for this event and ref (an error if the input chose it)',
  'no-value': 'an environment uses a placeholder for which this event has no value (an error)',
  'bad-config': 'the configuration has mistakes; each is reported with its position (an error)',
  'config-missing': 'the configuration file does not exist (an error)',
  'config-unreadable': 'the configuration is not a readable file in the workspace (an error)',
  'no-repository': 'a route asks the repository, and the workspace does not exist (an error)',
  'no-remote': 'a route asks the repository, and its address is unknown (an error)',
  'remote-unreachable':
    'a route asks the repository, which does not answer or rejects the credentials (an error)',
  'not-proved':
    'the remote is itself a shallow clone, and can\u2019t prove what is on a branch (an error)',
  'git-failed': 'git can\u2019t be run or fails; its message is shown (an error)',
  ...ACTION_REASONS,
  'bad-event': 'the event\u2019s payload file is not a JSON object (an error)',
} as const

export type Reason = keyof typeof REASONS
