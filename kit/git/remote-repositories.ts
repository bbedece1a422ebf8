// Bare repositories in a temporary folder whose remote is the user's. Of the user's settings and variables only those count that say how
// to reach the remote: nothing else may change what is fetched, made or pushed.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Env, type Git, scratchGit } from './git.ts'
import type { ScratchRepository } from './scratch-repository.ts'

/** Entries of a git configuration. */
export type GitSettings = readonly (readonly [key: string, value: string])[]

/** A repository that can be used with more variables, and with a folder of files. */
export type WritableRepository = ScratchRepository & {
  gitWith(env: Env, workTree?: string): Git
}

/** Creates an empty repository. */
export type NewRepository = (env?: Env) => Promise<WritableRepository>

/** The keys of settings that say how a remote is reached. */
export const REMOTE_SETTINGS =
  '^(http|url|credential|ssh|protocol)\\.|^core\\.(sshcommand|gitproxy|askpass)$|^safe\\.directory$'

/** The variables of git that say the same. GIT_EXEC_PATH belongs to how git is installed. */
const KEPT =
  /^GIT_(?:SSH|SSH_COMMAND|SSH_VARIANT|ASKPASS|TERMINAL_PROMPT|SSL_.*|PROXY_.*|HTTP_.*|ALLOW_PROTOCOL|PROTOCOL_FROM_USER|EXEC_PATH|DEFAULT_HASH)$/

/** Returns a function that creates repositories in `folder`. `settings` may contain credentials. */
export function remoteRepositories(
  url: string,
  folder: string,
  env: Env,
  settings: GitSettings,
): NewRepository {
  const all = configured(isolated(env, folder, settings), [
    ...settings.filter(([key]) => !isSafeDirectory(key)),
    // Not an argument: an address may contain a password.
    ['remote.origin.url', url],
    // Packs are kept as received, so that their size can be measured.
    ['fetch.unpackLimit', '1'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    ['protocol.version', '2'],
    // Local commits must be announced, or everything is sent.
    ['fetch.negotiationAlgorithm', 'consecutive'],
    // Gives up on a server that sends nothing for a minute.
    ['http.lowSpeedLimit', '1'],
    ['http.lowSpeedTime', '60'],
    ['core.hooksPath', '/dev/null'],
    // Otherwise ~/.config/git/attributes counts.
    ['core.attributesFile', '/dev/null'],
  ])
  let repositories = 0
  return async (more = {}) => {
    repositories += 1
    const path = join(folder, `scratch-${repositories}`)
    mkdirSync(path)
    const gitWith = (env: Env, workTree?: string): Git =>
      scratchGit(path, { ...all, ...more, ...env }, workTree)
    const git = gitWith({})
    await git.ask(['init', '--quiet', '--bare', '--template='])
    return { git, path, gitWith }
  }
}

/** Returns the variables without those of git, but for those that say how to reach a remote, and without the files of settings. */
function isolated(env: Env, folder: string, settings: GitSettings): Env {
  const kept = Object.entries(env).filter(([name]) => !name.startsWith('GIT_') || KEPT.test(name))
  // git ignores this setting unless it comes from a file; it counts if the remote is a folder.
  const safe = settings.filter(([key]) => isSafeDirectory(key))
  const lines = safe.map(([, value]) => `\tdirectory = "${value.replace(/["\\]/g, '\\$&')}"\n`)
  const file = join(folder, 'gitconfig')
  writeFileSync(file, `[safe]\n${lines.join('')}`)
  return {
    ...Object.fromEntries(kept),
    GIT_CONFIG_GLOBAL: file,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_NO_LAZY_FETCH: '1',
  }
}

const isSafeDirectory = (key: string): boolean => key.toLowerCase() === 'safe.directory'

/** Adds settings to the environment of a call: credentials must not appear in its arguments. */
function configured(env: Env, settings: GitSettings): Env {
  const entries = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ])
  return { ...env, ...Object.fromEntries(entries), GIT_CONFIG_COUNT: String(settings.length) }
}
