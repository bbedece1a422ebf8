// Answers a plan's questions from the remote: the refs in one request, and the commits that prove what is on a branch.

import { UserError } from '../../../kit/action/user-error.ts'
import type { Subject } from '../../../kit/events/subject.ts'
import { isOnBranch } from '../../../kit/git/is-on-branch.ts'
import type { Remote } from '../../../kit/git/remote.ts'
import { quote } from '../../../kit/text/escape.ts'
import type { Routes } from './compile-routes.ts'
import type { Facts, Question } from './facts.ts'
import { passesName } from './filters/ref-filter.ts'

/** The part of the remote that is asked. */
export type History = Pick<Remote, 'refs' | 'behind' | 'graph'>

/** Returns the facts with the answer to a question. Throws a UserError if the remote does not answer. */
export async function answer(
  question: Question,
  facts: Facts,
  { subject, compiled, history }: { subject: Subject; compiled: Routes; history: History },
): Promise<Facts> {
  if (subject.sha === '') {
    const message = `The event ${quote(subject.event)} names no commit, so a route with "stale" or "tags-on" can't be decided`
    throw new UserError('incomplete-event', message)
  }
  if (question.asks === 'tip') return { ...facts, stale: await staleness(subject, history) }
  const onBranch = new Map(facts.onBranch)
  const tips = [...(await history.refs(['refs/heads/*']))]
  for (const { number, tagsOn } of compiled.routes) {
    if (!tagsOn || !question.routes.includes(number)) continue
    const filter = { mode: 'only', patterns: tagsOn } as const
    const passing = tips.filter(([ref]) => passesName(filter, ref.slice('refs/heads/'.length)))
    const commits = passing.map(([, commit]) => commit)
    const isTip = commits.includes(subject.sha)
    onBranch.set(number, isTip || (await isOnBranch(history, subject.sha, commits)))
  }
  return { ...facts, onBranch }
}

/** Returns why a commit is not the tip of its branch or tag; empty if it is. */
async function staleness({ sha, tipOf = [] }: Subject, history: History): Promise<string> {
  if (tipOf.length === 0) return 'it is about no branch or tag that its commit could be the tip of'
  const tips = await history.refs(tipOf)
  if ([...tips.values()].includes(sha)) return ''
  const commit = `its commit ${sha.slice(0, 10)}`
  if (tipOf.some((ref) => ref.includes('*'))) return `${commit} is not the head of a pull request`
  const [[ref, tip] = ['', '']] = tips
  const title = quote(ref || (tipOf[0] ?? ''))
  if (tip === '') return `${title} no longer exists`
  return `${commit} is no longer the tip of ${title}, which is now ${tip.slice(0, 10)}`
}
