// In which order images are built: a level is what can be built at the same time. Pure.

/** The most jobs that GitHub makes of one matrix. */
export const LEVEL_SIZE = 256

/**
 * Returns the indexes of each level: an image comes after all it builds on. `needs` has the images to build, in order, with those of
 * them that each builds on, without circles. A level of more than 256 continues in the next.
 */
export function levelsOf(needs: ReadonlyMap<number, readonly number[]>): number[][] {
  const depths = depthsOf(needs)
  const levels: number[][] = []
  for (const index of needs.keys()) {
    const depth = depths.get(index) ?? 0
    levels[depth] ??= []
    levels[depth].push(index)
  }
  return levels.flatMap((level) =>
    Array.from({ length: Math.ceil(level.length / LEVEL_SIZE) }, (_, part) =>
      level.slice(part * LEVEL_SIZE, (part + 1) * LEVEL_SIZE),
    ),
  )
}

function depthsOf(needs: ReadonlyMap<number, readonly number[]>): Map<number, number> {
  const sources = new Map<number, number[]>()
  const open = new Map<number, number>()
  for (const [index, all] of needs) {
    open.set(index, all.length)
    for (const to of all) {
      const known = sources.get(to)
      if (known) known.push(index)
      else sources.set(to, [index])
    }
  }
  const depths = new Map<number, number>()
  const ready = [...needs.keys()].filter((index) => open.get(index) === 0)
  for (const index of ready) {
    const own = needs.get(index) ?? []
    depths.set(index, Math.max(-1, ...own.map((to) => depths.get(to) ?? 0)) + 1)
    for (const source of sources.get(index) ?? []) {
      const count = (open.get(source) ?? 0) - 1
      open.set(source, count)
      if (count === 0) ready.push(source)
    }
  }
  return depths
}
