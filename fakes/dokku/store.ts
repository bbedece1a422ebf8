// Reads and changes the state of the fake Dokku.
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { exclusively, readJson, writeJson } from './json-files.ts'
import type { App, Docker, Switches } from './state.ts'

/** The settings of a server. */
export type Setting = { readonly version: string; readonly ports: readonly number[] }

export class Store {
  readonly folder: string
  constructor(folder: string) {
    this.folder = folder
  }

  path(...parts: readonly string[]): string {
    return join(this.folder, ...parts)
  }

  setting(): Setting {
    const setting = readJson<Setting>(this.path('setting.json'))
    if (!setting) throw new Error('this is not the folder of a fake Dokku')
    return setting
  }

  /** The bare repository of an app. */
  repo(name: string): string {
    return this.path('repos', name)
  }

  names(): string[] {
    const files = readdirSync(this.path('apps')).filter((file) => file.endsWith('.json'))
    return files.map((file) => file.slice(0, -5)).sort()
  }

  app(name: string): App | undefined {
    return this.isName(name) ? readJson<App>(this.path('apps', `${name}.json`)) : undefined
  }

  /** Changes an existing app, and returns it. */
  change(name: string, work: (app: App) => void): App {
    const path = this.path('apps', `${name}.json`)
    return exclusively(path, () => {
      const app = readJson<App>(path)
      if (!app) throw new Error(`App ${name} does not exist`)
      work(app)
      writeJson(path, app)
      return app
    })
  }

  /** Creates an app, unless it exists. */
  create(name: string): void {
    if (this.app(name)) return
    const taken = new Set(this.names().map((other) => this.app(other)?.port))
    const port = this.setting().ports.find((free) => !taken.has(free)) ?? 0
    writeJson(this.path('apps', `${name}.json`), emptyApp(name, port))
  }

  remove(name: string): void {
    rmSync(this.path('apps', `${name}.json`), { force: true })
    rmSync(this.repo(name), { recursive: true, force: true })
  }

  docker(): Docker {
    return readJson<Docker>(this.path('docker.json')) ?? { images: {}, tags: {}, registry: {} }
  }

  changeDocker<T>(work: (docker: Docker) => T): T {
    return exclusively(this.path('docker'), () => {
      const docker = this.docker()
      const result = work(docker)
      writeJson(this.path('docker.json'), docker)
      return result
    })
  }

  switches(app: string): Switches {
    const all = readJson<Record<string, Switches>>(this.path('switches.json')) ?? {}
    return { ...all['*'], ...all[app] }
  }

  set(app: string, switches: Switches): void {
    const all = readJson<Record<string, Switches>>(this.path('switches.json')) ?? {}
    writeJson(this.path('switches.json'), { ...all, [app]: switches })
  }

  /** Whether this can be the name of an app: nothing else becomes part of a path. */
  isName(name: string): boolean {
    return /^[a-z0-9][a-z0-9._-]*$/.test(name)
  }
}

/** Creates the folders of a new server. */
export function newStore(folder: string, setting: Setting): Store {
  for (const part of ['apps', 'repos', 'locks', 'logs', 'groups', 'home'])
    mkdirSync(join(folder, part), { recursive: true })
  writeJson(join(folder, 'setting.json'), setting)
  return new Store(folder)
}

/** Returns a digest of some strings, in 64 digits. */
export function digest(...texts: readonly string[]): string {
  return createHash('sha256').update(texts.join('\0')).digest('hex')
}

/** Returns a number of random hexadecimal digits. */
export function randomDigits(count: number): string {
  return randomBytes(Math.ceil(count / 2))
    .toString('hex')
    .slice(0, count)
}

function emptyApp(name: string, port: number): App {
  return {
    name,
    created: Math.floor(Date.now() / 1000),
    port,
    config: {},
    deployBranch: '',
    source: { kind: '', metadata: '' },
    sourceImage: '',
    containers: [],
    serving: '',
    deployed: false,
    builder: {},
    registry: {},
    tagVersion: 0,
    manualLock: false,
    builds: [],
  }
}
