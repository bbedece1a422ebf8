// The stable codes of the output `reason`, with what they mean. The documentation's table is made from this.

export const REASONS = {
  routed: 'a route takes this; its environments are to be deployed to',
  'no-route': 'no route takes this event and ref',
  'ref-deleted':
    'the branch or tag was deleted; its review environments, if any, are to be torn down',
  'pull-request-closed':
    'the pull request was closed; its review environments, if any, are to be torn down',
  fork: 'it comes from a fork, or from one that is gone, and no route allows forks for it',
  'privileged-event':
    'no route names the event, which runs with the repository\u2019s rights on what others may have sent',
  'run-not-successful': 'the workflow run that this one follows did not end with success',
  'deployment-inactive': 'the deployment became inactive; nothing follows from that',
  'incomplete-event': 'the payload lacks the field that says which ref it is about',
  'unsupported-event': 'the event starts no workflows, or is not known',
  'environment-not-reachable':
    'no route allows the chosen environment for this event and ref (an error when the input chose it)',
  'no-value': 'an environment needs a placeholder that this event has no value for (an error)',
  'bad-config': 'the configuration has mistakes; each is reported with its place (an error)',
  'config-missing': 'there is no configuration file (an error)',
  'config-unreadable': 'the configuration is no readable file below the workspace (an error)',
  'bad-input': 'an input has a wrong value (an error)',
  'bad-event': 'the file with the event\u2019s payload is no JSON object (an error)',
} as const

export type Reason = keyof typeof REASONS
