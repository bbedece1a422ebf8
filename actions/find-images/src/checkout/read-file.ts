// Reads files of the working tree.

import { readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { plainError } from '../../../../kit/text/plain-error.ts'
import type { FileText } from './checkout.ts'

/** Reads a tracked file that is not a link. Not strict: Docker reads files that are not UTF-8 too. */
export function readFile(top: string, path: string): FileText {
  const file = join(top, path)
  try {
    const stat = statSync(file, { throwIfNoEntry: false })
    if (!stat) return { problem: MISSING }
    // Something else may have been put in its place: a pipe would never end.
    if (!stat.isFile() || realpathSync.native(file) !== file)
      return { problem: 'it is tracked as a file, but something else is in its place' }
    return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(file)) }
  } catch (error) {
    return { problem: `it can't be read: ${plainError(error)}` }
  }
}

const MISSING =
  'it is tracked, but not in the working tree: check it out, or leave it out with "exclude"'

/** Returns where a tracked link leads. Without `core.symlinks` it is a file with that text. */
export function readLink(top: string, path: string): string | undefined {
  const file = join(top, path)
  try {
    return readlinkSync(file)
  } catch {
    const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() ?? false
    return isFile ? readFileSync(file, 'utf8') : undefined
  }
}
