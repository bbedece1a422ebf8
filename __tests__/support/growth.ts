// How the cost of some work grows with its size, in CPU time: a busy machine does not change it.

function cpu(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return user + system
}

/** Returns how many times the work costs for four times the size: about 4 if it is linear, 16 if it is quadratic. */
export function growth(size: number, work: (size: number) => void): number {
  // The first call also compiles.
  work(size)
  const least = (some: number): number => Math.min(...[1, 2, 3].map(() => cpu(() => work(some))))
  return least(size * 4) / least(size)
}
