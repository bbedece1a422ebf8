import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { runAction } from '../../../kit/action/run-action.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import { fileSource } from '../../../kit/config/read.ts'
import { readRun } from '../../../kit/events/current-run.ts'
import { recordingRunner } from '../../support/recording-runner.ts'

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

describe('the configuration’s file', () => {
  test.each([
    ['in UTF-16', new Uint8Array([0xff, 0xfe, 0x72, 0x00])],
    ['in Latin-1', new Uint8Array([0x6e, 0xe9])],
  ])('%s is an error', (_, bytes) => {
    put('x.yml', bytes)
    expect(reasonOf(() => fileSource(folder, 'x.yml'))).toBe('config-unreadable')
  })

  test('that has the other ending is named', () => {
    put('towpath.yaml', '')
    expect(() => fileSource(folder, 'towpath.yml')).toThrow(
      '"towpath.yml" does not exist; "towpath.yaml" does',
    )
  })

  test('needs a workspace', () => {
    expect(reasonOf(() => fileSource(join(folder, 'none'), 'x.yml'))).toBe('config-missing')
  })
})

describe('the entry of an action', () => {
  afterEach(() => {
    process.exitCode = 0
  })

  test('shows a user’s error alone, its places, its reason, and a summary', async () => {
    const { runner, calls } = recordingRunner()
    const reasons: string[] = []
    const at = { line: 3, column: 5 }
    const problems = [{ message: 'wrong', at }]
    await runAction(
      runner,
      () => {
        throw new UserError('bad-config', 'f.yml:3:5: <wrong>', { file: 'f.yml', problems })
      },
      (reason) => reasons.push(reason),
    )
    expect([process.exitCode, reasons]).toEqual([1, ['bad-config']])
    expect(calls).toEqual([
      ['annotate', 'error', 'wrong', 'f.yml', at],
      ['annotate', 'error', 'f.yml:3:5: <wrong>'],
      ['log', 'The reason is bad-config.'],
      ['summary', expect.stringContaining('&#60;wrong&#62;')],
    ])
  })

  test('shows a bug as one, with its stack', async () => {
    const { runner, calls } = recordingRunner()
    await runAction(runner, () => {
      throw new TypeError('x is not a function')
    })
    expect(process.exitCode).toBe(1)
    expect(calls).toEqual([
      [
        'annotate',
        'error',
        expect.stringMatching(/This is a bug in the action.*TypeError.*\n.* at /s),
      ],
    ])
  })
})
