// The event that started this run, from the runner's variables and its payload file.

import { readFileSync } from 'node:fs'
import { UserError } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import type { Payload } from './payload.ts'
import type { Run } from './subject.ts'

/**
 * Reads GITHUB_EVENT_NAME, GITHUB_REF, GITHUB_SHA and the file GITHUB_EVENT_PATH. A missing payload is empty.
 * Throws a UserError (`bad-event`) if it is not a JSON object.
 */
export function readRun(env: Readonly<Record<string, string | undefined>>): Run {
  const path = env['GITHUB_EVENT_PATH'] ?? ''
  return {
    event: env['GITHUB_EVENT_NAME'] ?? '',
    ref: env['GITHUB_REF'] ?? '',
    sha: env['GITHUB_SHA'] ?? '',
    payload: path === '' ? {} : readPayload(path),
  }
}

function readPayload(path: string): Payload {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return {}
    const message = `The event's payload ${quote(path)} can't be read as JSON: ${String(cause)}`
    throw new UserError('bad-event', message, { cause })
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Payload
  throw new UserError('bad-event', `The event's payload ${quote(path)} is not a JSON object`)
}
