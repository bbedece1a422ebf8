// The containers of an app, as Dokku reports them. Pure.

/** A container of an app, `web.1` or `worker.2`. */
export type Container = {
  readonly id: string
  readonly process: string
  /** Left over from a failed deployment, next to or instead of the container that it should replace. */
  readonly upcoming: boolean
  /** Docker's word for it: `running`, `restarting`, `exited`. */
  readonly state: string
  /** How often Docker restarted it; undefined if Dokku does not report it. */
  readonly restarts: number | undefined
  /** When it was created, in milliseconds since 1970; NaN if Dokku does not report it. */
  readonly created: number
  /** When Docker started it last, in milliseconds since 1970; NaN if Dokku does not report it. */
  readonly started: number
  /** The id of its image; empty if Dokku does not report it. */
  readonly image: string
  /** The name its image was started by, `dokku/shop:latest` or `registry.example.org/dokku/shop:7`. */
  readonly reference: string
  /** The images that its own image was made from without a change (git:from-image): the label alternate-tags. */
  readonly madeFrom: readonly string[]
  /** The folders of its image's layers: equal on one server for equal layers. Undefined if Docker reports none. */
  readonly layers: string | undefined
}

/** Parses `ps:inspect`: Docker's own JSON, without the values of variables. Returns undefined for anything else. */
export function parseInspect(json: string, app: string): Container[] | undefined {
  let all: unknown
  try {
    all = JSON.parse(json)
  } catch {
    return undefined
  }
  return Array.isArray(all) ? all.map((one) => parseContainer(one, app)) : undefined
}

type InspectedContainer = {
  readonly Id?: string
  readonly Name?: string
  readonly Image?: string
  readonly Created?: string
  readonly RestartCount?: number
  readonly State?: {
    readonly Status?: string
    readonly Restarting?: boolean
    readonly StartedAt?: string
  }
  readonly Config?: { readonly Image?: string; readonly Labels?: Readonly<Record<string, string>> }
  readonly GraphDriver?: { readonly Data?: { readonly LowerDir?: string } | null } | null
}

function parseContainer(one: InspectedContainer, app: string): Container {
  const full = (one.Name ?? '').replace(/^\//, '')
  const name = full.startsWith(`${app}.`) ? full.slice(app.length + 1) : full
  const { Image: reference = '', Labels: labels = {} } = one.Config ?? {}
  return {
    id: one.Id ?? '',
    process: name.replace(/\.upcoming-\d+$/, ''),
    upcoming: /\.upcoming-\d+$/.test(name),
    state: one.State?.Restarting ? 'restarting' : (one.State?.Status ?? ''),
    restarts: one.RestartCount,
    created: Date.parse(one.Created ?? ''),
    started: Date.parse(one.State?.StartedAt ?? ''),
    image: one.Image ?? '',
    reference,
    madeFrom: parseList(labels['com.dokku.docker-image-labeler/alternate-tags']),
    // The first folder is the container's own.
    layers: one.GraphDriver?.Data?.LowerDir?.split(':').slice(1).join(':'),
  }
}

function parseList(json: string | undefined): string[] {
  try {
    const value: unknown = JSON.parse(json ?? '[]')
    return Array.isArray(value) ? value.map(String) : []
  } catch {
    return []
  }
}

/** Parses `ps:report` of versions without `ps:inspect`: `Status web.1: running (CID: 8e8ee6c9eb1)`. */
export function parseReport(output: string): Container[] {
  const lines = output.matchAll(/^\s*Status ([a-z0-9-]+)[. ](\d+):\s+(\S+) \(CID: ([0-9a-f]+)\)/gm)
  return [...lines].map(([, type, index, state = '', id = '']) => ({
    id,
    process: `${type}.${index}`,
    upcoming: false,
    state,
    restarts: undefined,
    created: Number.NaN,
    started: Number.NaN,
    image: '',
    reference: '',
    madeFrom: [],
    layers: undefined,
  }))
}

/** Returns what is wrong with the containers of an app, a clause for each process; empty if all of them run. */
export function containerProblems(containers: readonly Container[]): string[] {
  if (containers.length === 0) return ['no process is running']
  const relevant = containers.filter(({ upcoming, state }) => !upcoming || state === 'running')
  if (!relevant.some(({ upcoming }) => !upcoming))
    return ['only containers of a failed deployment are running']
  return relevant.flatMap(({ process, upcoming, state }) => {
    if (upcoming) return [`${process} is running in a container left over from a failed deployment`]
    return state === 'running' ? [] : [`${process} is ${state || 'in an unknown state'}`]
  })
}

/** Returns what is running, for a message: `web.1 (sha256:5c6d...); worker.1 (sha256:5c6d...), restarting`. */
export function describeContainers(containers: readonly Container[]): string {
  const alive = containers.filter(({ state }) => state === 'running' || state === 'restarting')
  if (alive.length === 0) return 'nothing is running'
  return alive
    .map(({ process, upcoming, state, image }) => {
      const name = image === '' ? process : `${process} (${image.slice(0, 19)})`
      const remarks = [
        upcoming ? 'left over from the failed deployment' : '',
        state === 'running' ? '' : state,
      ]
      return [name, ...remarks.filter(Boolean)].join(', ')
    })
    .join('; ')
}
