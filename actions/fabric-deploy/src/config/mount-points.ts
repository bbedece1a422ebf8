// The places at which a container has volumes and tmpfs mounts: each can be used once. Pure.

import { posix } from 'node:path'
import { quote } from '../../../../kit/text/escape.ts'
import type { ReportAt, ServiceEntry } from './service-entry.ts'

/** Reports every place that is used twice, and the root, where nothing can be mounted. */
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
      report(`${quote(path)} is the root of the container, where nothing can be mounted`, at)
    else if (seen.has(place)) report(`${quote(place)} already has a volume or tmpfs mount`, at)
    seen.add(place)
  }
}
