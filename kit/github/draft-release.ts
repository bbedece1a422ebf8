// One release of a tag: found or drafted, then published.
//
// GitHub has no lock for this, and lets a tag have any number of drafts. The list of releases decides: of several drafts of a tag all runs
// choose the same one once they have seen it twice, and each deletes the other one if it has made it itself. Drafting and publishing are two
// requests, because files can't be added to an immutable release.

import type { Clock } from '../time/clock.ts'
import type { Publication, Release, ReleaseDraft, ReleasesApi } from './api.ts'
import { GitHubError } from './github-error.ts'

export type WantedRelease = {
  readonly tag: string
  /** Called only if there is no release of the tag. */
  readonly draft: () => Promise<ReleaseDraft>
  /** Undefined if it stays a draft. */
  readonly publication: Publication | undefined
}

export type EnsuredRelease = {
  readonly release: Release
  /** What was done for it now. */
  readonly did: 'drafted' | 'published' | 'nothing'
}

export type Waiting = Pick<Clock, 'sleep'> & { readonly signal: AbortSignal }

/** The time between two looks at the list: a draft that another run makes now is in it by then. Milliseconds. */
const SETTLE = 1500
/** How many failures that may pass are taken. */
const MAX_FAILURES = 4

/**
 * Makes the release of a tag as wanted. One that is there keeps its text, and is at most published. Throws a GitHubError; the next call goes
 * on with what is there then.
 */
export async function ensureRelease(
  api: ReleasesApi,
  wanted: WantedRelease,
  { sleep, signal }: Waiting,
): Promise<EnsuredRelease> {
  let own: Release | undefined
  let seen: Release | undefined
  for (let failures = 0; ; ) {
    const chosen = choose(await releasesOf(api, wanted.tag, own))
    try {
      if (!chosen) own = await api.createDraft(await wanted.draft())
      else if (!chosen.isDraft || chosen.id === seen?.id)
        return await finish(api, chosen, own, wanted)
      seen = chosen ?? own
    } catch (error) {
      failures += 1
      const isLast = failures > MAX_FAILURES || signal.aborted
      if (!(error instanceof GitHubError && mayPass(error)) || isLast) throw error
      // Another run has deleted it.
      if (error.problem === 'not-found') own = undefined
    }
    await sleep(SETTLE * (failures + 1), signal)
  }
}

/** Deletes the own draft if it is not the chosen one, and publishes that. */
async function finish(
  api: ReleasesApi,
  chosen: Release,
  own: Release | undefined,
  { publication }: WantedRelease,
): Promise<EnsuredRelease> {
  const isOwn = own?.id === chosen.id
  if (own && !isOwn) await api.deleteDraft(own.id)
  if (!chosen.isDraft) return { release: chosen, did: 'nothing' }
  if (!publication) return { release: chosen, did: isOwn ? 'drafted' : 'nothing' }
  return { release: await api.publish(chosen.id, publication), did: 'published' }
}

/** Returns the releases of a tag. The list may be older than a draft that was just made. */
async function releasesOf(
  api: ReleasesApi,
  tag: string,
  own: Release | undefined,
): Promise<readonly Release[]> {
  const found = (await api.releases()).filter((release) => release.tag === tag)
  return own && found.every(({ id }) => id !== own.id) ? [...found, own] : found
}

/** A published release before a draft, then the one that was made first. */
const choose = (releases: readonly Release[]): Release | undefined =>
  [...releases].sort((a, b) => Number(a.isDraft) - Number(b.isDraft) || a.id - b.id)[0]

/** The outcome is not known, or another run was faster: the list shows it. */
const mayPass = ({ problem, words }: GitHubError): boolean =>
  problem === 'unknown' ||
  problem === 'not-found' ||
  (problem === 'invalid' && /\balready_exists\b/.test(words))
