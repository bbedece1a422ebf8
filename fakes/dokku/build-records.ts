// The records of an app's builds, with the errors of the real ones: see README.md, "Builds".
import { randomBytes } from 'node:crypto'
import type { Call } from './call.ts'
import type { App, Build } from './state.ts'

const KEPT = 20

/** Begins a record. From now on the call's output goes to the record's log as well. */
export function openBuild(call: Call, app: string, source: string): string {
  const id = randomBytes(7).toString('hex')
  const kind = source === 'ps:restart' || source === 'config-redeploy' ? 'deploy' : 'build'
  const build: Build = {
    id,
    app,
    kind,
    pid: call.request.pid,
    started: Date.now(),
    status: 'running',
    source,
  }
  call.store.change(app, (state) => {
    state.builds = [...state.builds, build].slice(-KEPT)
  })
  call.log = call.store.path('logs', `${app}-${id}.log`)
  return id
}

/** Ends a record that is still running. */
export function closeBuild(call: Call, app: string, id: string, code: number): void {
  call.log = undefined
  call.store.change(app, ({ builds }) => {
    const build = builds.find((one) => one.id === id && one.status === 'running')
    if (build) end(build, code === 0 ? 'succeeded' : 'failed', code)
    // A later deploy marks the records that were never closed as failed.
    if (code === 0) for (const one of builds) if (isAbandoned(call, one)) end(one, 'failed', -1)
  })
}

export function cancelBuild(call: Call, app: string, id: string): void {
  call.store.change(app, ({ builds }) => {
    const build = builds.find((one) => one.id === id)
    if (build) end(build, 'canceled', -1)
  })
}

function end(build: Build, status: Build['status'], code: number): void {
  build.status = status
  build.code = code
  build.finished = Date.now()
}

const isAbandoned = (call: Call, build: Build): boolean =>
  build.status === 'running' && !isAlive(call, build)

const isAlive = (call: Call, { pid }: Build): boolean => pid === OTHER || call.running.has(pid)

/** The process of the deploy that the switch `locked` stands for. */
const OTHER = 0

const otherDeploy = (app: string): Build => ({
  ...{ id: 'other-deploy', app, kind: 'build', pid: OTHER, started: Date.now() },
  ...{ status: 'running', source: 'git-hook' },
})

/** Returns the records in the order of builds:list: a running one first, then the newest first. */
export function listed(call: Call, { name, builds }: App): Record<string, unknown>[] {
  const live = (build: Build): number => Number(build.status === 'running' && isAlive(call, build))
  const others = call.store.switches(name).locked ? [otherDeploy(name)] : []
  return [...builds, ...others]
    .map((build, index) => ({ build, index }))
    .sort((a, b) => live(b.build) - live(a.build) || b.index - a.index)
    .map(({ build }) => shown(call, build))
}

function shown(call: Call, build: Build): Record<string, unknown> {
  const end = build.finished ?? Date.now()
  return {
    id: build.id,
    app: build.app,
    kind: build.kind,
    pid: build.pid,
    started_at: new Date(build.started).toISOString(),
    ...(build.finished === undefined ? {} : { finished_at: new Date(end).toISOString() }),
    status: build.status,
    source: build.source,
    ...(build.code === undefined ? {} : { exit_code: build.code }),
    display_status: isAbandoned(call, build) ? 'abandoned' : build.status,
    duration: duration(end - build.started),
    log_path: call.store.path('logs', `${build.app}-${build.id}.log`),
  }
}

function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`
}
