// ps:rebuild and ps:restart.
import { type Call, Fail, mark, notDeployed } from './call.ts'
import { type Command, command } from './command.ts'
import { storedCommit } from './git.ts'
import { localImage } from './images.ts'
import { lockedDeploy } from './locked-deploy.ts'
import { deploy, release } from './release.ts'

export const psCommands: Readonly<Record<string, Command>> = {
  'ps:rebuild': command(rebuild),
  'ps:restart': command((call, [name]) => restart(call, name, 'ps:restart')),
}

async function rebuild(call: Call, [name]: readonly string[]): Promise<void> {
  const app = call.app(name)
  call.captured = call.has('captured')
  const commit = storedCommit(call, app)
  const source = app.source.kind === '' ? { kind: 'git-push', metadata: commit } : app.source
  await lockedDeploy(call, app.name, 'ps:rebuild', () => deploy(call, app.name, commit, source))
}

/** Starts `dokku/APP:latest`, even if another image ran before. */
export async function restart(
  call: Call,
  name: string | undefined,
  source: 'ps:restart' | 'config-redeploy',
): Promise<void> {
  const app = call.app(name)
  if (!app.deployed) throw notDeployed(app.name)
  call.captured = call.has('captured')
  await lockedDeploy(call, app.name, source, () => {
    const image = localImage(call.store.docker(), `dokku/${app.name}:latest`)
    if (!image) throw new Fail([mark(`App image (dokku/${app.name}:latest) not found`)])
    return release(call, app.name, image)
  })
}
