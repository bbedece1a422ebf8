import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { findCached, saveToCache, type ToolCache } from '../../../kit/python/tool-cache.ts'

const KEY = { name: 'tool', version: '1.2.3-h0' }
let root = ''
let logged: string[] = []
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'towpath-tool-cache-'))
  logged = []
})
afterEach(() => rmSync(root, { recursive: true }))

/** Saves the folder "made" in a cache whose entry is `existing`, or empty. */
const save = (cacheDir: ToolCache['cacheDir'], existing = '', isIntact = true, env = {}) =>
  saveToCache('made', KEY, () => Promise.resolve(isIntact), {
    cache: { find: () => existing, cacheDir },
    env: { RUNNER_TOOL_CACHE: root, ...env },
    log: (line) => logged.push(line),
  })
const copies: ToolCache['cacheDir'] = (...all) => Promise.resolve(all.join(' '))
const never: ToolCache['cacheDir'] = () => Promise.reject(new Error('nothing should be copied'))

test('an entry that another run has saved meanwhile is used, unless it is broken', async () => {
  expect(await save(copies)).toBe('made tool 1.2.3-h0')
  expect(await save(never, 'existing')).toBe('existing')
  expect(await save(copies, 'existing', false)).toBe('made tool 1.2.3-h0')
  expect(logged).toEqual([])
  expect(readdirSync(join(root, 'tool'))).toEqual([])
})

test('two runs do not write the same entry at once', async () => {
  const inside: (string | undefined)[] = []
  const slow: ToolCache['cacheDir'] = async (...all) => {
    inside.push(await save(never))
    return copies(...all)
  }
  expect(await save(slow)).toBe('made tool 1.2.3-h0')
  expect(inside).toEqual([undefined])
  expect(logged).toEqual([expect.stringContaining('another run is saving the same environment')])
})

test('the lock of a run that died expires', async () => {
  await save(copies)
  const lock = join(root, 'tool/1.2.3-h0.lock')
  writeFileSync(lock, '')
  expect(await save(never)).toBeUndefined()
  const before = Date.now() / 1000 - 601
  utimesSync(lock, before, before)
  expect(await save(copies)).toBe('made tool 1.2.3-h0')
  expect(existsSync(lock)).toBe(false)
})

test('without a cache, or if it is not writable, the reason is logged', async () => {
  expect(await save(never, '', true, { RUNNER_TOOL_CACHE: '' })).toBeUndefined()
  expect(await save(() => Promise.reject(new Error('no space')))).toBeUndefined()
  writeFileSync(join(root, 'file'), '')
  expect(await save(never, '', true, { RUNNER_TOOL_CACHE: join(root, 'file') })).toBeUndefined()
  const notSaved = 'The environment was not saved in the tool cache:'
  expect(logged).toEqual([
    `${notSaved} RUNNER_TOOL_CACHE is not set`,
    `${notSaved} "no space"`,
    `${notSaved} "a part of its path is not a folder"`,
  ])
  expect(readdirSync(join(root, 'tool'))).toEqual([])
  const find = (): string => {
    throw new Error('Expected RUNNER_TOOL_CACHE to be defined')
  }
  expect(findCached(KEY, { find, cacheDir: never })).toBeUndefined()
})
