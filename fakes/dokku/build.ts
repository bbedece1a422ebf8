// The build of a deploy: from a commit, or from an image, to `dokku/APP:latest`.
import { type Call, Fail, mark } from './call.ts'
import { addImage, builtImage, localImage, promotedImage } from './images.ts'
import { objectsOf } from './repository.ts'
import { type Behaviour, type Image, statusOf } from './state.ts'

/** The build itself failed: its record stays open, see README.md. */
export class BuildFail extends Fail {}

/** Builds a commit of an app's repository. Fails with Dokku's messages; then nothing has changed. */
export async function build(call: Call, name: string, commit: string): Promise<Image> {
  const { store } = call
  const say = buildPrinter(call)
  say('-----> Cleaning up...')
  cleanUp(call, name)
  const image = imageOf(call, name, commit)
  const builder = call.has('plainLines') ? 'Dockerfile' : 'dockerfile...'
  say(`-----> Building ${name} from ${builder}`)
  while (store.switches(name).hang) await call.pause(20)
  const seconds = store.switches(name).seconds ?? image.behaviour.seconds ?? 0.1
  const prints = image.behaviour.prints ?? []
  for (const line of prints) {
    say(line)
    await call.pause((seconds * 1000) / prints.length)
  }
  if (prints.length === 0) await call.pause(seconds * 1000)
  if (image.behaviour.build === 'fail') throw buildFailure(call, name)
  addImage(store, image, `dokku/${name}:latest`)
  return image
}

/** Returns what prints the lines of a build: up to 0.22, sed put a control sequence before each. */
export function buildPrinter(call: Call): (...lines: readonly string[]) => void {
  const prefix = call.has('plainLines') ? '' : '\x1b[1G'
  return (...lines) => call.out(...lines.map((line) => `${prefix}${line}`))
}

/** Removes the containers that an earlier deploy left behind. */
function cleanUp(call: Call, name: string): void {
  call.store.change(name, (app) => {
    app.containers = app.containers.filter(
      (container) => container.id === app.serving || statusOf(container).status !== 'exited',
    )
  })
}

function imageOf(call: Call, name: string, commit: string): Image {
  const directory = call.has('buildDir') ? (call.store.app(name)?.builder['build-dir'] ?? '') : ''
  const prefix = directory === '' ? '' : `${directory}/`
  const paths = ['fake-behaviour.json', 'index.html', 'public/index.html', 'Dockerfile']
  const [root, behaviour, index, publicIndex, dockerfile] = objectsOf(
    call.store.repo(name),
    commit,
    [directory, ...paths.map((path) => `${prefix}${path}`)],
    call.request.gitVariables,
  )
  if (root === undefined) {
    throw new Fail([
      mark(`Specified build-dir not found in sourcecode working directory: ${directory}`),
    ])
  }
  const promoted = /^FROM (.+)\nLABEL com\.dokku\.docker-image-labeler/
  const reference = promoted.exec(dockerfile?.content ?? '')?.[1]
  if (reference !== undefined) return fromImage(call, name, reference)
  return builtImage(name, {
    commit,
    tree: root.id,
    behaviour: JSON.parse(behaviour?.content ?? '{}') as Behaviour,
    page: (index ?? publicIndex)?.content ?? `APP ${commit}\n`,
  })
}

function fromImage(call: Call, name: string, reference: string): Image {
  const image = localImage(call.store.docker(), reference)
  if (!image) throw new BuildFail([`ERROR: failed to solve: ${reference}: not found`])
  return promotedImage(name, image, reference)
}

function buildFailure(call: Call, name: string): BuildFail {
  const id = localImage(call.store.docker(), `dokku/${name}:latest`)?.id.slice('sha256:'.length)
  if (!call.has('plainLines'))
    return new BuildFail([`The command '/bin/sh -c false' returned a non-zero code: 1`])
  return new BuildFail([
    `ERROR: failed to solve: process "/bin/sh -c false" did not complete successfully: exit code: 1`,
    ...(id === undefined ? [] : [mark(`Retagging old image ${id} as dokku/${name}:latest`)]),
    mark('App build failed'),
  ])
}
