// ps:inspect, ps:report, checks:run, logs and ls: the commands about the containers of an app.
import { type Call, Fail, mark, notDeployed } from './call.ts'
import { type Command, command } from './command.ts'
import { inspected } from './docker-inspect.ts'
import { report } from './report.ts'
import { statusOf } from './state.ts'

export const containerCommands: Readonly<Record<string, Command>> = {
  'ps:inspect': command(inspect, { since: 'inspect' }),
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
