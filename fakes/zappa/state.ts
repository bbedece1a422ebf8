// The state of the rehearsal's function, in a file of the environment's folder.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Version = {
  readonly version: string
  readonly sha: string
  readonly release: string
  readonly failsToMigrate: boolean
}

export type State = {
  /** The published versions, oldest first; the last one is live. */
  readonly versions: Version[]
  readonly tags: Record<string, string>
  /** The credentials have expired. */
  isExpired: boolean
}

/** The contents of a project's `fake-zappa.json`. */
export type Project = {
  readonly release: string
  readonly migration?: 'fails'
  /** CloudFormation refuses the update of its stack. */
  readonly stack?: 'refused'
}

const FILE = 'function.json'

export const load = (environment: string): State =>
  JSON.parse(readFileSync(join(environment, FILE), 'utf8')) as State

export const save = (environment: string, state: State): void =>
  writeFileSync(join(environment, FILE), JSON.stringify(state))

export const projectIn = (folder: string): Project =>
  JSON.parse(readFileSync(join(folder, 'fake-zappa.json'), 'utf8')) as Project

/** Publishes a version with the code of another one, or with a project's. */
export function publish(state: State, code: Omit<Version, 'version'>): Version {
  const version = { ...code, version: String(state.versions.length + 1) }
  state.versions.push(version)
  return version
}

/** Returns the package of a project. */
export const packed = ({ release, migration }: Project): Omit<Version, 'version'> => ({
  sha: shaOf(release),
  release,
  failsToMigrate: migration === 'fails',
})

/** Differs for each update, even of the same sources: Zappa's packages contain a time. */
const shaOf = (release: string): string =>
  createHash('sha256').update(`${release} ${process.hrtime.bigint()}`).digest('base64')

export const serving = ({ versions }: State): Version => {
  const last = versions.at(-1)
  if (!last) throw new Error('nothing is deployed')
  return last
}
