// `start`: picks the version, and makes the release branch with one commit; or continues with an existing branch.

import { UserError } from '../../../../kit/action/user-error.ts'
import { list, quote } from '../../../../kit/text/escape.ts'
import { attempt } from '../attempt/attempt.ts'
import { refConflict } from '../attempt/refusal.ts'
import { candidatesOf } from '../candidates.ts'
import type { Refs } from '../ports.ts'
import type { Outcome } from '../reasons.ts'
import { barringRef, branchRef, tagRef } from '../ref-names.ts'
import { namesOf, openReleases, type ReleaseNames } from '../release-names.ts'
import { remember, type State } from '../state.ts'
import { type Candidate, ofJob, onlyOne } from '../which-release.ts'
import { commitAtFrom } from './from.ts'
import { nextNames } from './next-names.ts'
import { releaseCommit } from './release-commit.ts'
import { takeBack } from './take-back.ts'

type StartPlan = {
  readonly updates: readonly { readonly ref: string; readonly from: string; readonly to: string }[]
  readonly outcome: Outcome
  /** A branch whose number was tagged before it was pushed; it is taken back before anything else. */
  readonly orphan?: { readonly branch: string; readonly commit: string }
}

/** Starts a release. Throws a UserError if it can't. */
export async function start(state: State): Promise<Outcome> {
  const { inputs, known } = state
  for (;;) {
    const { planned, after } = await attempt(state, (refs) => planStart(state, refs))
    if (planned.orphan) {
      await takeBack(state, planned.orphan)
      if (!inputs['dry-run']) continue
    }
    if (planned.outcome !== 'started' || inputs['dry-run']) return planned.outcome
    // The branch can't be pushed on the condition that the tag is absent: a lease needs a refspec of its own.
    if (!after.has(tagRef(known.tag))) return 'started'
    state.ports.runner.log(
      `The tag ${quote(known.tag)} was pushed in the meantime: deleting ${quote(known.branch)}`,
    )
    await takeBack(state, { branch: known.branch, commit: known.sha })
    if (inputs.version !== '') throw alreadyReleased(known)
  }
}

async function planStart(state: State, refs: Refs): Promise<StartPlan> {
  const { inputs, ports } = state
  const given = inputs.version === '' ? undefined : namesOf(inputs, inputs.version)
  const open = openReleases(inputs, refs)
  const relevant = given ? open.filter(({ branch }) => branch === given.branch) : open
  const mustAsk = !given || refs.has(tagRef(given.tag))
  const candidates = mustAsk ? await candidatesOf(ports, relevant, othersOf(inputs, refs)) : []
  const own = ofJob(candidates, ports.run)
  const orphan = await orphanOf(state, refs, own)
  if (orphan) return { updates: [], outcome: 'planned', orphan }
  if (given) return planGiven(state, refs, given)
  const mine = onlyOne(own)
  if (mine) {
    remember(state, mine)
    if (refs.has(tagRef(mine.tag))) throw alreadyReleased(mine)
    return resumed(state, mine.tip, `this run started it${others(open, mine)}`)
  }
  const from = await commitAtFrom(state, refs)
  const names = await nextNames(state, refs, from, open)
  return names ? planNew(state, refs, names, from) : { updates: [], outcome: 'nothing-to-release' }
}

/** The branches that release branches started from, or were merged into; `from` may be gone by now. */
function othersOf(inputs: State['inputs'], refs: Refs): string[] {
  const names = [inputs.from, ...inputs.into].flatMap((name) => [name, branchRef(name)])
  return [...new Set(names.flatMap((name) => refs.get(name)?.commit ?? []))]
}

const others = (open: readonly ReleaseNames[], { branch }: ReleaseNames): string => {
  const rest = open.filter((one) => one.branch !== branch)
  return rest.length === 0 ? '' : `; also open: ${list(rest.map((one) => one.branch))}`
}

async function planGiven(state: State, refs: Refs, names: ReleaseNames): Promise<StartPlan> {
  remember(state, names)
  if (refs.has(tagRef(names.tag))) throw alreadyReleased(names)
  const tip = refs.get(branchRef(names.branch))?.commit
  return tip === undefined
    ? planNew(state, refs, names, await commitAtFrom(state, refs))
    : resumed(state, tip, 'it exists already')
}

function resumed({ known, ports }: State, tip: string, why: string): StartPlan {
  known.sha = tip
  ports.runner.log(`Continuing with ${quote(known.branch)} at ${tip.slice(0, 7)}: ${why}`)
  known.plan = { ...known.plan, updates: [] }
  return { updates: [], outcome: 'resumed' }
}

async function planNew(
  state: State,
  refs: Refs,
  names: ReleaseNames,
  from: string,
): Promise<StartPlan> {
  const { inputs, ports, known } = state
  remember(state, names)
  const ref = branchRef(names.branch)
  const bar = barringRef(ref, refs.keys()) ?? barringRef(tagRef(names.tag), refs.keys())
  if (bar !== undefined)
    throw refConflict(bar.startsWith('refs/tags/') ? tagRef(names.tag) : ref, bar)
  const to = await releaseCommit(state, refs, names, from)
  known.sha = to
  const updates = [{ ref, from: '', to }]
  known.plan = { ...known.plan, updates }
  if (inputs['dry-run']) ports.runner.log(`Would push ${quote(names.branch)} at ${to.slice(0, 7)}`)
  return { updates, outcome: 'started' }
}

const alreadyReleased = ({ tag }: Pick<ReleaseNames, 'tag'>): UserError =>
  new UserError('already-released', `${quote(tag)} is released already; give another "version"`)

/**
 * Returns a branch of this run whose number is tagged elsewhere: the run was killed after it had pushed the branch, and before it looked
 * at the tags again.
 */
async function orphanOf(
  { ports }: State,
  refs: Refs,
  own: readonly (Candidate & { readonly release: string })[],
): Promise<{ readonly branch: string; readonly commit: string } | undefined> {
  for (const { branch, tag, tip, release } of own) {
    const tagged = refs.get(tagRef(tag))
    if (!tagged || tip !== release) continue
    const behind = await ports.remote.behind([tagged.commit], [release])
    if (behind.length === 0) return { branch, commit: tip }
  }
  return undefined
}
