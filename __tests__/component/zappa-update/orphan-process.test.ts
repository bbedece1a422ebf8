import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import {
  saveZappaPid,
  waitForOrphan,
} from '../../../actions/zappa-update/src/adapters/orphan-process.ts'

let folder = ''
let time = 0
let slept: number[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'towpath-orphan-'))
  time = 0
  slept = []
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A clock whose time passes only while the code sleeps; `onSleep` is called each time. */
const clock = (onSleep: () => Promise<void> | void = () => {}) => ({
  now: () => time,
  sleep: async (milliseconds: number) => {
    time += milliseconds
    slept.push(milliseconds)
    await onSleep()
  },
})

/** Starts the leader of a process group that runs until it is killed. */
async function startGroup() {
  const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' })
  await new Promise((resolve) => child.once('spawn', resolve))
  const pid = child.pid ?? 0
  const end = async (): Promise<void> => {
    const closed = new Promise((resolve) => child.once('close', resolve))
    process.kill(-pid, 'SIGKILL')
    await closed
  }
  return { pid, end }
}

test('without a saved process there is nothing to wait for', async () => {
  await waitForOrphan(folder, clock())
  saveZappaPid(folder, undefined)
  await waitForOrphan(folder, clock())
  expect(slept).toEqual([])
})

test('a process that has ended is not waited for', async () => {
  const { pid, end } = await startGroup()
  saveZappaPid(folder, pid)
  await end()
  await waitForOrphan(folder, clock())
  expect(slept).toEqual([])
})

test('a process that is still running is waited for, and a moment longer for its last request', async () => {
  const { pid, end } = await startGroup()
  saveZappaPid(folder, pid)
  const endLater = async (): Promise<void> => {
    if (slept.length === 3) await end()
  }
  await waitForOrphan(folder, clock(endLater))
  expect(slept).toEqual([100, 100, 100, 1500])
})

test('a process that does not end is an error', async () => {
  const { pid, end } = await startGroup()
  saveZappaPid(folder, pid)
  try {
    await expect(waitForOrphan(folder, clock())).rejects.toMatchObject({ reason: 'not-restored' })
    expect(time).toBeGreaterThan(10_000)
  } finally {
    await end()
  }
})
