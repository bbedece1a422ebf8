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

export function workPort(work: WorkRepository, options: WorkOptions): WorkPort {
  const { author, now, signingKey, github, clock, cancelled } = options
  const signing = signingKey === undefined ? {} : { signingKey }
  const time = (): number => Math.floor(now().getTime() / 1000)
  const commit = async (wanted: CommitWanted): Promise<string> => {
    if (!github) return work.commit({ ...wanted, ...signing, author, time: time() })
    const waiting = { sleep: clock.sleep, signal: cancelled }
    return signedCommit(await github(), work, wanted, waiting)
  }
  return {
    ...work,
    commit,
    tag: (tag) => work.annotatedTag({ ...tag, ...signing, tagger: author, time: time() }),
  }
}
