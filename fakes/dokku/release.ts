// Runs an image as containers: registry, checks, switch of the traffic, names.
import { build, buildPrinter } from './build.ts'
import { type Call, Fail, mark } from './call.ts'
import { prune } from './images.ts'
import { pushed } from './push-to-registry.ts'
import { type App, type Container, type Image, statusOf } from './state.ts'
import { randomDigits } from './store.ts'
import { urlOf } from './url.ts'

export type Source = { readonly kind: string; readonly metadata: string }

/** Builds a commit and releases the image. */
export async function deploy(call: Call, name: string, commit: string, source: Source) {
  const setRev = (): void => {
    call.store.change(name, ({ config }) => {
      config['GIT_REV'] = commit
    })
  }
  if (!call.has('revAfterBuild')) setRev()
  const image = await build(call, name, commit)
  if (call.has('revAfterBuild')) setRev()
  await release(call, name, image, source)
}

/** Replaces what runs by an image. Fails with Dokku's messages; README.md says what is left behind then. */
export async function release(
  call: Call,
  name: string,
  image: Image,
  source?: Source,
): Promise<void> {
  const say = buildPrinter(call)
  const suffix = call.has('plainLines') ? '' : ` (dokku/${name}:latest)`
  say(`-----> Releasing ${name}${suffix}...`)
  if (call.has('plainLines')) say('-----> Checking for predeploy task')
  const reference = pushed(call, name, image) ?? `dokku/${name}:latest`
  if (call.has('plainLines')) say('=====> Processing deployment checks')
  say(deployLine(call, name, suffix))
  const processes = image.behaviour.processes ?? ['web']
  const made: string[] = []
  for (const process of processes) made.push(await check(call, name, process, image, reference))
  if (call.has('plainLines')) {
    say('=====> Triggering early nginx proxy rebuild', '-----> Running post-deploy')
  }
  finish(call, name, new Set(made), source)
}

function deployLine(call: Call, name: string, suffix: string): string {
  if (!call.has('plainLines')) return `-----> Deploying ${name}${suffix}...`
  return `-----> Deploying ${name} via the docker-local scheduler...`
}

function newContainer(app: App, process: string, image: Image, reference: string): Container {
  const { crash, crashAfter } = image.behaviour
  return {
    id: randomDigits(64),
    name: `${app.name}.${process}.1.upcoming-${1000 + Math.floor(Math.random() * 30_000)}`,
    process,
    image: image.id,
    reference,
    started: Date.now(),
    ...(crash === undefined ? {} : { crash }),
    ...(crashAfter === undefined ? {} : { crashAfter }),
  }
}

/** Starts the new container of a process type and checks it; a web container gets the traffic at once. Returns its id. */
async function check(
  call: Call,
  name: string,
  process: string,
  image: Image,
  reference: string,
): Promise<string> {
  const say = buildPrinter(call)
  const { behaviour } = image
  const last = process !== 'web' && process === behaviour.processes?.at(-1)
  const fails =
    process === 'web' ? behaviour.checks !== undefined : last && behaviour.worker === 'fail'
  if (call.has('plainLines')) {
    say(`-----> Deploying ${process} (count=1)`)
    say(`       Attempting pre-flight checks (${process}.1)`)
  } else say('-----> Running pre-flight checks')
  const container = newContainer(call.app(name), process, image, reference)
  await runChecks(call, name, container, behaviour.checkSeconds ?? 0)
  call.store.change(name, (app) => {
    if (fails) app.containers.push({ ...container, exited: { code: 1, at: Date.now() } })
    else if (process === 'web') switchWeb(call, app, container)
    else app.containers.push(container)
  })
  if (fails) throw failedChecks(call, name, process, container)
  if (call.has('plainLines')) say(`       All checks successful (${process}.1)`)
  return container.id
}

/** Lets the new container run beside the old one while it is checked. A deploy that is cancelled meanwhile leaves it there. */
async function runChecks(
  call: Call,
  name: string,
  container: Container,
  seconds: number,
): Promise<void> {
  if (seconds === 0) return
  call.store.change(name, (app) => void app.containers.push(container))
  await call.pause(seconds * 1000)
  call.store.change(name, (app) => {
    app.containers = app.containers.filter(({ id }) => id !== container.id)
  })
}

/** Gives the traffic to the new web container. Before 0.30 the old one keeps it until the end of the deploy, and is retired. */
function switchWeb(call: Call, app: App, container: Container): void {
  const old = app.containers.find(({ id }) => id === app.serving)
  if (call.has('earlyProxy') || !old) {
    app.containers = app.containers.filter(({ id }) => id !== app.serving)
    app.serving = container.id
  } else old.exited = { code: 143, at: Date.now() }
  app.containers.push(container)
}

function failedChecks(call: Call, name: string, process: string, { id }: Container): Fail {
  const cid = id.slice(0, 11)
  if (!call.has('plainLines')) {
    return new Fail([
      '\x1b[1GApp container failed to start!!',
      `\x1b[1G=====> ${name} container output:`,
      '\x1b[1G       cannot start',
      `\x1b[1G=====> end ${name} container output`,
    ])
  }
  const block = [
    `=====> Start of ${name} container output (${cid} ${process}.1)`,
    '       cannot start',
    `=====> End of ${name} container output (${cid} ${process}.1)`,
  ]
  return new Fail([
    `\x1b[1m\x1b[31m !     \x1b[0m\x1b[0mFailure in name='${process} check': Get "http://172.17.0.3:5000/": context deadline exceeded`,
    ...block,
    mark(`Could not start due to 1 failed checks (${process}.1)`),
    ...block,
    'parallel: This job failed:',
    `scheduler-docker-local-deploy-process ${name} ${process} 1`,
  ])
}

/** Renames the containers, removes old ones and their images, and reports success. */
function finish(call: Call, name: string, made: ReadonlySet<string>, source?: Source): void {
  const say = buildPrinter(call)
  const first = !call.app(name).deployed
  const app = call.store.change(name, (state) => {
    state.containers = state.containers.filter(({ id }) => made.has(id))
    for (const container of state.containers)
      if (statusOf(container).status === 'running')
        container.name = `${name}.${container.process}.1`
    state.serving = state.containers.find(({ process }) => process === 'web')?.id ?? ''
    state.deployed = true
    if (source) state.source = { ...source }
  })
  if (call.has('plainLines')) say('-----> Renaming containers')
  if (app.containers.some((container) => statusOf(container).status !== 'running'))
    say(mark('Failed to rename container'))
  if (!first) say('-----> Shutting down old containers in 60 seconds')
  if (call.has('plainLines')) say('-----> Checking for postdeploy task')
  prune(call.store, name, !call.has('noTags'))
  say('=====> Application deployed:', `       ${urlOf(app)}`, '')
}
