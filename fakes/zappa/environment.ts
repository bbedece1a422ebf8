// Creates a folder that looks like a virtual environment with Zappa, and serves the page of the deployed release.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { load, type Project, packed, publish, type State, save, serving } from './state.ts'

export type FakeZappa = {
  /** The environment's folder. */
  readonly folder: string
  /** The URL at which the application answers with its release. */
  readonly url: string
  /** Returns the deployed release. */
  release(): string
  change(how: (state: State) => void): void
  stop(): Promise<void>
}

/** Creates the environment, with a project deployed as version 1. */
export async function fakeZappa(folder: string, project: Project): Promise<FakeZappa> {
  mkdirSync(join(folder, 'bin'), { recursive: true })
  const program = join(import.meta.dirname, 'python.ts')
  const line = `exec '${process.execPath}' '${program}' '${folder}' "$@"`
  writeFileSync(join(folder, 'bin/python'), `#!/bin/sh\n${line}\n`, { mode: 0o755 })
  const state: State = { versions: [], tags: {}, isExpired: false }
  publish(state, packed(project))
  save(folder, state)
  const release = (): string => serving(load(folder)).release
  const server = createServer((_, answer) => void answer.end(`${release()}\n`))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    folder,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    release,
    change(how) {
      const changed = load(folder)
      how(changed)
      save(folder, changed)
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
