// The changelog in the tree of the release commit.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { plainError } from '../../../../kit/text/plain-error.ts'
import { dateIn, withSection } from '../notes/changelog.ts'
import type { State } from '../state.ts'

/** Returns the tree with a section for the version in its changelog. Without the input `changelog`, the tree stays as it is. */
export async function withChangelog(
  { inputs, ports }: State,
  tree: string,
  version: string,
  notes: string,
): Promise<string> {
  const path = inputs.changelog
  if (path === '') return tree
  const file = (await ports.work.files(tree, [path])).get(path)
  if (file?.mode === '120000')
    throw new UserError(
      'bad-stamp',
      `"changelog": ${quote(path)} is a symbolic link; give the file`,
    )
  const before = file && textOf(path, file.content)
  const date = dateIn(ports.now(), inputs.timezone)
  const text = withSection(before, { version, date, notes })
  return ports.work.withFiles(tree, new Map([[path, text]]))
}

function textOf(path: string, content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
  } catch (cause) {
    const message = `"changelog": ${quote(path)} can't be read: ${plainError(cause)}`
    throw new UserError('bad-stamp', message, { cause })
  }
}
