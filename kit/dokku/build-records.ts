// The records of an app's builds, as Dokku reports them since 0.38. Pure.

export type BuildRecord = {
  readonly id: string
  /** `running` also for a record that was never closed; `shown` is more reliable. */
  readonly status: string
  /** `running` only while its process runs, otherwise `abandoned`, `succeeded`, `failed` or `canceled`. */
  readonly shown: string
  /** What deployed: `git-hook`, `git:from-image`, `ps:rebuild`, `ps:restart`. */
  readonly source: string
  /** Milliseconds since 1970; NaN if Dokku does not report it. */
  readonly started: number
  readonly finished: number
  /** Undefined while it is open; -1 if a later deployment closed it. */
  readonly code: number | undefined
}

type ReportedBuild = {
  readonly id?: string
  readonly status?: string
  readonly display_status?: string
  readonly source?: string
  readonly started_at?: string
  readonly finished_at?: string
  readonly exit_code?: number
}

/** Parses `builds:list --format json`. Returns the newest record first, or undefined for anything else. */
export function parseBuilds(json: string): BuildRecord[] | undefined {
  let all: unknown
  try {
    all = JSON.parse(json)
  } catch {
    return undefined
  }
  if (!Array.isArray(all)) return undefined
  // Dokku lists a running one first, even if a later one was refused.
  return all.map(parseBuild).sort((one, other) => other.started - one.started || 0)
}

function parseBuild(reported: ReportedBuild | null): BuildRecord {
  const { id = '', status = '', source = '', exit_code: code } = reported ?? {}
  return {
    id,
    status,
    shown: reported?.display_status ?? status,
    source,
    started: Date.parse(reported?.started_at ?? ''),
    finished: Date.parse(reported?.finished_at ?? ''),
    code,
  }
}

/** Who holds the lock of an app. */
export type Lock =
  | 'free'
  /** A deployment that runs. */
  | 'deploying'
  /** No owner: a failed build left it. A push succeeds. */
  | 'left-over'
  /** A person, with `apps:lock`. A push would remove it. */
  | 'by-hand'
  /** It is not known who: the version has locks, but no records. */
  | 'held'
  /** The version can't be asked. */
  | 'unknown'

/** Returns who holds the lock of an app that is locked, from its records, newest first. Only the failed build of a push leaves a lock. */
export function lockHolder(builds: readonly BuildRecord[]): Lock {
  if (builds.some(({ shown }) => shown === 'running')) return 'deploying'
  const [newest] = builds
  return newest?.shown === 'abandoned' && newest.source === 'git-hook' ? 'left-over' : 'by-hand'
}

/** Returns whether a deployment may be running. */
export const mayBeDeploying = (lock: Lock): boolean => lock === 'deploying' || lock === 'held'

/** Returns whether a deployment has to wait. Before 0.38 a push says by itself that the app is locked. */
export const isWaitedFor = (lock: Lock): boolean => lock === 'deploying' || lock === 'by-hand'
