// The changelog in the tree of the release commit.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { plainError } from '../../../../kit/text/plain-error.ts'
import { dayOf } from '../../../../kit/versions/calendar-format.ts'
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
  const text = withSection(before, version, dateOf(ports.now(), inputs.timezone), notes)
  return ports.work.withFiles(tree, new Map([[path, text]]))
}

function withSection(_b: string | undefined, _v: string, _d: string, _n: string): string {
  throw new Error('not built yet')
}

function textOf(path: string, content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
  } catch (cause) {
    const message = `"changelog": ${quote(path)} can't be read: ${plainError(cause)}`
    throw new UserError('bad-stamp', message, { cause })
  }
}

/** `2026-11-30`, in the time zone. */
function dateOf(now: Date, timezone: string): string {
  const { year = 0, month = 0, day = 0 } = dayOf(now, timezone) ?? {}
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-')
}
