// A command of the stand-in.
import type { Call } from './call.ts'
import type { Feature } from './versions.ts'

export type Command = {
  /** The versions that have it; all where it is missing. */
  readonly since?: Feature
  /** The versions that no longer have it. */
  readonly until?: Feature
  /** Returns its code, where it is not 0. */
  run(call: Call, args: readonly string[]): Promise<number | undefined> | number | undefined
}

/** A command that ends with 0 or fails. */
export function command(
  run: (call: Call, args: readonly string[]) => Promise<void> | void,
  versions: Pick<Command, 'since' | 'until'> = {},
): Command {
  return {
    ...versions,
    async run(call, args) {
      await run(call, args)
      return undefined
    },
  }
}
