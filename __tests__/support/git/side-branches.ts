// Long histories with side branches that have tags, and are merged after later tags of the trunk.

import fc from 'fast-check'
import type { History } from './histories.ts'

/** A step of the trunk: commits on a side branch that started some commits ago, and is merged some steps later. */
const steps = fc.array(
  fc.record({
    side: fc.option(
      fc.record({
        fork: fc.integer({ min: 0, max: 30 }),
        length: fc.integer({ min: 1, max: 16 }),
        later: fc.integer({ min: 0, max: 25 }),
        tag: fc.option(fc.nat(15), { freq: 2 }),
      }),
      { freq: 4 },
    ),
    chance: fc.integer({ min: 0, max: 19 }),
    annotated: fc.boolean(),
    seconds: fc.constantFrom(60, 60, 60, 60, 7),
  }),
  { minLength: 120, maxLength: 140, size: 'max' },
)

type Steps = typeof steps extends fc.Arbitrary<infer T> ? T : never

/** Returns a trunk with side branches; of 20 commits of the trunk, about `density` have tags. */
function historyOf(made: Steps, density: number): History {
  const commits: History['commits'][number][] = []
  const tags: History['tags'][number][] = []
  const trunk = [0]
  const open: { readonly tip: number; readonly due: number }[] = []
  const add = (parents: readonly number[], seconds: number): number => {
    const index = commits.length + 1
    commits.push({ parents: parents.map((parent) => index - parent), seconds })
    return index
  }
  const tag = (at: number, annotated: boolean): void => {
    tags.push({ name: `v1.${tags.length}.0`, at, annotated, seconds: 0 })
  }
  for (const [at, { side, chance, annotated, seconds }] of made.entries()) {
    if (side) {
      let tip = trunk.at(-1 - side.fork) ?? 0
      for (let count = 0; count < side.length; count += 1) {
        tip = add([tip], seconds)
        if (count === side.tag) tag(tip, annotated)
      }
      open.push({ tip, due: at + side.later })
    }
    const merged = open.findIndex(({ due }) => due <= at)
    const [other] = merged < 0 ? [] : open.splice(merged, 1)
    const parents = [trunk.at(-1) ?? 0, ...(other ? [other.tip] : [])]
    trunk.push(add(parents, seconds))
    if (chance < density) tag(trunk.at(-1) ?? 0, annotated)
  }
  return { commits, tags, branch: 'main', detached: false, dirty: false }
}

/** Generates such histories, of 200 to 700 commits. With many tags, git describe stops looking before it has seen all that is near. */
export const sideBranches: fc.Arbitrary<History> = fc
  .tuple(steps, fc.constantFrom(2, 12))
  .map(([made, density]) => historyOf(made, density))
