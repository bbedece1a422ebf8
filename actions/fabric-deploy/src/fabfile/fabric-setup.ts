// What running a fabfile needs.

import type { Env } from '../../../../kit/git/git.ts'
import type { ToolCache } from '../../../../kit/python/tool-cache.ts'

export type FabricSetup = {
  readonly cache: ToolCache
  readonly env: Env
  readonly temp: string
  /** The folder of this action's Python programs. */
  readonly programs: string
  /** The checkout. */
  readonly folder: string
}
