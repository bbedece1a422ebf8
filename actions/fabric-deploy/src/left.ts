// What a run leaves to be put back when it ends before its time. Pure.

/** The fields of switch.sh for every host that may have to go back, by its name; and where the lock is. */
export type Left = {
  readonly slug: string
  readonly run: string
  readonly environment: string
  /** The host that has the lock. */
  readonly lock: string
  readonly stages: Readonly<Record<string, readonly string[]>>
}
