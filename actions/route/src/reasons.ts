// The stable codes of the output `reason` and what they mean; also the source of the table in the documentation.

import { ACTION_REASONS } from '../../../kit/action/reasons.ts'

export const REASONS = {
  routed: 'a route matches; deploy to its environments',
  'no-route': 'no route matches this event and ref',
  'ref-deleted': 'the branch or tag was deleted; tear down its review environments, if any',
  'pull-request-closed': 'the pull request was closed; tear down its review environments, if any',
  fork: 'the run comes from a fork, possibly a deleted one, and no matching route allows forks',
  'privileged-event':
    'no route names the event, which runs with the repository\u2019s permissions on content that outsiders may have sent',
  'run-not-successful': 'the workflow run that triggered this one did not succeed',
  'deployment-inactive': 'the deployment became inactive; nothing to do',
  'incomplete-event': 'the payload lacks the field that names the ref',
  'unsupported-event': 'the event is unknown or does not start workflows',
  'environment-not-reachable':
    'no route allows the chosen environment for this event and ref (an error if the input chose it)',
  'no-value': 'an environment uses a placeholder for which this event has no value (an error)',
  'bad-config': 'the configuration has mistakes; each is reported with its position (an error)',
  'config-missing': 'the configuration file does not exist (an error)',
  'config-unreadable': 'the configuration is not a readable file in the workspace (an error)',
  ...ACTION_REASONS,
  'bad-event': 'the event\u2019s payload file is not a JSON object (an error)',
} as const

export type Reason = keyof typeof REASONS
