// What runs of an app: its containers as Dokku shows them. Pure.

/** A container of an app, `web.1` or `worker.2`. */
export type Container = {
  readonly id: string
  readonly process: string
  /** It came with a deployment that did not end well, beside or instead of the one it was to replace. */
  readonly upcoming: boolean
  /** As docker names it: `running`, `restarting`, `exited`. */
  readonly state: string
  /** How often docker started it again; undefined where Dokku does not show it. */
  readonly restarts: number | undefined
  /** When it was made: milliseconds since 1970; NaN where Dokku does not show it. */
  readonly created: number
  /** The id of its image; empty where Dokku does not show it. */
  readonly image: string
  /** The name by which its image was started, `dokku/shop:latest` or `registry.example.org/dokku/shop:7`. */
  readonly reference: string
  /** The images that its own was made from without a change (git:from-image): the label alternate-tags. */
  readonly madeFrom: readonly string[]
  /** Folders of its image's layers, the same on one server for the same layers; undefined where docker shows none. */
  readonly layers: string | undefined
}

/** Reads `ps:inspect`: docker's own JSON, without values of variables. Undefined when it is none. */
export function inspected(text: string, app: string): Container[] | undefined {
  let all: unknown
  try {
    all = JSON.parse(text)
  } catch {
    return undefined
  }
  return Array.isArray(all) ? all.map((one) => containerOf(one, app)) : undefined
}

type Inspected = {
  readonly Id?: string
  readonly Name?: string
  readonly Image?: string
  readonly Created?: string
  readonly RestartCount?: number
  readonly State?: { readonly Status?: string; readonly Restarting?: boolean }
  readonly Config?: { readonly Image?: string; readonly Labels?: Readonly<Record<string, string>> }
  readonly GraphDriver?: { readonly Data?: { readonly LowerDir?: string } | null } | null
}

function containerOf(one: Inspected, app: string): Container {
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
    image: one.Image ?? '',
    reference,
    madeFrom: listOf(labels['com.dokku.docker-image-labeler/alternate-tags']),
    // The first folder is the container's own.
    layers: one.GraphDriver?.Data?.LowerDir?.split(':').slice(1).join(':'),
  }
}

function listOf(json: string | undefined): string[] {
  try {
    const value: unknown = JSON.parse(json ?? '[]')
    return Array.isArray(value) ? value.map(String) : []
  } catch {
    return []
  }
}

/** Reads `ps:report` of versions without `ps:inspect`: `Status web.1: running (CID: 8e8ee6c9eb1)`. */
export function reported(text: string): Container[] {
  const lines = text.matchAll(/^\s*Status ([a-z0-9-]+)[. ](\d+):\s+(\S+) \(CID: ([0-9a-f]+)\)/gm)
  return [...lines].map(([, type, index, state = '', id = '']) => ({
    id,
    process: `${type}.${index}`,
    upcoming: false,
    state,
    restarts: undefined,
    created: Number.NaN,
    image: '',
    reference: '',
    madeFrom: [],
    layers: undefined,
  }))
}

/** What is wrong with what runs, a sentence for each process; nothing when all of it runs. */
export function troubles(containers: readonly Container[]): string[] {
  if (containers.length === 0) return ['nothing of it runs']
  const whole = containers.filter(({ upcoming, state }) => !upcoming || state === 'running')
  if (!whole.some(({ upcoming }) => !upcoming))
    return ['only containers of a deployment that did not end well run']
  return whole.flatMap(({ process, upcoming, state }) => {
    if (upcoming) return [`${process} runs in a container that a failed deployment left`]
    return state === 'running' ? [] : [`${process} is ${state || 'in an unknown state'}`]
  })
}

/** Some processes have what a deployment brought, and others what was there before it. */
export function isHalf(before: readonly Container[], after: readonly Container[]): boolean {
  const running = after.filter(({ state }) => state === 'running')
  const old = new Set(before.map(({ id }) => id))
  const [kept, come] = [
    running.filter(({ id }) => old.has(id)),
    running.filter(({ id }) => !old.has(id)),
  ]
  return kept.length > 0 && come.length > 0
}

/** What runs, or is started again and again, has all come since. */
export function areAllNew(before: readonly Container[], after: readonly Container[]): boolean {
  const old = new Set(before.map(({ id }) => id))
  const alive = after.filter(({ state }) => state !== 'exited')
  return alive.length > 0 && alive.every(({ id }) => !old.has(id))
}

/** What serves, for a message: `web.1 from dokku/shop:latest (sha256:5c6d...)`. */
export function described(containers: readonly Container[]): string {
  const running = containers.filter(({ state }) => state === 'running' || state === 'restarting')
  if (running.length === 0) return 'nothing runs'
  return running
    .map(({ process, upcoming, state, image }) => {
      const odd = [
        upcoming ? 'left by the failed deployment' : '',
        state === 'running' ? '' : state,
      ]
      const from = image === '' ? '' : ` (${image.slice(0, 19)})`
      return [`${process}${from}`, ...odd.filter(Boolean)].join(', ')
    })
    .join('; ')
}
