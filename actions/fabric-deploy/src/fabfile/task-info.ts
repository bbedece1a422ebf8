// What a fabfile has, as `fabric/tasks.py` tells it. Pure.

export type Param = {
  /** As Fabric 3 writes it: `docker-tag`. */
  readonly name: string
  /** As the fabfile writes it: `docker_tag`. */
  readonly attribute: string
  /** All that Fabric takes for it: `--docker-tag`, `-d`. */
  readonly flags: readonly string[]
  /** The kind of its default: `str`, `bool`, `int`, `float`, `list`, or another of Python's. */
  readonly kind: string
  readonly positional: boolean
  readonly required: boolean
  /** A flag whose value can be left out. */
  readonly optional: boolean
  /** A flag that is counted: `-vvv`. */
  readonly counts: boolean
  /** As Python writes it; null where there is none. */
  readonly default: string | null
  /** A flag that is on when it is not given. */
  readonly on: boolean
}

export type TaskInfo = {
  readonly name: string
  readonly aliases: readonly string[]
  /** In the order of the fabfile. */
  readonly params: readonly Param[]
  /** The hosts it names itself; null where it names none. */
  readonly hosts: readonly string[] | null
  /** The tasks that Fabric runs before and after it, without its hosts. */
  readonly around: readonly string[]
}

/** Why something is not done, and what to do. */
export type Refusal = { readonly reason: string; readonly problem: string }

/** A refusal. */
export const refusal = (reason: string, problem: string): Refusal => ({ reason, problem })
