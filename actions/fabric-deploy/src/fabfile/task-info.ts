// The tasks of a fabfile, as `python/tasks.py` lists them. Pure.

export type Param = {
  /** As Fabric 3 writes it: `docker-tag`. */
  readonly name: string
  /** As the fabfile writes it: `docker_tag`. */
  readonly attribute: string
  /** All options for it: `--docker-tag`, `-d`. */
  readonly flags: readonly string[]
  /** The type of its default: `str`, `bool`, `int`, `float`, `list`, or another of Python's. */
  readonly kind: string
  readonly required: boolean
  /** An option whose value can be left out. */
  readonly optional: boolean
  /** An option that is counted: `-vvv`. */
  readonly isCounted: boolean
  /** Its default as Python writes it; null if it has none. */
  readonly default: string | null
  /** A flag that is on unless it is turned off. */
  readonly isOnByDefault: boolean
}

export type TaskInfo = {
  readonly name: string
  readonly aliases: readonly string[]
  /** In the order of the fabfile. */
  readonly params: readonly Param[]
  /** The hosts that it names itself; null if it names none. */
  readonly hosts: readonly string[] | null
}
