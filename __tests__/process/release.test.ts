// The bundle of release, as the runner starts it.
import { once } from 'node:events'
import { mkdtempSync, readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { HEADER } from '../../fakes/git/git-server.ts'
import { wrongInstants } from '../support/release/instants.ts'
import { releaseWorld, STAMP, said } from '../support/release/world.ts'

const world = releaseWorld()

test('start and finish on a clone of depth 1: outputs, summary, and a login that appears nowhere', async () => {
  const shop = world.shop()
  const start = await world.run(shop, 'start')
  expect(start.annotations).toEqual([])
  expect(start.outputs).toMatchObject({ reason: 'started', version: '1.3.0', tag: 'v1.3.0' })
  const finish = await world.run(shop, 'finish')
  expect(finish.annotations).toEqual([])
  expect(finish.outputs).toMatchObject({ reason: 'finished', 'same-tree': 'true' })
  expect(finish.summary).toContain('gitGraph')
  expect(finish.masks).toContain(HEADER.split(' ').at(-1))
  expect(wrongInstants(shop)).toEqual([])
})

test('an error has its reason, in the outputs, the log and the summary', async () => {
  const shop = world.shop()
  const result = await world.run(shop, 'finish', { inputs: { stamp: STAMP } })
  expect(said(result)).toMatch(/^no-release\n/)
  expect(result).toMatchObject({ success: false, exitCode: 1 })
  expect(result.summary).toContain('Failed: no-release')
})

test('cancelled before the push: nothing is changed, and nothing stays behind', async () => {
  const silent = createServer(() => {})
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const temp = mkdtempSync(join(world.root(), 'temp-'))
  const controller = new AbortController()
  const { port } = silent.address() as AddressInfo
  const running = world.run(world.shop(), 'start', {
    inputs: { remote: `http://127.0.0.1:${port}/shop` },
    env: { RUNNER_TEMP: temp },
    signal: controller.signal,
  })
  await once(silent, 'request')
  controller.abort()
  const result = await running
  expect(result).toMatchObject({ success: false })
  expect(said(result)).toMatch(/^cancelled/)
  expect(readdirSync(temp)).toEqual([])
  silent.closeAllConnections()
  silent.close()
})

test('cancelled during the push: its outcome is read, and said', async () => {
  const shop = world.shop()
  const controller = new AbortController()
  shop.handle = ({ kind }) => (kind === 'push' ? { done: () => controller.abort() } : undefined)
  const result = await world.run(shop, 'start', { signal: controller.signal })
  expect(said(result)).toMatch(/^cancelled\n.*took effect.*refs\/heads\/release\/1\.3\.0/s)
  expect(result.outputs).toMatchObject({ version: '1.3.0', changed: 'true' })
  expect(shop.refs()).toHaveProperty(['refs/heads/release/1.3.0'])
  expect((await world.run(shop, 'start')).outputs).toMatchObject({ reason: 'resumed' })
})

test('cancelled while it waits to try again', async () => {
  const shop = world.shop()
  await world.run(shop, 'start')
  const controller = new AbortController()
  shop.handle = ({ kind }) => {
    if (kind === 'push') shop.add({ branch: 'develop', message: 'busy' })
    return undefined
  }
  const result = await world.run(shop, 'finish', {
    signal: controller.signal,
    onLine: (line) => line.startsWith('Trying again') && controller.abort(),
  })
  expect(said(result)).toMatch(/^cancelled\n.*nothing was changed/s)
  expect(wrongInstants(shop)).toEqual([])
})
