// Options of docker create that a service may have. Pure.

/** The options of a service's containers; each is empty or undefined if it is not configured. */
export type DockerOptions = {
  readonly labels: ReadonlyMap<string, string>
  readonly networks: readonly string[]
  readonly logging: Logging | undefined
  readonly memory: string
  readonly cpus: string
  readonly capAdd: readonly string[]
  readonly capDrop: readonly string[]
  readonly user: string
  readonly readOnly: boolean
  readonly tmpfs: readonly string[]
  /** As docker takes them: `name:address`. */
  readonly extraHosts: readonly string[]
  /** undefined: as the docker daemon is configured. */
  readonly init: boolean | undefined
  /** As docker takes them: `name=soft:hard`. */
  readonly ulimits: readonly string[]
}

export type Logging = { readonly driver: string; readonly options: ReadonlyMap<string, string> }

/** The options of a service that configures none. */
export const NO_OPTIONS: DockerOptions = {
  labels: new Map(),
  networks: [],
  logging: undefined,
  memory: '',
  cpus: '',
  capAdd: [],
  capDrop: [],
  user: '',
  readOnly: false,
  tmpfs: [],
  extraHosts: [],
  init: undefined,
  ulimits: [],
}
