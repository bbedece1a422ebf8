// The reason codes that every action has. Pure.

export const ACTION_REASONS = {
  'bad-input': 'inputs have invalid values; all are listed',
  cancelled: 'the run was cancelled',
  'internal-error': 'a bug in the action; its stack is shown',
} as const
