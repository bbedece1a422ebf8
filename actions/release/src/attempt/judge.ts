// What became of a push, by the refs of the remote: git's exit code and words are no evidence. Pure.

import type { PushResult, RefUpdate } from '../../../../kit/git/push-result.ts'
import type { Refs } from '../ports.ts'

const isAtWanted = ({ ref, to }: RefUpdate, now: Refs): boolean => (now.get(ref)?.id ?? '') === to

const isAtFormer = ({ ref, from }: RefUpdate, now: Refs): boolean =>
  (now.get(ref)?.id ?? '') === from

/**
 * Returns whether a push took effect: all refs are as wanted; or one of them is at an object that this push made, as others may move the
 * rest at once, and a push is all or nothing; or the server reported success, and no ref is as before any more.
 */
export function tookEffect(
  updates: readonly RefUpdate[],
  before: Refs,
  now: Refs,
  result: PushResult['kind'],
): boolean {
  if (updates.every((update) => isAtWanted(update, now))) return true
  const known = new Set([...before.values()].flatMap(({ id, commit }) => [id, commit]))
  const isOurs = (update: RefUpdate): boolean =>
    update.to !== '' && !known.has(update.to) && isAtWanted(update, now)
  if (updates.some(isOurs)) return true
  const changing = updates.filter(({ from, to }) => from !== to)
  return result === 'done' && changing.every((update) => !isAtFormer(update, now))
}

/** Returns the refs that are not where they were expected before the push. */
export function movedRefs(updates: readonly RefUpdate[], now: Refs): string[] {
  return updates.filter((update) => !isAtFormer(update, now)).map(({ ref }) => ref)
}
