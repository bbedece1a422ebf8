// The lock that a deploy of an app holds while it runs. It goes with its process.
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import type { Call } from './call.ts'
import { Fail, mark } from './call.ts'
import { codeOf, readJson, writeJson } from './json-files.ts'

export type Lock = {
  readonly pid: number
  /** What else ends when the build is canceled: a process group. */
  readonly group: number
  /** The id of the build's record. */
  readonly build: string
  /** A second deploy has opened the lock file, which empties it: nobody knows the build any more. */
  emptied?: boolean
}

const fileOf = (call: Call, app: string): string => call.store.path('locks', app)

/** The lock, while its process runs. */
export function lockOf(call: Call, app: string): Lock | undefined {
  const lock = readJson<Lock>(fileOf(call, app))
  return lock && call.running.has(lock.pid) ? lock : undefined
}

export const isLocked = (call: Call, app: string): boolean =>
  call.store.switches(app).locked === true || lockOf(call, app) !== undefined

/** Takes the lock, or fails with Dokku's words. */
export function takeLock(call: Call, app: string, build: string, group: number): void {
  const held = lockOf(call, app)
  if (held) writeJson(fileOf(call, app), { ...held, emptied: true })
  if (held || call.store.switches(app).locked) throw refusal(call, app)
  rmSync(fileOf(call, app), { force: true })
  const lock: Lock = { pid: call.request.pid, group, build }
  try {
    const file = openSync(fileOf(call, app), 'wx')
    writeSync(file, JSON.stringify(lock))
    closeSync(file)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw refusal(call, app)
    throw error
  }
}

/** Lets the lock go, when it is still this process's; one of apps:lock goes with it. */
export function releaseLock(call: Call, app: string): void {
  if (readJson<Lock>(fileOf(call, app))?.pid === call.request.pid) removeLock(call, app)
  if (call.store.app(app)?.manualLock)
    call.store.change(app, (state) => {
      state.manualLock = false
    })
}

export function removeLock(call: Call, app: string): void {
  rmSync(fileOf(call, app), { force: true })
}

function refusal(call: Call, app: string): Fail {
  if (!call.has('lockNamesUnlock'))
    return new Fail([`${app} is currently being deployed. Exiting...`])
  return new Fail([
    mark(`${app} currently has a deploy lock in place. Exiting...`),
    mark(`Run 'apps:unlock' to release the existing deploy lock`),
  ])
}
