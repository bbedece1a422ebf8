// What GitHub takes at most of inputs and of a payload: its documentation of "Create a workflow dispatch event" and "Create a repository
// dispatch event". Pure.

import type { Fields } from './fields.ts'

const MAX_INPUTS = 25
const MAX_CHARACTERS = 65_535
const MAX_KEYS = 10
/** Bytes of the JSON, excluded. */
const MAX_BYTES = 65_536

/** Returns sentences about inputs of a workflow that GitHub would refuse. */
export function inputsProblems({ texts }: Fields): string[] {
  const characters = [...texts.values()].reduce((sum, text) => sum + [...text].length, 0)
  return [
    ...(texts.size > MAX_INPUTS
      ? [`"inputs" has ${texts.size} keys; GitHub takes at most ${MAX_INPUTS}`]
      : []),
    ...(characters > MAX_CHARACTERS
      ? [`"inputs" has ${characters} characters; GitHub takes at most ${MAX_CHARACTERS} in all`]
      : []),
  ]
}

/** Returns sentences about a client_payload that GitHub would refuse. */
export function clientPayloadProblems({ texts, values }: Fields): string[] {
  const bytes = Buffer.byteLength(JSON.stringify(values))
  return [
    ...(texts.size > MAX_KEYS
      ? [
          `"payload" has ${texts.size} keys; GitHub takes at most ${MAX_KEYS}. Put some into an object`,
        ]
      : []),
    ...(bytes >= MAX_BYTES
      ? [`"payload" has ${bytes} bytes as JSON; GitHub takes less than ${MAX_BYTES}`]
      : []),
  ]
}
