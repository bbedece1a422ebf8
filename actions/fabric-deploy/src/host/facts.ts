// What a host said of itself: the records of inspect.sh and cleanup.sh. Pure.

export type Container = {
  readonly id: string
  readonly name: string
  /** RFC 3339, by the host's clock. */
  readonly created: string
  /** The image as it was asked for, with its digest. */
  readonly image: string
  readonly labels: Readonly<Record<string, string>>
  readonly state: string
  readonly started: string
  readonly restart: string
  /** The host's ports, such as `80/tcp`, that it has now. */
  readonly ports: readonly string[]
  /** Of the image's HEALTHCHECK; empty when it has none. */
  readonly health: string
}

/** Something on a host that stands in the way of a deployment. */
export type HostProblem = { readonly kind: string; readonly text: string }

export type Facts = {
  /** The daemon's own id: two hosts may share one. */
  readonly daemon: string
  /** The docker version, or empty. */
  readonly docker: string
  /** KiB free where docker keeps its images; undefined when nothing says it. */
  readonly free: number | undefined
  /** It has a program that asks over HTTP. */
  readonly asks: boolean
  /** A hash of every env-file. */
  readonly envFiles: ReadonlyMap<string, string>
  /** The run that had the lock last. */
  readonly last: string
  /** Those of the environment, and what else runs. */
  readonly containers: readonly Container[]
  /** The status of every running container that was asked over HTTP, by its id. */
  readonly answers: ReadonlyMap<string, string>
  readonly problems: readonly HostProblem[]
}

/** The records that a script printed. */
export function recordsOf(stdout: string): string[][] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'))
}

/** The first record of some kinds: a shell's start-up files may print what they like before. */
export function recordOf(stdout: string, ...kinds: readonly string[]): string[] {
  return recordsOf(stdout).find(([kind]) => kinds.includes(kind ?? '')) ?? []
}

/** Reads what inspect.sh printed. */
export function factsOf(stdout: string): Facts {
  const records = recordsOf(stdout)
  const fields = (kind: string): string[][] =>
    records.filter(([first]) => first === kind).map((record) => record.slice(1))
  const [docker = '', daemon = ''] = fields('docker')[0] ?? []
  const free = fields('free')[0]?.[0] ?? ''
  return {
    docker,
    daemon,
    free: /^[0-9]+$/.test(free) ? Number(free) : undefined,
    asks: (fields('client')[0]?.[0] ?? '') !== '',
    envFiles: new Map(fields('env-file').map(([path = '', hash = '']) => [path, hash])),
    last: fields('last')[0]?.[0] ?? '',
    containers: containersOf(stdout),
    answers: new Map(fields('answer').map(([id = '', status = '']) => [id, status])),
    problems: fields('problem').map(([kind = '', text = '']) => ({ kind, text })),
  }
}

/** Reads the containers that a script printed. */
export function containersOf(stdout: string): Container[] {
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('container\t'))
    .map((line) => containerOf(JSON.parse(line.slice('container\t'.length)) as unknown[]))
}

type Bindings = Readonly<Record<string, readonly { readonly HostPort: string }[] | null>>

function containerOf(fields: readonly unknown[]): Container {
  const [id, name, created, image, labels, state, started, restart, ports, health] = fields
  const bindings = Object.entries((ports ?? {}) as Bindings).flatMap(([inside, hosts]) =>
    (hosts ?? []).map(({ HostPort }) => `${HostPort}/${inside.split('/')[1] ?? 'tcp'}`),
  )
  return {
    id: String(id),
    name: String(name).replace(/^\//, ''),
    created: String(created),
    image: String(image),
    labels: (labels ?? {}) as Record<string, string>,
    state: String(state),
    started: String(started),
    restart: String(restart),
    ports: [...new Set(bindings)],
    health: typeof health === 'string' ? health : '',
  }
}

/** The release's digest, or empty for an image without one. */
export function digestIn(image: string): string {
  return /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1] ?? ''
}

/** A container that serves or is about to. */
export function isRunning({ state }: Container): boolean {
  return state === 'running' || state === 'restarting' || state === 'paused'
}
