import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type Lent, lend, prepare, putBack } from '../../../kit/files/temporary-swap.ts'

let root = ''
let temp = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'towpath-lent-test-'))
  temp = join(root, 'temp')
  mkdirSync(temp)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** As the post part of a step gets it. */
const later = (lent: Lent): Lent => JSON.parse(JSON.stringify(lent)) as Lent

test('bytes and mode come back, and nothing is left', () => {
  const path = join(root, 'a')
  const bytes = Buffer.from([0, 255, 10])
  writeFileSync(path, bytes)
  chmodSync(path, 0o4751)
  const lent = prepare(path, temp, false)
  const [folder = ''] = readdirSync(temp)
  expect(statSync(join(temp, folder)).mode & 0o777).toBe(0o700)
  expect(statSync(join(temp, folder, 'old')).mode & 0o777).toBe(0o600)
  lend(lent, 'secret')
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['secret', 0o600])
  expect(putBack(later(lent))).toBe('back')
  expect([readFileSync(path), statSync(path).mode & 0o7777]).toEqual([bytes, 0o4751])
  expect([readdirSync(temp), readdirSync(root)]).toEqual([[], ['a', 'temp']])
})

test('it was killed before the file was in its place: the half of it goes', () => {
  const path = join(root, 'a')
  writeFileSync(path, 'old')
  const lent = prepare(path, temp, false)
  writeFileSync(lent.fresh, 'sec')
  expect(putBack(later(lent))).toBe('back')
  expect(readFileSync(path, 'utf8')).toBe('old')
  expect(readdirSync(root)).toEqual(['a', 'temp'])
})

test('what is kept stays, but no half of it', () => {
  const lent = prepare(join(root, 'a'), temp, true)
  lend(lent, 'new')
  writeFileSync(lent.fresh, 'sec')
  expect(putBack(later(lent))).toBe('kept')
  expect(readdirSync(root)).toEqual(['a', 'temp'])
})

test('folders that were made go, but for those that hold something else', () => {
  const lent = prepare(join(root, 'a/b/c'), temp, false)
  lend(lent, 'new')
  writeFileSync(join(root, 'a/other'), '')
  expect(putBack(later(lent))).toBe('gone')
  expect(readdirSync(join(root, 'a'))).toEqual(['other'])
})

test('where the folder is gone meanwhile nothing comes back, and the copy goes', () => {
  mkdirSync(join(root, 'a'))
  writeFileSync(join(root, 'a/b'), 'old')
  const lent = prepare(join(root, 'a/b'), temp, false)
  lend(lent, 'new')
  rmSync(join(root, 'a'), { recursive: true })
  expect(putBack(later(lent))).toBe('gone')
  expect([existsSync(join(root, 'a')), readdirSync(temp)]).toEqual([false, []])
})

test('what can not be put back is an error, and the copy stays', () => {
  const path = join(root, 'a')
  writeFileSync(path, 'old')
  const lent = prepare(path, temp, false)
  rmSync(path)
  mkdirSync(join(path, 'x'), { recursive: true })
  expect(() => putBack(later(lent))).toThrow(/EISDIR|ENOTEMPTY|EEXIST/)
  expect(readdirSync(root)).toEqual(['a', 'temp'])
  expect(readdirSync(temp)).toHaveLength(1)
})
