// What GitHub shows of a release: whether it is a pre-release, and whether it is the latest. Pure.

import { isRelease, movesOf } from '../../../../kit/versions/next-version.ts'
import { parsePep440 } from '../../../../kit/versions/pep440.ts'
import { versionTags } from '../../../../kit/versions/released-tags.ts'
import type { Tag } from '../../../../kit/versions/tags.ts'

export type ReleaseKind = { readonly prerelease: boolean; readonly latest: boolean }

/** Returns how a version is marked; it is the latest if it is a release and no tag is a higher one. `tags` may include its own. */
export function releaseKind(version: string, tags: readonly Tag[], prefix: string): ReleaseKind {
  const parsed = parsePep440(version)
  if (!parsed) return { prerelease: false, latest: false }
  const known = versionTags(tags, prefix).map((one) => one.version)
  return { prerelease: !isRelease(parsed), latest: movesOf(parsed, known).includes('latest') }
}
