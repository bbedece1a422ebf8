import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { UserError } from '../../../kit/action/user-error.ts'
import { readRun } from '../../../kit/events/current-run.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'towpath-kit-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

/** The error of reading a payload. */
function errorOf(path: string): UserError {
  try {
    readRun({ GITHUB_EVENT_PATH: path })
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('it was read')
}

describe('the event’s payload', () => {
  test('is empty without a path, as outside of GitHub', () => {
    expect(readRun({}).payload).toEqual({})
  })

  test.each([
    ['', 'is empty'],
    ['\n', 'is empty'],
    ['{', 'is not JSON'],
    ['{"a": 1}}', 'is not JSON'],
    [new Uint8Array([0xff, 0xfe, 0]), 'is not JSON'],
    ['[]', 'is not a JSON object'],
    ['null', 'is not a JSON object'],
    ['1', 'is not a JSON object'],
  ])('%j is an error in plain words', (content, problem) => {
    const { reason, message } = errorOf(put('payload.json', content))
    expect(reason).toBe('bad-event')
    expect(message).toBe(
      `The event's payload, "${join(folder, 'payload.json')}" (GITHUB_EVENT_PATH), ${problem}; the runner writes it for each job`,
    )
  })

  test('a missing file and a folder are errors too', () => {
    expect(errorOf(join(folder, 'none')).message).toContain(
      "can't be read: no such file or directory;",
    )
    expect(errorOf(folder).message).toContain("can't be read: it is a folder;")
    expect(errorOf(join(put('file', '{}'), 'x')).message).toContain(
      "can't be read: a part of its path is not a folder;",
    )
  })
})
