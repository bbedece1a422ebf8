// What the stand-in remembers: a JSON file for every app, one for the images, one for the settings of the server.

/** How an image behaves; `stand-in.json` at the root of what was pushed says it. */
export type Behaviour = {
  /** The build fails. */
  build?: 'fail'
  /** The checks of web fail; `app.json`: those of app.json, which an image does not take along. */
  checks?: 'fail' | 'app.json'
  /** The check of the last process type fails, after web has been switched. */
  worker?: 'fail'
  /** Passes the checks and then restarts again and again. */
  crash?: boolean
  /** Seconds after its start when it crashes like this. */
  crashAfter?: number
  /** Lines that the build prints. */
  prints?: string[]
  /** How long the build takes; 0.1 otherwise. */
  seconds?: number
  /** The process types; `web` alone otherwise. */
  processes?: string[]
}

export type Image = {
  /** `sha256:` and 64 digits. */
  id: string
  /** The names of the layers' folders, the lowest first. */
  layers: string[]
  labels: Record<string, string>
  behaviour: Behaviour
  /** What its web process answers. */
  page: string
  /** What it was built from. */
  commit: string
  tree: string
}

export type Docker = {
  images: Record<string, Image>
  /** Local names with a tag, or with a registry's digest, to ids. */
  tags: Record<string, string>
  /** What the registries have: names with a tag or a digest, to images. */
  registry: Record<string, { image: Image; digest: string }>
}

export type Container = {
  id: string
  name: string
  process: string
  /** The id of its image. */
  image: string
  /** The image as it was named. */
  reference: string
  /** Milliseconds since 1970. */
  started: number
  exited?: { code: number; at: number }
  crash?: boolean
  crashAfter?: number
}

export type Build = {
  id: string
  app: string
  kind: 'build' | 'deploy'
  pid: number
  /** Milliseconds since 1970. */
  started: number
  finished?: number
  status: 'running' | 'succeeded' | 'failed' | 'canceled'
  source: string
  code?: number
}

export type App = {
  name: string
  /** Seconds since 1970. */
  created: number
  /** Of 127.0.0.1; 0 where none was free. */
  port: number
  config: Record<string, string>
  deployBranch: string
  source: { kind: string; metadata: string }
  /** The image of the last git:from-image, also of a failed one. */
  sourceImage: string
  containers: Container[]
  /** The id of the container that gets the traffic. */
  serving: string
  deployed: boolean
  builder: Record<string, string>
  registry: Record<string, string>
  tagVersion: number
  /** apps:lock. */
  manualLock: boolean
  builds: Build[]
}

/** What a test or a rehearsal can do to an app, or to every one with the name `*`. */
export type Switches = {
  /** Somebody else deploys. */
  locked?: boolean
  /** Whether git makes apps that are missing. */
  autocreate?: boolean
  /** Builds do not end while this is true. */
  hang?: boolean
  /** Seconds that builds take, whatever was pushed. */
  seconds?: number
}

/** A container's state now. */
export function statusOf(container: Container): {
  status: 'running' | 'restarting' | 'exited'
  restarts: number
  code: number
} {
  if (container.exited) return { status: 'exited', restarts: 0, code: container.exited.code }
  const since = container.started + (container.crashAfter ?? 0) * 1000
  const crashing = container.crash === true || container.crashAfter !== undefined
  if (!crashing || Date.now() < since) return { status: 'running', restarts: 0, code: 0 }
  return { status: 'restarting', restarts: 1 + Math.floor((Date.now() - since) / 250), code: 1 }
}
