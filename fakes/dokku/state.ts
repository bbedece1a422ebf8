// The state of the fake Dokku: a JSON file for every app, one for the images, one for the settings of the server.

/** How an image behaves: the content of `fake-behaviour.json` at the root of the pushed files. */
export type Behaviour = {
  /** The build fails. */
  build?: 'fail'
  /** The checks of web fail; `app.json`: those of app.json, which an image does not contain. */
  checks?: 'fail' | 'app.json'
  /** The check of the last process type fails, after the new web container got the traffic. */
  worker?: 'fail'
  /** Passes the checks, then restarts in a loop. */
  crash?: boolean
  /** The same, this many seconds after the start. */
  crashAfter?: number
  /** How long the checks of a container take, in which it runs beside the old one; 0 by default. */
  checkSeconds?: number
  /** Lines that the build prints. */
  prints?: string[]
  /** How long the build takes; 0.1 by default. */
  seconds?: number
  /** The process types; `web` alone by default. */
  processes?: string[]
}

export type Image = {
  /** `sha256:` and 64 digits. */
  id: string
  /** The names of the layers' folders, the lowest first. */
  layers: string[]
  labels: Record<string, string>
  behaviour: Behaviour
  /** The page that its web process serves. */
  page: string
  /** The commit and the tree that it was built from. */
  commit: string
  tree: string
}

export type Docker = {
  images: Record<string, Image>
  /** Local names with a tag, or with a registry's digest, to ids. */
  tags: Record<string, string>
  /** The content of the registries: names with a tag or a digest, to images. */
  registry: Record<string, { image: Image; digest: string }>
}

export type Container = {
  id: string
  name: string
  process: string
  /** The id of its image. */
  image: string
  /** The name by which the image was started. */
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
  /** A port of 127.0.0.1; 0 if none was free. */
  port: number
  config: Record<string, string>
  deployBranch: string
  source: { kind: string; metadata: string }
  /** The image of the last git:from-image, even if it failed. */
  sourceImage: string
  containers: Container[]
  /** The id of the container that gets the traffic. */
  serving: string
  deployed: boolean
  builder: Record<string, string>
  registry: Record<string, string>
  tagVersion: number
  /** Set by apps:lock. */
  manualLock: boolean
  builds: Build[]
}

/** What a test or a rehearsal can set for an app, or for all with the name `*`. */
export type Switches = {
  /** Another deploy holds the lock. */
  locked?: boolean
  /** The deploy branch of apps without one of their own, as `git:set --global` sets it. */
  deployBranch?: string
  /** Whether access by git creates missing apps. */
  autocreate?: boolean
  /** Builds do not end while this is true. */
  hang?: boolean
  /** The proxy answers every request with 503, as with the plugin dokku-maintenance. */
  maintenance?: boolean
  /** No command about the app is answered while this is true. */
  silent?: boolean
  /** Commands that the key may not run, as dokku-acl refuses them; `git-upload-pack` too. */
  denied?: string[]
  /** The same, but each only once. */
  deniedOnce?: string[]
  /** Seconds that builds take, regardless of the pushed files. */
  seconds?: number
}

/** Returns the present state of a container. */
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
