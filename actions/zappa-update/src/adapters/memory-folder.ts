// Temporary folders in memory where there is room.
import { accessSync, constants, statfsSync } from 'node:fs'
import { temporaryFolder } from '../../../../kit/process/exit-cleanup.ts'

/** Where Linux has a file system in memory. */
const MEMORY = '/dev/shm'

/** A temporary folder in memory where so many bytes are free there, and otherwise in `parent`. */
export const roomyFolder = (
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
