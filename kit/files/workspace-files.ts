// The files that an action of a job reads, writes for its length, and puts back.
import { realpathSync } from 'node:fs'
import { isAbsolute, relative } from 'node:path'
import {
  prepareSwap,
  type Restored,
  restoreSwapped,
  swapIn,
  type TemporarySwap,
} from './temporary-swap.ts'
import { insideFolder, insidePath, insideText } from './workspace-path.ts'

export type WorkspaceFiles = {
  /** The text of a file. Throws a UserError (`no-file`, `outside`, `bad-file`). */
  text(path: string): string
  /** The real path of a file that may not be there yet. Throws a UserError (`outside`). */
  real(path: string): string
  /** The real path of a folder. Throws a UserError (`outside`, `no-folder`). */
  folder(path: string): string
  /** A real path as it is from the workspace, or absolute where it is not in it. */
  called(real: string): string
  prepareSwap(real: string, keep: boolean): TemporarySwap
  swapIn(swap: TemporarySwap, text: string): void
  restoreSwapped(swap: TemporarySwap): Restored
}

/** The files below the workspace and below the runner's temporary folder; paths begin at the workspace. */
export function workspaceFiles(workspace: string, temp: string): WorkspaceFiles {
  const roots = [workspace, temp] as const
  return {
    text: (path) => insideText(roots, path),
    real: (path) => insidePath(roots, path),
    folder: (path) => insideFolder(roots, path),
    called(real) {
      const way = relative(realpathSync(workspace), real)
      return /^\.\.(?:[\\/]|$)/.test(way) || isAbsolute(way) ? real : way
    },
    prepareSwap: (real, keep) => prepareSwap(real, temp, keep),
    swapIn,
    restoreSwapped,
  }
}
