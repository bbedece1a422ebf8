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
import {
  prepareSwap,
  restoreSwapped,
  swapIn,
  type TemporarySwap,
} from '../../../kit/files/temporary-swap.ts'

let root = ''
let temp = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'towpath-swap-test-'))
  temp = join(root, 'temp')
  mkdirSync(temp)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Returns a swap as the post step gets it. */
const later = (swap: TemporarySwap): TemporarySwap =>
  JSON.parse(JSON.stringify(swap)) as TemporarySwap

test('bytes and mode are restored, and nothing is left behind', () => {
  const path = join(root, 'a')
  const bytes = Buffer.from([0, 255, 10])
  writeFileSync(path, bytes)
  chmodSync(path, 0o4751)
  const swap = prepareSwap(path, temp, false)
  const [folder = ''] = readdirSync(temp)
  expect(statSync(join(temp, folder)).mode & 0o777).toBe(0o700)
  expect(statSync(join(temp, folder, 'original')).mode & 0o777).toBe(0o600)
  swapIn(swap, 'secret')
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['secret', 0o600])
  expect(restoreSwapped(later(swap))).toBe('restored')
  expect([readFileSync(path), statSync(path).mode & 0o7777]).toEqual([bytes, 0o4751])
  expect([readdirSync(temp), readdirSync(root)]).toEqual([[], ['a', 'temp']])
})

test('killed before the new file was in place: the partial file is removed', () => {
  const path = join(root, 'a')
  writeFileSync(path, 'old')
  const swap = prepareSwap(path, temp, false)
  writeFileSync(swap.staged, 'sec')
  expect(restoreSwapped(later(swap))).toBe('restored')
  expect(readFileSync(path, 'utf8')).toBe('old')
  expect(readdirSync(root)).toEqual(['a', 'temp'])
})

test('a file that is kept stays, but no partial file', () => {
  const swap = prepareSwap(join(root, 'a'), temp, true)
  swapIn(swap, 'new')
  writeFileSync(swap.staged, 'sec')
  expect(restoreSwapped(later(swap))).toBe('kept')
  expect(readdirSync(root)).toEqual(['a', 'temp'])
})

test('new folders are removed, except those that hold other files', () => {
  const swap = prepareSwap(join(root, 'a/b/c'), temp, false)
  swapIn(swap, 'new')
  writeFileSync(join(root, 'a/other'), '')
  expect(restoreSwapped(later(swap))).toBe('removed')
  expect(readdirSync(join(root, 'a'))).toEqual(['other'])
})

test('if the folder is gone by then, nothing is restored and the copy is removed', () => {
  mkdirSync(join(root, 'a'))
  writeFileSync(join(root, 'a/b'), 'old')
  const swap = prepareSwap(join(root, 'a/b'), temp, false)
  swapIn(swap, 'new')
  rmSync(join(root, 'a'), { recursive: true })
  expect(restoreSwapped(later(swap))).toBe('removed')
  expect([existsSync(join(root, 'a')), readdirSync(temp)]).toEqual([false, []])
})

test("an original that can't be restored is an error, and its copy stays", () => {
  const path = join(root, 'a')
  writeFileSync(path, 'old')
  const swap = prepareSwap(path, temp, false)
  rmSync(path)
  mkdirSync(join(path, 'x'), { recursive: true })
  expect(() => restoreSwapped(later(swap))).toThrow(/EISDIR|ENOTEMPTY|EEXIST/)
  expect(readdirSync(root)).toEqual(['a', 'temp'])
  expect(readdirSync(temp)).toHaveLength(1)
})
