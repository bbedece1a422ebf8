// The stable codes of docker-tag's failures and what they mean.

import { ACTION_REASONS } from '../../../kit/action/reasons.ts'

export const REASONS = {
  'no-ref': 'neither the input "ref" nor the event names a branch or tag',
  'no-tag': 'this ref gives no valid tag in this mode, or prefix and suffix leave too little room',
  ...ACTION_REASONS,
  'bad-event': 'the event\u2019s payload file is not a JSON object',
} as const
