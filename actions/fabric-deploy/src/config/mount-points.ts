// The paths at which a container has volumes and tmpfs mounts, each of which can be used once, and the modes of volumes. Pure.

import { posix } from 'node:path'
import { list, quote } from '../../../../kit/text/escape.ts'
import type { ReportAt, ServiceEntry } from './service-entry.ts'

/** Reports every path that is used twice, the root, at which nothing can be mounted, and modes that can't be combined. */
export function checkMountPoints(
  { volumes = [], tmpfs = [] }: ServiceEntry,
  report: ReportAt,
): void {
  const seen = new Set<string>()
  const mounts = [
    ...volumes.map(({ value, at }) => ({ path: value.split(':')[1] ?? '', at })),
    ...tmpfs.map(({ value, at }) => ({ path: value.split(':')[0] ?? '', at })),
  ]
  for (const { path, at } of mounts) {
    const place = posix.resolve('/', path)
    if (place === '/')
      report(`${quote(path)} is the root of the container; nothing can be mounted there`, at)
    else if (seen.has(place)) report(`${quote(place)} already has a volume or tmpfs mount`, at)
    seen.add(place)
  }
  for (const { value, at } of volumes) {
    const problem = modeProblem(value)
    if (problem !== undefined) report(`${quote(value)} ${problem}`, at)
  }
}

/** Docker takes one mode of each kind. */
const KINDS: readonly RegExp[] = [
  /^r[ow]$/,
  /^z$/i,
  /^r?(?:shared|slave|private)$/,
  /^(?:consistent|cached|delegated)$/,
  /^nocopy$/,
]

function modeProblem(volume: string): string | undefined {
  const [from = '', , modes = ''] = volume.split(':')
  const all = modes.split(',')
  const several = KINDS.map((kind) => all.filter((mode) => kind.test(mode))).find(
    ({ length }) => length > 1,
  )
  if (several) return `has ${list(several)}, of which docker takes one`
  const isPath = from.startsWith('/')
  if (isPath && all.includes('nocopy')) return 'has "nocopy", which is for named volumes'
  const propagation = all.find((mode) => KINDS[2]?.test(mode))
  return !isPath && propagation !== undefined
    ? `has ${quote(propagation)}, which is for paths of the host`
    : undefined
}
