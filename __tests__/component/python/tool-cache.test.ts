import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { findKept, keep, type ToolCache } from '../../../kit/python/tool-cache.ts'

const SLOT = { name: 'tool', version: '1.2.3-h0' }
let root = ''
let said: string[] = []
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'towpath-tool-cache-'))
  said = []
})
afterEach(() => rmSync(root, { recursive: true }))

/** Keeps a folder "made", where the cache has a folder already or none. */
const kept = (cacheDir: ToolCache['cacheDir'], there = '', isGood = true, env = {}) =>
  keep('made', SLOT, () => Promise.resolve(isGood), {
    cache: { find: () => there, cacheDir },
    env: { RUNNER_TOOL_CACHE: root, ...env },
    say: (line) => said.push(line),
  })
const copies: ToolCache['cacheDir'] = (...all) => Promise.resolve(all.join(' '))
const never: ToolCache['cacheDir'] = () => Promise.reject(new Error('nothing is to be copied'))

test('what another run has kept meanwhile is taken, unless it is broken', async () => {
  expect(await kept(copies)).toBe('made tool 1.2.3-h0')
  expect(await kept(never, 'there')).toBe('there')
  expect(await kept(copies, 'there', false)).toBe('made tool 1.2.3-h0')
  expect(said).toEqual([])
  expect(readdirSync(join(root, 'tool'))).toEqual([])
})

test('two runs do not copy to one place at once', async () => {
  const inside: (string | undefined)[] = []
  const slow: ToolCache['cacheDir'] = async (...all) => {
    inside.push(await kept(never))
    return copies(...all)
  }
  expect(await kept(slow)).toBe('made tool 1.2.3-h0')
  expect(inside).toEqual([undefined])
  expect(said).toEqual([expect.stringContaining('another run is just doing that')])
})

test('a run that died does not keep others from it for long', async () => {
  await kept(copies)
  const lock = join(root, 'tool/1.2.3-h0.lock')
  writeFileSync(lock, '')
  expect(await kept(never)).toBeUndefined()
  const before = Date.now() / 1000 - 601
  utimesSync(lock, before, before)
  expect(await kept(copies)).toBe('made tool 1.2.3-h0')
  expect(existsSync(lock)).toBe(false)
})

test('without a cache, or where it takes nothing, the reason is said', async () => {
  expect(await kept(never, '', true, { RUNNER_TOOL_CACHE: '' })).toBeUndefined()
  expect(await kept(() => Promise.reject(new Error('no space')))).toBeUndefined()
  writeFileSync(join(root, 'file'), '')
  expect(await kept(never, '', true, { RUNNER_TOOL_CACHE: join(root, 'file') })).toBeUndefined()
  const not = 'The environment is not kept in the tool cache:'
  expect(said).toEqual([
    `${not} RUNNER_TOOL_CACHE is not set`,
    `${not} "no space"`,
    expect.stringContaining('ENOTDIR'),
  ])
  expect(readdirSync(join(root, 'tool'))).toEqual([])
  const find = (): string => {
    throw new Error('Expected RUNNER_TOOL_CACHE to be defined')
  }
  expect(findKept(SLOT, { find, cacheDir: never })).toBeUndefined()
})
