// An event in the user's own repository, from its checkout and the options.
import { git } from '../fakes/git/git.ts'
import { UserError } from '../kit/action/user-error.ts'
import { payloadFile } from '../kit/events/current-run.ts'
import type { Payload } from '../kit/events/payload.ts'
import { quote } from '../kit/text/escape.ts'
import type { Options } from './options.ts'
import type { RepositoryEvent } from './shop-day.ts'

const refuse = (message: string, cause?: unknown): never => {
  throw new UserError('bad-option', message, { cause })
}

type Ask = (...args: readonly string[]) => string

/** The output of git in a folder; empty if git fails. */
const askGit =
  (folder: string): Ask =>
  (...args) => {
    try {
      return git(folder, ...args)
    } catch {
      return ''
    }
  }

/** The root of the checkout that contains a path. Throws a UserError (`bad-option`) if there is none. */
export function checkoutOf(path: string): string {
  return (
    askGit(path)('rev-parse', '--show-toplevel') || refuse(`${quote(path)} is not a git repository`)
  )
}

/** The event as GitHub would send it. Throws a UserError (`bad-option`) if the options do not determine one. */
export function userEvent(checkout: string, options: Options): RepositoryEvent {
  const ask = askGit(checkout)
  const head = ask('rev-parse', '--verify', 'HEAD')
  if (head === '') refuse(`${quote(checkout)} has no commits yet`)
  const { event } = options
  const given = options.payload === undefined ? undefined : readPayload(options.payload)
  const named = options.ref ?? (typeof given?.['ref'] === 'string' ? given['ref'] : undefined)
  const ref = fullRef(named, given !== undefined, ask)
  const sha = ask('rev-parse', '--verify', `${ref}^{commit}`) || head
  const title = given ? `${event}, as in ${options.payload}` : `${event} of ${ref}`
  return { title, shows: '', event, ref, sha, payload: given ?? plainPayload(event, ref, sha) }
}

function fullRef(named: string | undefined, hasPayload: boolean, ask: Ask): string {
  if (named?.startsWith('refs/')) return named
  if (named === undefined) {
    const branch = ask('symbolic-ref', 'HEAD')
    if (branch !== '' || hasPayload) return branch
    return refuse('HEAD is detached; name the ref: --ref refs/heads/x')
  }
  const found = [`refs/heads/${named}`, `refs/tags/${named}`].filter(
    (ref) => ask('show-ref', '--verify', ref) !== '',
  )
  const [ref, other] = found
  if (other)
    return refuse(
      `${quote(named)} is a branch and a tag; write refs/heads/${named} or refs/tags/${named}`,
    )
  if (ref || hasPayload) return ref ?? named
  return refuse(
    `${quote(named)} is not a branch or tag there; for one that does not exist yet write refs/heads/${named} or refs/tags/${named}`,
  )
}

function readPayload(path: string): Payload {
  const { payload, problem, cause } = payloadFile(path)
  return payload ?? refuse(`the payload ${quote(path)} ${problem}`, cause)
}

/** The payload of an event that needs nothing but its ref. */
function plainPayload(event: string, ref: string, sha: string): object {
  const [, kind, name] = /^refs\/(heads|tags)\/(.*)$/s.exec(ref) ?? []
  if (event === 'push') return { ref, after: sha, head_commit: { id: sha } }
  if (event === 'workflow_dispatch') return { ref }
  if (event === 'schedule') return {}
  if (event === 'create' || event === 'delete') {
    return { ref: name ?? ref, ref_type: kind === 'tags' ? 'tag' : 'branch' }
  }
  return refuse(
    `${event} needs --payload FILE, the JSON that GitHub sends with it; action-docs/route.md shows a small one`,
  )
}
