// Images that build on each other in a circle. Pure.

/**
 * Returns every circle once, as indexes of which each builds on the next and the last on the first. `targets` are those that each
 * index builds on. Not recursive: a chain may be deeper than the stack.
 */
export function cyclesOf(targets: readonly (readonly number[])[]): number[][] {
  const remaining = inCircles(targets)
  const cycles: number[][] = []
  for (const start of [...remaining]) {
    if (!remaining.has(start)) continue
    const cycle = shortestFrom(start, targets, remaining)
    if (cycle === undefined) continue
    cycles.push(cycle)
    for (const index of cycle) remaining.delete(index)
  }
  return cycles
}

/** Returns what is left when images that build on nothing, and then those on which nothing builds, are taken away again and again. */
function inCircles(targets: readonly (readonly number[])[]): Set<number> {
  const forward = leftOf(targets)
  const backward: number[][] = targets.map(() => [])
  for (const index of forward)
    for (const to of targets[index] ?? []) if (forward.has(to)) backward[to]?.push(index)
  const both = leftOf(backward)
  return new Set([...forward].filter((index) => both.has(index)))
}

function leftOf(targets: readonly (readonly number[])[]): Set<number> {
  const sources: number[][] = targets.map(() => [])
  for (const [from, all] of targets.entries()) for (const to of all) sources[to]?.push(from)
  const open = targets.map((all) => all.length)
  const ready = open.flatMap((count, index) => (count === 0 ? [index] : []))
  const left = new Set(targets.keys())
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    left.delete(next)
    for (const source of sources[next] ?? []) {
      const count = (open[source] ?? 0) - 1
      open[source] = count
      if (count === 0) ready.push(source)
    }
  }
  return left
}

function shortestFrom(
  start: number,
  targets: readonly (readonly number[])[],
  within: ReadonlySet<number>,
): number[] | undefined {
  const from = new Map<number, number>()
  const queue = [start]
  for (const index of queue) {
    for (const to of targets[index] ?? []) {
      if (to === start) return pathTo(index, start, from)
      if (!within.has(to) || from.has(to)) continue
      from.set(to, index)
      queue.push(to)
    }
  }
  return undefined
}

function pathTo(end: number, start: number, from: ReadonlyMap<number, number>): number[] {
  const path = [end]
  for (let at = end; at !== start; ) {
    const before = from.get(at)
    if (before === undefined) break
    path.unshift(before)
    at = before
  }
  return path
}
