// The folder of the input `path`.

import { existsSync, realpathSync, statSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'

export type WorkspaceFolder = {
  readonly absolute: string
  /** From the workspace, as it is given: links in it are kept. `.` for the workspace itself. */
  readonly relative: string
}

/** Returns the folder. Throws a UserError if it is not below the workspace (`invalid-input`), or does not exist (`no-checkout`). */
export function folderInWorkspace(workspace: string, path: string): WorkspaceFolder {
  const root = resolve(workspace)
  const absolute = resolve(root, path)
  const outside = (): UserError =>
    new UserError('invalid-input', `"path" must be below the workspace, got ${quote(path)}`)
  if (!isInside(root, absolute)) throw outside()
  if (!existsSync(absolute) || !statSync(absolute).isDirectory())
    throw new UserError(
      'no-checkout',
      `There is no folder ${quote(path)} in the workspace; run actions/checkout before this step`,
    )
  if (!isInside(realpathSync(root), realpathSync(absolute))) throw outside()
  return { absolute, relative: relative(root, absolute).split(sep).join('/') || '.' }
}

const isInside = (root: string, path: string): boolean =>
  path === root || path.startsWith(root.endsWith(sep) ? root : `${root}${sep}`)
