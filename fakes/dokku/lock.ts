// The lock that a deploy of an app holds while it runs. It ends with its process.
import { rmSync } from 'node:fs'
import { type Call, Fail, mark } from './call.ts'
import { readJson, writeJson } from './json-files.ts'

export type Lock = {
  readonly pid: number
  /** The process group that ends when the build is canceled; 0 for the process alone. */
  readonly group: number
  /** The id of the build's record. */
  readonly build: string
  /** A second deploy has opened the lock file, which empties it: the build can no longer be found. */
  emptied?: boolean
  /** What a failed build left behind: nothing runs. */
  left?: boolean
}

const fileOf = (call: Call, app: string): string => call.store.path('locks', app)

/** Returns the lock, if its process runs. */
export function lockOf(call: Call, app: string): Lock | undefined {
  const lock = readJson<Lock>(fileOf(call, app))
  return lock && call.running.has(lock.pid) ? lock : undefined
}

export const isLocked = (call: Call, app: string): boolean =>
  call.store.switches(app).locked === true || lockOf(call, app) !== undefined || isLeft(call, app)

/** A failed build has left its lock behind. */
export const isLeft = (call: Call, app: string): boolean =>
  readJson<Lock>(fileOf(call, app))?.left === true

/** Takes the lock, or fails with Dokku's message. */
export function takeLock(call: Call, app: string, build: string, group: number): void {
  const held = lockOf(call, app)
  if (held) writeJson(fileOf(call, app), { ...held, emptied: true })
  if (held || call.store.switches(app).locked) throw refusal(call, app)
  const lock: Lock = { pid: call.request.pid, group, build }
  writeJson(fileOf(call, app), lock)
}

/** Releases the lock if this process still holds it, or leaves it behind; removes one of apps:lock as well. */
export function releaseLock(call: Call, app: string, isLeft: boolean): void {
  const lock = readJson<Lock>(fileOf(call, app))
  if (lock?.pid === call.request.pid) {
    if (isLeft) writeJson(fileOf(call, app), { ...lock, pid: 0, left: true })
    else removeLock(call, app)
  }
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
