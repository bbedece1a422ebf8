// Which commits are a reason for a release. Pure.

import type { Commit } from '../../../../kit/git/commits.ts'
import { readTrailers } from '../trailers.ts'

/** Returns whether a commit is neither a merge nor the commit of a release. */
export const isOwnWork = ({ parents, message }: Commit): boolean =>
  parents.length < 2 && readTrailers(message) === undefined
