// A command of the fake Dokku, and the versions that have it.
import type { Call } from './call.ts'
import type { Feature } from './features.ts'

export type Command = {
  /** The first version that has it; all versions if this is missing. */
  readonly since?: Feature
  /** The first version that no longer has it. */
  readonly until?: Feature
  /** Returns its exit code, or undefined for 0. */
  run(call: Call, args: readonly string[]): Promise<number | undefined> | number | undefined
}

/** Makes a command that exits with 0 or fails. */
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
