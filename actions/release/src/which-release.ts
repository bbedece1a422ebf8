// Which release `finish` and `abandon` are about: never a guess. Pure.

import { UserError } from '../../../kit/action/user-error.ts'
import { list } from '../../../kit/text/escape.ts'
import type { ReleaseInputs } from './inputs.ts'
import type { CurrentRun } from './ports.ts'
import { namesOf, namesOfBranch, type OpenRelease, type ReleaseNames } from './release-names.ts'
import type { Trailers } from './trailers.ts'

type Wanted = Pick<ReleaseInputs, 'version' | 'branch' | 'tag-prefix'>

/** Returns the release that is named by the input `version`, or by the branch that the run is on; undefined if none is. */
export function namedRelease(
  inputs: Wanted,
  { ref }: Pick<CurrentRun, 'ref'>,
): ReleaseNames | undefined {
  if (inputs.version !== '') return namesOf(inputs, inputs.version)
  return ref.startsWith('refs/heads/')
    ? namesOfBranch(inputs, ref.slice('refs/heads/'.length))
    : undefined
}

/** An open release, and the trailers of its release commit; undefined if it has none, as a branch that was made by hand. */
export type Candidate = OpenRelease & { readonly trailers: Trailers | undefined }

/** Returns those releases that a run started, in whatever job. */
export function ofRun<C extends Candidate>(
  candidates: readonly C[],
  { id }: Pick<CurrentRun, 'id'>,
): C[] {
  return candidates.filter(
    ({ trailers, tag, version }) =>
      trailers?.run === id && trailers.tag === tag && trailers.version === version,
  )
}

/** Returns those releases that a job of a run started. */
export function ofJob<C extends Candidate>(
  candidates: readonly C[],
  run: Pick<CurrentRun, 'id' | 'job'>,
): C[] {
  return ofRun(candidates, run).filter(({ trailers }) => trailers?.job === run.job)
}

/** Returns the releases of a run that a later step may mean: those of its job, or if there are none, of the run's other jobs. */
export function ownReleases<C extends Candidate>(
  candidates: readonly C[],
  run: Pick<CurrentRun, 'id' | 'job'>,
): C[] {
  const own = ofJob(candidates, run)
  return own.length > 0 ? own : ofRun(candidates, run)
}

/** Returns the one release; undefined if there is none. Throws a UserError (`which-release`) if there are several. */
export function onlyOne<R extends ReleaseNames>(own: readonly R[]): R | undefined {
  if (own.length <= 1) return own[0]
  const message = `This run started several releases, ${list(own.map(({ branch }) => branch))}; give "version"`
  throw new UserError('which-release', message)
}

/** Returns a sentence about the open releases, for an error. */
export function openOnes(open: readonly ReleaseNames[]): string {
  if (open.length === 0) return 'no release branch is open'
  const are = open.length === 1 ? 'the open release branch is' : 'open release branches are'
  return `${are} ${list(open.map(({ branch }) => branch))}`
}
