// The event that started this run, from the runner's variables and its payload file.

import { readFileSync } from 'node:fs'
import { UserError } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import { plainError } from '../text/plain-error.ts'
import type { Payload } from './payload.ts'
import type { Run } from './subject.ts'

/**
 * Reads GITHUB_EVENT_NAME, GITHUB_REF, GITHUB_SHA, GITHUB_ACTOR and the file GITHUB_EVENT_PATH. Without a path the payload is empty.
 * Throws a UserError (`bad-event`) if the file is not a JSON object: an empty payload would hide that a run comes from a fork.
 */
export function readRun(env: Readonly<Record<string, string | undefined>>): Run {
  const path = env['GITHUB_EVENT_PATH'] ?? ''
  return {
    event: env['GITHUB_EVENT_NAME'] ?? '',
    ref: env['GITHUB_REF'] ?? '',
    sha: env['GITHUB_SHA'] ?? '',
    actor: env['GITHUB_ACTOR'] ?? '',
    payload: path === '' ? {} : readPayload(path),
  }
}

function readPayload(path: string): Payload {
  const { payload, problem, cause } = payloadFile(path)
  if (payload) return payload
  const name = `The event's payload, ${quote(path)} (GITHUB_EVENT_PATH),`
  const message = `${name} ${problem}; the runner writes it for each job`
  throw new UserError('bad-event', message, { cause })
}

/** Reads a payload, or returns why it is none, as the end of a sentence. */
export function payloadFile(path: string): {
  readonly payload?: Payload
  readonly problem?: string
  readonly cause?: unknown
} {
  let text = ''
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    return { problem: `can't be read: ${plainError(cause)}`, cause }
  }
  if (text.trim() === '') return { problem: 'is empty' }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    return { problem: 'is not JSON', cause }
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? { payload: value as Payload } : { problem: 'is not a JSON object' }
}
