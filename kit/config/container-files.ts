// The schemas of a service's volumes and tmpfs mounts.

import { located, textLike } from '../yaml/schema.ts'
import { oneOrMany } from '../yaml/schema-collections.ts'

const MODE = '(?:r[ow]|[zZ]|nocopy|r?(?:shared|slave|private)|consistent|cached|delegated)'

const volume = textLike(
  new RegExp(`^(?:/[^\\s:]*|[A-Za-z0-9][A-Za-z0-9_.-]+):/[^\\s:]*(?::${MODE}(?:,${MODE})*)?$`),
  "a volume: /from:/to, name:/to or /from:/to:ro, with docker's modes",
)

/** Volumes, with their positions. */
export const volumes = oneOrMany(located(volume))

const FLAGS =
  'ro|rw|(?:no)?suid|(?:no)?dev|(?:no)?exec|(?:no|dir|nodir|rel|norel|strict|nostrict)?atime|a?sync|dirsync'
/** Docker takes others and passes them on, and then the kernel refuses the mount. */
const OPTION = `(?:${FLAGS}|(?:size|nr_blocks|nr_inodes)=[0-9]{1,15}[KkMmGg]?|size=[0-9]{1,3}%|mode=0?[0-7]{1,4}|[ug]id=[0-9]{1,9})`

const mount = textLike(
  new RegExp(`^/[^\\s:\\0]+(?::${OPTION}(?:,${OPTION})*)?$`),
  'a tmpfs mount such as /tmp or /tmp:size=64m,mode=1777',
)

/** Mounts in memory, with their positions. */
export const tmpfs = oneOrMany(located(mount))
