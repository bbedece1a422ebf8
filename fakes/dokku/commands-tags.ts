// tags:*: names for the images of one app, in the versions that have these commands.
import { type Call, Fail, mark } from './call.ts'
import { type Command, command } from './command.ts'
import { localImage } from './images.ts'
import { lockedDeploy } from './locked-deploy.ts'
import { release } from './release.ts'

export const tagCommands: Readonly<Record<string, Command>> = {
  tags: command(list, { until: 'noTags' }),
  'tags:create': command(create, { until: 'noTags' }),
  'tags:deploy': command(deployTag, { until: 'noTags' }),
}

function list(call: Call, [name]: readonly string[]): void {
  const { name: app } = call.app(name)
  for (const [tag, id] of Object.entries(call.store.docker().tags))
    if (tag.startsWith(`dokku/${app}:`))
      call.out(`${`dokku/${app}`.padEnd(20)} ${tag.split(':')[1]?.padEnd(20)} ${id.slice(7, 19)}`)
}

function create(call: Call, [name, tag = 'latest']: readonly string[]): void {
  const { name: app } = call.app(name)
  const image = localImage(call.store.docker(), `dokku/${app}:latest`)
  if (!image) throw new Fail([mark(`app image (dokku/${app}:latest) not found`)])
  call.store.changeDocker(({ tags }) => {
    tags[`dokku/${app}:${tag}`] = image.id
  })
  call.out(`=====> Added dokku/${app}:${tag}`)
}

/** Up to 0.11.1 the command exits with 0 if the tag does not exist. */
async function deployTag(call: Call, [name, tag = 'latest']: readonly string[]): Promise<void> {
  const { name: app } = call.app(name)
  const image = localImage(call.store.docker(), `dokku/${app}:${tag}`)
  if (image) return lockedDeploy(call, app, 'tags:deploy', () => release(call, app, image))
  const code = call.has('missingTagFails') ? 1 : 0
  throw new Fail([mark(`app image (dokku/${app}:${tag}) not found`)], code)
}
