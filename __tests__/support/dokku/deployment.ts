// Servers of several versions, projects in git, and the action dokku-deploy, run as GitHub's runner runs it.
import { createHash } from 'node:crypto'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect } from '@jest/globals'
import { type DokkuServer, startDokku } from '../../../fakes/dokku/server.ts'
import type { App } from '../../../fakes/dokku/state.ts'
import { git } from '../../../fakes/git/git.ts'
import { type ActionResult, type ActionRun, runBundle } from '../../../rehearsal/action-runner.ts'
import { ROOT } from '../../../scripts/actions.ts'

export type Server = Omit<DokkuServer, 'dropConnections'> & { dropConnections?: () => void }

export type Files = Readonly<Record<string, string | Buffer>>

export type Project = {
  readonly folder: string
  /** Writes files without a commit. */
  write(files: Files): void
  /** Commits these files in addition to the present ones. Returns the commit. */
  commit(files?: Files): string
  git(...args: readonly string[]): string
}

export type RunOptions = Pick<ActionRun, 'env' | 'signal' | 'onLine'>
export type Inputs = Readonly<Record<string, string>>

const ACTION = join(ROOT, 'actions/dokku-deploy')
const stack = new AsyncDisposableStack()
const servers = new Map<string, Promise<DokkuServer>>()

/** Stops all servers and removes all folders after the tests of a file, which calls this once. */
export function stopServersAfterTests(): void {
  afterAll(async () => {
    for (const server of servers.values()) await (await server).stop()
    await stack.disposeAsync()
  })
}

/** Returns the file's server of a version; every test uses apps of its own. */
export function serverOf(version = '0.38.27'): Promise<DokkuServer> {
  const started = servers.get(version) ?? startDokku({ version })
  servers.set(version, started)
  return started
}

/** Registers something to be done after the tests. */
export const later = (act: () => void | Promise<void>): void => stack.defer(act)

/** Returns a new folder, which is removed after the tests. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'towpath-dokku-test-'))
  stack.defer(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** Creates a project with one commit. */
export function project(files: Files = { 'index.html': 'v1\n' }, init: string[] = []): Project {
  const path = folder()
  git(path, 'init', '--quiet', '--initial-branch=trunk', ...init)
  const made = projectIn(path)
  made.commit(files)
  return made
}

export function projectIn(path: string): Project {
  const made: Project = {
    folder: path,
    git: (...args) => git(path, ...args),
    write(files) {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(path, name)), { recursive: true })
        writeFileSync(join(path, name), text)
      }
    },
    commit(files = {}) {
      made.write(files)
      git(path, 'add', '--all')
      git(path, 'commit', '--quiet', '--allow-empty', '--message=Work')
      return git(path, 'rev-parse', 'HEAD')
    },
  }
  return made
}

/**
 * Returns everything in a folder: contents, modes, links and times. Without the times of git's objects: git renews the time of an object
 * that it would have to write again, so that it is not pruned.
 */
export function snapshot(path: string): string[] {
  const bytes = (name: Buffer): string[] => {
    const about = lstatSync(name, { bigint: true })
    const isObject = name.includes('/objects/') && about.isFile()
    const time = isObject ? '' : about.mtimeNs
    const line = `${name.toString('latin1')} ${about.mode.toString(8)} ${time} ${about.uid}`
    if (about.isSymbolicLink()) return [`${line} ${readlinkSync(name, 'latin1')}`]
    if (about.isFile())
      return [`${line} ${createHash('sha256').update(readFileSync(name)).digest('hex')}`]
    if (!about.isDirectory()) return [line]
    const inside = readdirSync(name, { encoding: 'buffer' }).sort(Buffer.compare)
    const slash = Buffer.from('/')
    return [line, ...inside.flatMap((one) => bytes(Buffer.concat([name, slash, one])))]
  }
  return bytes(Buffer.from(path))
}

/** Runs the action. The checkout must not change by a byte, and nothing may be left in the runner's folder. */
export async function deploy(
  server: Pick<DokkuServer, 'host' | 'key' | 'known'>,
  from: { readonly folder: string },
  inputs: Inputs,
  options: RunOptions = {},
): Promise<ActionResult> {
  const before = snapshot(from.folder)
  const standard = { host: server.host, 'ssh-key': server.key, 'known-hosts': server.known }
  const run = { action: ACTION, workspace: from.folder, inputs: { ...standard, ...inputs } }
  const result = await runBundle({ ...run, ...options })
  expect(snapshot(from.folder)).toEqual(before)
  if (result.killedBy === null) expect(result.left).toEqual([])
  return result
}

/** Returns the result of a run in a few words: success, reason, whether the app changed, and a failure of the post step. */
export function ended({ exitCode, postExitCode, outputs }: ActionResult): string {
  const { reason = '?', changed = '?' } = outputs
  const post = postExitCode === 0 ? '' : ` post ${postExitCode}`
  return `${exitCode === 0 ? 'success' : 'failed'} ${reason || '-'} ${changed}${post}`
}

/** Returns the files of a commit on the server, as `mode name`, in git's order. */
export function filesOn(server: Pick<Server, 'repo'>, app: string, commit: string): string[] {
  return git(server.repo(app), 'ls-tree', '-r', '--full-tree', commit)
    .split('\n')
    .map((line) => line.replace(/^(\d+) \w+ [0-9a-f]+\t/, '$1 '))
}

/** Returns an object of an app's repository, as `git show` prints it. */
export const fileOn = (server: Pick<Server, 'repo'>, app: string, name: string): string =>
  git(server.repo(app), 'show', name)

/** Returns the status and the page of an app. */
export async function page(server: Pick<Server, 'app'>, app: string): Promise<string> {
  const { port } = server.app(app) ?? { port: 0 }
  const response = await fetch(`http://127.0.0.1:${port}`)
  return `${response.status} ${(await response.text()).trim()}`
}

/** Returns the commit of a branch of an app's repository, or an empty string. */
export function tip(server: Pick<Server, 'repo'>, app: string, branch = 'master'): string {
  try {
    return git(server.repo(app), 'rev-parse', '--verify', '--quiet', `refs/heads/${branch}`)
  } catch {
    return ''
  }
}

/** Waits until something is true. */
export const eventually = async (check: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 30))
}

/** Changes the state of an app on the server, unnoticed by a running deployment. */
export function changeApp(
  { folder: path }: Pick<Server, 'folder'>,
  app: string,
  work: (app: App) => void,
): void {
  const file = join(path, 'apps', `${app}.json`)
  const state = JSON.parse(readFileSync(file, 'utf8')) as App
  work(state)
  writeFileSync(file, JSON.stringify(state))
}
