// What `git push --porcelain --atomic` says. Pure.

import { stripTerminalCodes } from '../text/terminal.ts'

/** A change of one ref. */
export type RefUpdate = {
  /** The full name. */
  readonly ref: string
  /** The id that it must have; empty if it must not exist. */
  readonly from: string
  /** The new id; empty to delete it. */
  readonly to: string
}

/** A ref that the server refused, with the words of its line. */
export type RefusedRef = { readonly ref: string; readonly summary: string }

/** What a push says. Only the refs of the remote prove what became of it where this is `done` or `unknown`. */
export type PushResult =
  | { readonly kind: 'done' }
  /** A ref was not as expected: another push came first. Or this push arrived twice. */
  | { readonly kind: 'moved' }
  /** A ref can't exist beside another one: `release` and `release/1`. */
  | { readonly kind: 'ref-conflict'; readonly ref: string; readonly existing: string }
  /** A rule or a hook refused. `refs` are all that were refused; `remote` the server's own lines, hostile. */
  | {
      readonly kind: 'refused'
      readonly refs: readonly RefusedRef[]
      readonly remote: readonly string[]
    }
  /** The login may not push. */
  | { readonly kind: 'not-authorized'; readonly remote: readonly string[] }
  /** The server can't push all or nothing. */
  | { readonly kind: 'no-atomic' }
  /** The connection ended, or git failed in another way; `message` is git's own complaint, hostile. */
  | { readonly kind: 'unknown'; readonly message: string }

/** What git printed, in English. */
export type PushOutput = {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Reads what git printed. git's own words are of 2.39 to 2.52; those of a server's refs also of GitHub. */
export function readPushResult({ code, stdout, stderr }: PushOutput): PushResult {
  if (code === 0) return { kind: 'done' }
  if (/^fatal: the receiving end does not support --atomic push/m.test(stderr))
    return { kind: 'no-atomic' }
  const refs = refusedRefs(stdout)
  const remote = remoteLines(stderr)
  const summaries = refs.map(({ summary }) => summary)
  if (summaries.some((summary) => CLIENT_RACE.test(summary))) return { kind: 'moved' }
  const causes = refs.filter(({ summary }) => !isFollower(summary))
  if (causes.some(({ summary }) => /^\[remote failure\]/.test(summary)))
    return { kind: 'unknown', message: complaintOf(stderr) }
  const words = [...summaries, ...(causes.length === 0 ? remote : [])].join('\n')
  const conflict = refs.length > 0 ? REF_CONFLICT.exec(words) : null
  if (conflict) return { kind: 'ref-conflict', ref: conflict[1] ?? '', existing: conflict[2] ?? '' }
  if (refs.length > 0 && SERVER_RACE.test(words)) return { kind: 'moved' }
  if (refs.length > 0) return { kind: 'refused', refs: causes.length > 0 ? causes : refs, remote }
  if (NOT_AUTHORIZED.test(stderr)) return { kind: 'not-authorized', remote }
  return { kind: 'unknown', message: complaintOf(stderr) }
}

/** Reads the lines of refused refs: `!<tab>FROM:TO<tab>SUMMARY`. A ref has no colon and no tab. */
function refusedRefs(stdout: string): RefusedRef[] {
  const lines = stdout.matchAll(/^!\t[^\t\n]*:([^\t\n:]*)\t(.*)$/gm)
  return [...lines].map(([, ref = '', summary = '']) => ({ ref, summary }))
}

/** Refused by git here, which sent nothing: a lease did not fit, or without one the ref was in the way. */
const CLIENT_RACE =
  /^\[rejected\] \((?:stale info|non-fast-forward|already exists|fetch first|needs force|remote ref updated since checkout)\)/

/** Fell only because of another ref. */
const isFollower = (summary: string): boolean =>
  /^\[(?:remote )?rejected\] \((?:atomic push failed|atomic push failure|atomic transaction failed|transaction aborted)\)/.test(
    summary,
  )

/** refs/heads/release and refs/heads/release/1 (git: refs.c, refs_verify_refname_available). */
const REF_CONFLICT = /'([^'\n]+)': '([^'\n]+)' exists; cannot create/

/**
 * Another push came between the listing and the update. GitHub puts git's words into the ref's own line; newer servers have shorter
 * ones (git 2.50: refs.c, ref_transaction_error_msg), JGit others.
 */
const SERVER_RACE =
  /cannot lock ref|reference already exists|incorrect old value provided|reference does not exist|fatal error in commit_refs|failed to lock|lock failure/i

/** A server that knows who asks, and says no: over HTTP by the status, over SSH in words only. */
const NOT_AUTHORIZED =
  /\bHTTP 40[13]\b|returned error: 40[13]\b|^fatal: Authentication failed for |^fatal: could not read (?:Username|Password) for |^(?:remote: )?(?:ERROR|error|fatal|GitLab): .*(?:Permission to \S+ denied|marked as read only|access to (?:the |this )?repository not granted|not allowed to push|write access|denied to)/m

/** Returns what the server printed, without the marks, colours and padding of the lines. */
function remoteLines(stderr: string): string[] {
  const lines = stderr.split(/[\n\r]/).flatMap((line) => {
    const [, text] = /^remote:(?: (.*)|\s*)$/.exec(stripTerminalCodes(line)) ?? []
    // Over SSH a server that ends before git begins prints without a mark.
    const [, alone] = /^(ERROR: .*)$/.exec(line) ?? []
    return text ?? alone ?? []
  })
  return lines.map((line) => line.trimEnd()).filter((line) => line !== '')
}

/** Returns the line that says most: git's last words of a failed connection are the least of it. */
function complaintOf(stderr: string): string {
  const lines = stderr.trim().split('\n')
  return lines.find((line) => /^(?:fatal|error): /.test(line)) ?? lines.at(-1) ?? ''
}
