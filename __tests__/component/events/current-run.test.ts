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

const reasonOf = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof UserError) return error.reason
    throw error
  }
  return ''
}

describe('the event’s payload', () => {
  test('may be missing', () => {
    expect(readRun({}).payload).toEqual({})
    expect(readRun({ GITHUB_EVENT_PATH: join(folder, 'none') }).payload).toEqual({})
  })

  test.each(['', '{', '[]', 'null', '1'])('%j is an error', (text) => {
    const path = put('payload.json', text)
    expect(reasonOf(() => readRun({ GITHUB_EVENT_PATH: path }))).toBe('bad-event')
  })
})
