// The stable codes that docker-tag fails with (output `reason`), with what they mean.

export const REASONS = {
  'no-ref': 'neither the input "ref" nor the event names a branch or tag',
  'no-tag': 'the mode or the room beside prefix and suffix allows no tag for this ref',
  'bad-input': 'an input has a wrong value; all of them are listed',
  'bad-event': 'the file with the event\u2019s payload is no JSON object',
} as const
