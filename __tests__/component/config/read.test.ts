import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { UserError } from '../../../kit/action/user-error.ts'
import { fileSource } from '../../../kit/config/read.ts'

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
