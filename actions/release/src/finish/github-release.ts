// The GitHub Release of a tag.

import { UserError } from '../../../../kit/action/user-error.ts'
import type { GitHubApi, ReleaseDraft } from '../../../../kit/github/api.ts'
import { ensureRelease } from '../../../../kit/github/draft-release.ts'
import { GitHubError } from '../../../../kit/github/github-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { logged } from '../attempt/step-log.ts'
import { releaseKind } from '../notes/release-kind.ts'
import type { Refs } from '../ports.ts'
import type { ReleaseNames } from '../release-names.ts'
import type { State } from '../state.ts'
import { tagsOf } from '../tags-of.ts'

/**
 * Throws a UserError (`github-release-failed`, `token-needed`, `remote-unreachable`) if the token may not make releases. Called before the
 * push. GitHub has no question for that; generating notes needs the same permission, and changes nothing.
 */
export async function assertMayRelease(
  { inputs, ports }: State,
  { tag }: ReleaseNames,
): Promise<void> {
  const api = await ports.github()
  try {
    await logged(ports, 'Asked GitHub whether the token may make releases', () =>
      api.generateNotes({ tag, commit: inputs.into.at(-1) ?? '' }),
    )
  } catch (error) {
    // It may, only these notes can't be made.
    if (error instanceof GitHubError && error.problem === 'invalid') return
    const isRefused =
      error instanceof GitHubError && ['not-authorized', 'not-found'].includes(error.problem)
    if (!isRefused) throw error
    throw new UserError(
      'github-release-failed',
      `The token may not make a GitHub Release, so nothing was pushed. ${error.message}`,
      { cause: error },
    )
  }
}

export type TaggedRelease = {
  readonly release: ReleaseNames
  /** The commit that is tagged. */
  readonly commit: string
  /** The refs as they are now, the tag included. */
  readonly refs: Refs
}

/**
 * Makes the GitHub Release, or finds it, and remembers its id and address. The text is `known.notes`, the previous tag
 * `known.previousTag`. Sets `known.wroteMore` if it wrote something. Throws a UserError (`github-release-failed`).
 */
export async function makeGitHubRelease(state: State, tagged: TaggedRelease): Promise<void> {
  const { inputs, ports, known } = state
  const { tag, version } = tagged.release
  const { prerelease, latest } = releaseKind(version, tagsOf(tagged.refs), inputs['tag-prefix'])
  const isPublished = inputs['github-release'] === 'publish'
  const publication = isPublished ? { isPrerelease: prerelease, isLatest: latest } : undefined
  const waiting = { sleep: ports.clock.sleep, signal: ports.cancelled }
  try {
    const api = await ports.github()
    const draft = async (): Promise<ReleaseDraft> => ({
      tag,
      name: tag,
      body: await textOf(state, api, tagged),
      isPrerelease: prerelease,
    })
    const { release, did } = await logged(ports, 'Created or found the GitHub Release', () =>
      ensureRelease(api, { tag, draft, publication }, waiting),
    )
    known.releaseId = String(release.id)
    known.releaseUrl = release.url
    if (did !== 'nothing') known.wroteMore = true
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw ports.cancelled.aborted ? cancelled(tag, error) : failed(tag, error)
  }
}

/** GitHub takes 125,000 characters, and its generator may write more. */
const MAX_BODY = 120_000

/** Returns the text of the release. GitHub's own generator guesses what it is not told, often wrongly. */
async function textOf(
  { inputs, known }: State,
  api: GitHubApi,
  { release: { tag }, commit }: TaggedRelease,
): Promise<string> {
  if (inputs.notes === 'none') return ''
  if (inputs.notes === 'github') {
    const previous = known.previousTag === '' ? {} : { previousTag: known.previousTag }
    known.notes = await api.generateNotes({ tag, commit, ...previous })
  }
  if (known.notes.length <= MAX_BODY) return known.notes
  const end = known.notes.lastIndexOf('\n', MAX_BODY)
  return `${known.notes.slice(0, end > 0 ? end : MAX_BODY)}\n\nThe rest is omitted.`
}

const cancelled = (tag: string, cause: UserError): UserError =>
  new UserError(
    'cancelled',
    `The run was cancelled. The branches and the tag ${quote(tag)} are done; run "finish" again for the GitHub Release.`,
    { cause },
  )

function failed(tag: string, error: UserError): UserError {
  const words = error instanceof GitHubError ? error.words : ''
  const what = /immutable release/i.test(words)
    ? 'An immutable release once had this tag, so it can\u2019t have another one; release under another version'
    : 'Run "finish" again, which does the rest'
  return new UserError(
    'github-release-failed',
    `The branches and the tag ${quote(tag)} are done, but the GitHub Release is not: ${error.message}. ${what}.`,
    { cause: error },
  )
}
