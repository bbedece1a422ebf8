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

/** As the post part of a step gets it. */
const later = (swap: TemporarySwap): TemporarySwap =>
  JSON.parse(JSON.stringify(swap)) as TemporarySwap

test('bytes and mode come back, and nothing is left', () => {
  const path = join(root, 'a')
  const bytes = Buffer.from([0, 255, 10])
  writeFileSync(path, bytes)
  chmodSync(path, 0o4751)
  const swap = prepareSwap(path, temp, false)
  const [folder = ''] = readdirSync(temp)
  expect(statSync(join(temp, folder)).mode & 0o777).toBe(0o700)
  expect(statSync(join(temp, folder, 'old')).mode & 0o777).toBe(0o600)
  swapIn(swap, 'secret')
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['secret', 0o600])
  expect(restoreSwapped(later(swap))).toBe('restored')
  expect([readFileSync(path), statSync(path).mode & 0o7777]).toEqual([bytes, 0o4751])
  expect([readdirSync(temp), readdirSync(root)]).toEqual([[], ['a', 'temp']])
})

test('it was killed before the file was in its place: the half of it goes', () => {
  const path = join(root, 'a')
  writeFileSync(path, 'old')
  const swap = prepareSwap(path, temp, false)
  writeFileSync(swap.fresh, 'sec')
  expect(restoreSwapped(later(swap))).toBe('restored')
  expect(readFileSync(path, 'utf8')).toBe('old')
  expect(readdirSync(root)).toEqual(['a', 'temp'])
})

test('what is kept stays, but no half of it', () => {
  const swap = prepareSwap(join(root, 'a'), temp, true)
  swapIn(swap, 'new')
  writeFileSync(swap.fresh, 'sec')
  expect(restoreSwapped(later(swap))).toBe('kept')
  expect(readdirSync(root)).toEqual(['a', 'temp'])
})

test('folders that were made go, but for those that hold something else', () => {
  const swap = prepareSwap(join(root, 'a/b/c'), temp, false)
  swapIn(swap, 'new')
  writeFileSync(join(root, 'a/other'), '')
  expect(restoreSwapped(later(swap))).toBe('removed')
  expect(readdirSync(join(root, 'a'))).toEqual(['other'])
})

test('where the folder is gone meanwhile nothing comes back, and the copy goes', () => {
  mkdirSync(join(root, 'a'))
  writeFileSync(join(root, 'a/b'), 'old')
  const swap = prepareSwap(join(root, 'a/b'), temp, false)
  swapIn(swap, 'new')
  rmSync(join(root, 'a'), { recursive: true })
  expect(restoreSwapped(later(swap))).toBe('removed')
  expect([existsSync(join(root, 'a')), readdirSync(temp)]).toEqual([false, []])
})

test('what can not be put back is an error, and the copy stays', () => {
  const path = join(root, 'a')
  writeFileSync(path, 'old')
  const swap = prepareSwap(path, temp, false)
  rmSync(path)
  mkdirSync(join(path, 'x'), { recursive: true })
  expect(() => restoreSwapped(later(swap))).toThrow(/EISDIR|ENOTEMPTY|EEXIST/)
  expect(readdirSync(root)).toEqual(['a', 'temp'])
  expect(readdirSync(temp)).toHaveLength(1)
})
