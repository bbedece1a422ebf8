// A temporary folder in memory, if there is room.

import { accessSync, constants, statfsSync } from 'node:fs'
import { temporaryFolder } from '../../../../kit/process/exit-cleanup.ts'

/** The file system in memory that Linux has. */
const MEMORY = '/dev/shm'

/** Makes a temporary folder in memory if `bytes` are free there, otherwise in `parent`. */
export const memoryFolder = (
  parent: string,
  prefix: string,
  bytes: number,
): ReturnType<typeof temporaryFolder> =>
  temporaryFolder(hasRoom(MEMORY, bytes) ? MEMORY : parent, prefix)

function hasRoom(folder: string, bytes: number): boolean {
  try {
    accessSync(folder, constants.W_OK)
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize >= bytes
  } catch {
    return false
  }
}
