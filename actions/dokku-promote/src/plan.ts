// The plan of a promotion: what will be done, and whether it can be undone. Pure.

import type { AppFacts } from '../../../kit/dokku/app-facts.ts'
import type { Container } from '../../../kit/dokku/containers.ts'
import { hasImage } from './compare-images.ts'
import type { Method, MethodChoice } from './method.ts'
import { previousVersion } from './previous-version.ts'

/** The plan, as the output shows it. */
export type Plan = {
  readonly method: Method
  readonly image: string
  readonly 'from-sha': string
  readonly previous: string
  /** `to` already has it: nothing will be done. */
  readonly there: boolean
  /** The previous version can be restored. */
  readonly 'can-go-back': boolean
  readonly because: readonly string[]
}

export type PlanFacts = {
  /** The running containers of `from`. */
  readonly from: readonly Container[]
  /** When their image was made at the latest, in milliseconds since 1970. */
  readonly madeAt: number
  /** The commit that runs in `from`; empty if it is unknown. */
  readonly sha: string
  readonly to: Pick<AppFacts, 'containers' | 'source'>
  /** The commit that runs in `to`; empty if it runs an image, or if the commit is unknown. */
  readonly toCommit: string
  /** `to` has the files of the commit and deployed them last. */
  readonly hasCommit: boolean
}

/** Returns the plan for the chosen method. */
export function planOf(
  { method, reference, because }: MethodChoice,
  { from, madeAt, sha, to, toCommit, hasCommit }: PlanFacts,
): Plan {
  const one = to.containers.find(({ upcoming }) => !upcoming)
  return {
    method,
    image: reference,
    'from-sha': sha,
    previous: one?.madeFrom[0] || to.source?.what || toCommit || (one?.reference ?? ''),
    there: method === 'commit' ? hasCommit : hasImage(from, to.containers, reference, madeAt),
    'can-go-back': previousVersion(to, toCommit) !== undefined,
    because,
  }
}
