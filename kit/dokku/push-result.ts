// The result of a push or of a command that deploys, read from the output of git and Dokku. Pure. The output of a build is hostile: only
// whole lines in Dokku's own form count, and what runs is always checked as well.

import { quote } from '../text/escape.ts'
import { stripTerminalCodes } from '../text/terminal.ts'
import { errorLine } from './error-line.ts'
import { isRefusal } from './refusal.ts'

export type PushResult = {
  /** Empty if Dokku reported a deployment. */
  readonly reason: string
  readonly message: string
  /** Git or ssh ended before the server did: the outcome is not known yet. */
  readonly isUnfinished: boolean
}

export type PushOutput = {
  readonly code: number | null
  /** For a push: what git reports about the ref (git push --porcelain). */
  readonly stdout: string
  /** The lines of standard error, without colours. */
  readonly lines: readonly string[]
}

type KnownLine = readonly [pattern: RegExp, reason: string, message: string]

/** Lines of Dokku 0.10 to 0.38, the most specific first. */
const KNOWN_LINES: readonly KnownLine[] = [
  [
    /^-----> WARNING: deploy did not complete, you must push to (\S+?)\.?$/,
    'wrong-branch',
    'the app deploys a different branch',
  ],
  [
    /^ *! +App auto-creation disabled/,
    'no-app',
    'the app does not exist, and the server does not create apps on push',
  ],
  [
    /^ *! +Specified build-dir not found/,
    'no-build-dir',
    'the build-dir set for the app on the server is not in the pushed files',
  ],
  [
    /^ *! +Could not start due to \d+ failed checks|^App container failed to start/,
    'checks-failed',
    'the new version failed its checks',
  ],
  [/^ *! +Failed to pull image/, 'pull-failed', 'the server could not pull the image'],
  [
    /^ *! +No changes detected, skipping git commit/,
    'no-change',
    'the app was already deployed from this image',
  ],
  [
    /fatal: (?:clone of .* into submodule path|No url found for submodule path)|Failed to clone '.*'/,
    'submodules',
    'the server could not fetch the submodules with its own key',
  ],
  [
    /^ *! +App build failed|^ERROR: failed to (?:solve|build)|^The command '.*' returned a non-zero code|^ *! +Push rejected/,
    'build-failed',
    'the build failed',
  ],
  [/^app image \(\S+\) not found$/, 'no-image', 'the server has no such image'],
]

const LOCKED =
  /^(?: *! +)?[a-z0-9][a-z0-9._-]* (?:currently has a deploy lock in place|is currently being deployed.*)\. Exiting\.*\s*$/

/** Returns whether a line reports that another deployment of the app is running. */
export const isLockedLine = (line: string): boolean => LOCKED.test(line)

/** What git reports about a refused ref (git push --porcelain). */
const REFUSED_REFS: readonly KnownLine[] = [
  [/\(shallow update not allowed\)/, 'shallow-refused', 'git refused a shallow history'],
  [
    /\((?:non-fast-forward|fetch first|needs force)\)/,
    'non-fast-forward',
    'the app has commits that are not in the history of this one',
  ],
]

/** Reads the output of `git push`. */
export function readPushResult({ code, stdout, lines }: PushOutput): PushResult {
  const remote = lines.map((line) => line.replace(/^remote: ?/, ''))
  const refused = REFUSED_REFS.find(([pattern]) => pattern.test(stdout))
  if (refused) return known(refused)
  if (code !== 0 && beginsLocked(remote)) return LOCKED_RESULT
  // ssh's own lines: what a hook prints comes with "remote:" before it.
  const refusal = lines.find((one) => /^ *! /.test(one) && isRefusal(one))
  if (code !== 0 && refusal !== undefined)
    return result('declined', `the server declined the push: ${quote(errorLine(refusal))}`)
  const line = findKnownLine(remote, code)
  if (code === 0) return successResult(remote, line)
  if (line) return known(line)
  if (/pre-receive hook declined/.test(stdout))
    return result(
      'declined',
      `the server declined the push: ${quote(errorLine(remote.join('\n')))}`,
    )
  const [refusedRef] = /^!.*$/m.exec(stdout) ?? []
  if (code === 1 && refusedRef !== undefined)
    return result('declined', `git refused the push: ${quote(refusedRef)}`)
  return connectionLost(lines)
}

/** Reads the output of a command that deploys (git:from-image, ps:rebuild), which reports its errors on standard output as well. */
export function readCommandResult({ code, stdout, lines }: PushOutput): PushResult {
  const all = [...stdout.split('\n'), ...lines].map(stripTerminalCodes)
  if (code !== 0 && beginsLocked(all)) return LOCKED_RESULT
  // The exit code of ssh itself.
  if (code === 255) return connectionLost(lines)
  const line = findKnownLine(all, code)
  if (line?.[1] === 'no-change') return known(line)
  if (code === 0) {
    const success = successResult(all, line)
    // Up to 0.29.2 the exit code of the deployment is lost.
    return success.reason === 'not-deployed' && line ? known(line) : success
  }
  if (line) return known(line)
  return result('declined', `the server declined: ${quote(errorLine(all.join('\n')))}`)
}

/** A lock is reported before anything is built; a later line like it is a build's own output. */
const beginsLocked = (lines: readonly string[]): boolean => lines.slice(0, 8).some(isLockedLine)

function successResult(lines: readonly string[], line: KnownLine | undefined): PushResult {
  if (lines.some((one) => /^=====> Application deployed:$/.test(one.trimEnd())))
    return result('', 'Dokku reported a deployment')
  if (line?.[1] === 'wrong-branch' || line?.[1] === 'no-image') return known(line)
  return result(
    'not-deployed',
    'git succeeded, but Dokku reported no deployment: either the app deploys a different branch, or there was nothing new',
  )
}

/** A wrong branch is reported with exit code 0 and before the build; with any other exit code, a build printed that line. */
function findKnownLine(lines: readonly string[], code: number | null): KnownLine | undefined {
  const all =
    code === 0 ? KNOWN_LINES : KNOWN_LINES.filter(([, reason]) => reason !== 'wrong-branch')
  return all.find(([pattern]) => lines.some((line) => pattern.test(line.trimEnd())))
}

const result = (reason: string, message: string): PushResult => ({
  reason,
  message,
  isUnfinished: false,
})

function connectionLost(lines: readonly string[]): PushResult {
  const last = lines.filter((one) => one !== '').at(-1) ?? ''
  const message = `the connection was lost: ${quote(last)}`
  return { reason: 'connection-lost', message, isUnfinished: true }
}

const known = ([, reason, message]: KnownLine): PushResult => result(reason, message)

const LOCKED_RESULT = result('locked', 'another deployment of the app is running')
