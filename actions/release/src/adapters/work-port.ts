// Makes commits and tags as the inputs say: by whom, when, and how they are signed.

import type { Person } from '../../../../kit/git/person.ts'
import type { WorkRepository } from '../../../../kit/git/work-repository.ts'
import type { GitHubApi } from '../../../../kit/github/api.ts'
import { signedCommit } from '../../../../kit/github/signed-commit.ts'
import type { Clock } from '../../../../kit/time/clock.ts'
import type { CommitWanted, WorkPort } from '../ports.ts'

export type WorkOptions = {
  readonly author: Person
  readonly now: () => Date
  /** A file with the private key of `sign: ssh`. */
  readonly signingKey: string | undefined
  /** The API, if GitHub makes the commits. */
  readonly github: (() => Promise<GitHubApi>) | undefined
  readonly clock: Clock
  readonly cancelled: AbortSignal
}

/** Trees that every git knows, by the length of the ids. */
const EMPTY_TREES = [
  '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
]

export function workPort(work: WorkRepository, options: WorkOptions): WorkPort {
  const { author, now, signingKey, github, clock, cancelled } = options
  const signing = signingKey === undefined ? {} : { signingKey }
  const time = (): number => Math.floor(now().getTime() / 1000)
  // The remote does not have these.
  const made = new Set<string>()
  const makeCommit = async (commit: CommitWanted): Promise<string> => {
    if (!github) return work.commit({ ...commit, ...signing, author, time: time() })
    const waiting = { sleep: clock.sleep, signal: cancelled }
    return signedCommit(await github(), work, commit, waiting)
  }
  return {
    ...work,
    fetchTrees: (commits) => work.fetchTrees(commits.filter((id) => !made.has(id))),
    async paths(treeish) {
      const tree = await work.treeOf(treeish)
      const empty = EMPTY_TREES.find(({ length }) => length === tree.length) ?? ''
      return (await work.differences(empty, tree)).map(({ path }) => path)
    },
    async commit(commit) {
      const id = await makeCommit(commit)
      made.add(id)
      return id
    },
    tag: (tag) => work.annotatedTag({ ...tag, ...signing, tagger: author, time: time() }),
  }
}
