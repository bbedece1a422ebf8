// Stages that copy from each other in a circle (moby/buildkit, frontend/dockerfile/dockerfile2llb/validations.go,
// validateCircularDependency). FROM can't be part of one: it finds only earlier stages. Pure.

/** The stage that an instruction copies from or mounts. */
export type StageSource = { readonly stage: number; readonly line: number }

/** Returns the line of an instruction that leads into a circle, or undefined. `sources` has those of each stage. */
export function circularLine(sources: readonly (readonly StageSource[])[]): number | undefined {
  const isForward = sources.some((own, index) => own.some(({ stage }) => stage >= index))
  if (!isForward) return undefined
  const left = sources.map(({ length }) => length)
  const users = sources.map((): number[] => [])
  for (const [index, own] of sources.entries())
    for (const { stage } of own) users[stage]?.push(index)
  const done = left.flatMap((count, index) => (count === 0 ? [index] : []))
  for (const index of done)
    for (const user of users[index] ?? []) {
      left[user] = (left[user] ?? 0) - 1
      if (left[user] === 0) done.push(user)
    }
  const first = left.findIndex((count) => count > 0)
  return sources[first]?.findLast(({ stage }) => (left[stage] ?? 0) > 0)?.line
}
