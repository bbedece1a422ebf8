import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { git } from '../../fakes/git/git.ts'
import { type GitServer, HEADER, PASSWORD, serveGit } from '../../fakes/git/git-server.ts'
import { runBundle } from '../../rehearsal/action-runner.ts'
import { ROOT } from '../../scripts/actions.ts'
import { checkout } from '../support/git/checkouts.ts'

const action = join(ROOT, 'actions/version')
const quiet = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }

let root = ''
let server: GitServer
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'towpath-process-'))
  server = await serveGit(root)
  const shop = join(root, 'shop')
  mkdirSync(shop)
  git(shop, 'init', '--quiet', '--initial-branch=main')
  writeFileSync(join(shop, 'package.json'), '{\n  "version": "0.0.0"\n}\n')
  git(shop, 'add', '.')
  git(shop, 'commit', '--quiet', '--message=One')
  git(shop, 'tag', 'v1.2.0')
  git(shop, 'commit', '--quiet', '--allow-empty', '--message=feat: two')
})
afterAll(async () => {
  await server.close()
  rmSync(root, { recursive: true, force: true })
})

test('the bundle, on a clone of depth 1: outputs, summary, stamped file, and credentials that appear nowhere', async () => {
  const workspace = await checkout(server, root, 'shop', 'main')
  const inputs = { next: 'conventional', channel: 'beta', stamp: 'package.json' }
  const result = await runBundle({ action, inputs, workspace, env: quiet })
  expect(result.annotations).toEqual([])
  expect(result.success).toBe(true)
  expect(result.outputs).toMatchObject({
    tag: 'v1.2.0',
    distance: '1',
    next: '1.3.0b1',
    'next-tag': 'v1.3.0b1',
    branch: 'main',
    dirty: 'false',
  })
  expect(readFileSync(join(workspace, 'package.json'), 'utf8')).toBe(
    '{\n  "version": "1.3.0-beta.1"\n}\n',
  )
  expect(result.summary).toContain('<code>1&#46;3&#46;0b1</code>')
  const credentials = HEADER.split(' ').at(-1) ?? ''
  expect(result.masks).toEqual([credentials, PASSWORD])
  const shown = [result.log, result.summary, JSON.stringify(result.outputs)].join('\n')
  for (const secret of [credentials, PASSWORD]) expect(shown).not.toContain(secret)
})

test('an error sets no output but its reason, changes no file, and exits with 1', async () => {
  const workspace = join(root, 'shop')
  const inputs = { next: 'minor', stamp: 'package.json\nnone.txt' }
  const result = await runBundle({ action, inputs, workspace, env: quiet })
  expect(result).toMatchObject({ success: false, exitCode: 1 })
  expect(result.outputs).toEqual({ reason: 'bad-stamp' })
  expect(result.annotations).toMatchObject([{ level: 'error' }])
  expect(result.annotations[0]?.message).toContain('it does not exist')
  expect(result.summary).toContain('Failed: bad-stamp')
  expect(readFileSync(join(workspace, 'package.json'), 'utf8')).toContain('0.0.0')
})

test.each([
  ['package.json', 'no-repository'],
  ['package.json/x', 'no-repository'],
])('the path %s is not a folder: an error with its reason', async (path, reason) => {
  const workspace = join(root, 'shop')
  const result = await runBundle({ action, inputs: { path }, workspace, env: quiet })
  expect(result).toMatchObject({ success: false, exitCode: 1, annotations: [{ level: 'error' }] })
  expect(result.summary).toContain(`Failed: ${reason}`)
  expect(result.outputs).toEqual({ reason })
})

test('a cancelled run says so, and leaves nothing behind', async () => {
  const silent = createServer(() => {})
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const workspace = await checkout(server, root, 'shop', 'v1.2.0')
  const { port } = silent.address() as AddressInfo
  git(workspace, 'config', 'remote.origin.url', `http://127.0.0.1:${port}/shop`)
  const temp = mkdtempSync(join(root, 'temp-'))
  const controller = new AbortController()
  const env = { ...quiet, RUNNER_TEMP: temp }
  const running = runBundle({
    action,
    workspace,
    env,
    inputs: { next: 'patch' },
    signal: controller.signal,
  })
  await once(silent, 'request')
  expect(readdirSync(temp)).toHaveLength(1)
  controller.abort()
  const result = await running
  expect(result).toMatchObject({ success: false, killedBy: 'SIGINT' })
  expect(result.outputs).toEqual({ reason: 'cancelled' })
  expect(readdirSync(temp)).toEqual([])
  silent.closeAllConnections()
  silent.close()
})
