// The files of a job that an action reads, or replaces until the job ends.

import { realpathSync } from 'node:fs'
import { isAbsolute, relative } from 'node:path'
import {
  prepareSwap,
  type Restored,
  restoreSwapped,
  swapIn,
  type TemporarySwap,
} from './temporary-swap.ts'
import { readInside, realFolderInside, realPathInside } from './workspace-path.ts'

export type WorkspaceFiles = {
  /** Returns the content of a file. Throws a UserError (`no-file`, `outside`, `bad-file`). */
  readText(path: string): string
  /** Returns the real path of a file, which need not exist. Throws a UserError (`outside`). */
  realPath(path: string): string
  /** Returns the real path of a folder. Throws a UserError (`outside`, `no-folder`). */
  realFolder(path: string): string
  /** Returns a real path relative to the workspace, or absolute if it is outside of it. */
  displayPath(real: string): string
  prepareSwap(real: string, keep: boolean): TemporarySwap
  swapIn(swap: TemporarySwap, text: string): void
  restoreSwapped(swap: TemporarySwap): Restored
}

/** Gives access to the workspace and the runner's temporary folder. Relative paths start at the workspace. */
export function workspaceFiles(workspace: string, temp: string): WorkspaceFiles {
  const roots = [workspace, temp] as const
  return {
    readText: (path) => readInside(roots, path),
    realPath: (path) => realPathInside(roots, path),
    realFolder: (path) => realFolderInside(roots, path),
    displayPath(real) {
      const path = relative(realpathSync(workspace), real)
      return /^\.\.(?:[\\/]|$)/.test(path) || isAbsolute(path) ? real : path
    },
    prepareSwap: (real, keep) => prepareSwap(real, temp, keep),
    swapIn,
    restoreSwapped,
  }
}
