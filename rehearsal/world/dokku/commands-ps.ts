// What runs: looking at it, starting it again, building it again.
import { type Call, Fail, mark } from './call.ts'
import { type Command, command } from './command.ts'
import { storedCommit } from './git.ts'
import { localImage } from './images.ts'
import { inspected } from './inspect.ts'
import { job } from './job.ts'
import { deploy, release } from './release.ts'
import { report } from './report.ts'
import { statusOf } from './state.ts'

export const psCommands: Readonly<Record<string, Command>> = {
  'ps:inspect': command(inspect, { since: 'inspect' }),
  'ps:rebuild': command(rebuild),
  'ps:restart': command((call, [name]) => restart(call, name)),
  'ps:report': command(psReport),
  'checks:run': command(checks),
  logs: command(logs),
  ls: command(ls, { until: 'inspect' }),
}

function inspect(call: Call, [name]: readonly string[]): void {
  const app = call.app(name)
  if (app.containers.length === 0) {
    throw new Fail([
      '"docker container inspect" requires at least 1 argument.',
      `See 'docker container inspect --help'.`,
      '',
      'Traceback (most recent call last):',
      'json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)',
    ])
  }
  call.out(JSON.stringify(inspected(call, app), null, 4))
}

async function rebuild(call: Call, [name]: readonly string[]): Promise<void> {
  const app = call.app(name)
  call.captured = call.has('captured')
  const commit = storedCommit(call, app)
  const source = app.source.kind === '' ? { kind: 'git-push', metadata: commit } : app.source
  await job(call, app.name, 'ps:rebuild', () => deploy(call, app.name, commit, source))
}

/** Starts `dokku/APP:latest`, whatever ran before. */
export async function restart(call: Call, name: string | undefined): Promise<void> {
  const app = call.app(name)
  if (!app.deployed) throw notDeployed(app.name)
  call.captured = call.has('captured')
  await job(call, app.name, 'ps:restart', () => {
    const image = localImage(call.store.docker(), `dokku/${app.name}:latest`)
    if (!image) throw new Fail([mark(`App image (dokku/${app.name}:latest) not found`)])
    release(call, app.name, image)
  })
}

function psReport(call: Call, args: readonly string[]): void {
  report(call, 'ps', args, (app) => {
    const states = app.containers.map((container) => ({ ...container, ...statusOf(container) }))
    const alive = states.filter(({ status }) => status !== 'exited')
    const running = alive.length === 0 ? 'false' : alive.length === states.length ? 'true' : 'mixed'
    return [
      ['deployed', String(app.deployed)],
      ['processes', String(app.containers.length)],
      ['restore', 'true'],
      ['running', running],
      ...states.map(
        ({ process, status, id }) =>
          [`status-${process}.1`, `${status} (CID: ${id.slice(0, 11)})`] as const,
      ),
    ]
  })
}

function checks(call: Call, [name]: readonly string[]): void {
  const app = call.app(name)
  call.out('-----> Running pre-flight checks')
  const web = app.containers.find(({ id }) => id === app.serving)
  if (!web) throw new Fail([mark(`Invalid container index specified (${app.name}.web.1)`)])
  if (statusOf(web).status !== 'running')
    throw new Fail([mark('Could not start due to 1 failed checks (web.1)')])
  call.out('       All checks successful (web.)')
}

function logs(call: Call, [name]: readonly string[]): void {
  const app = call.app(name)
  if (!app.deployed) throw notDeployed(app.name)
  for (const container of app.containers) {
    const when = new Date(container.started).toISOString()
    call.out(`${when} app[${container.process}.1]: started`)
  }
}

function ls(call: Call): void {
  const row = (words: readonly string[]): string =>
    words
      .map((word) => word.padEnd(25))
      .join(' ')
      .trimEnd()
  for (const name of call.store.names()) {
    const app = call.app(name)
    if (app.containers.length === 0) call.out(row([name, 'NOT_DEPLOYED', 'NOT_DEPLOYED']))
    for (const container of app.containers) {
      const status = statusOf(container).status === 'running' ? 'running' : 'stopped'
      call.out(row([name, container.process, container.id.slice(0, 11), status]))
    }
  }
}

const notDeployed = (name: string): Fail => new Fail([mark(`App ${name} has not been deployed`)])
