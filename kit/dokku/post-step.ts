// The post part of a step that ended before the server did: waits for what the deployment becomes, and says it.

import { UserError } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import type { Clock } from '../time/clock.ts'
import { containersOf } from './app.ts'
import { described } from './containers.ts'
import { whatBecame } from './outcome.ts'
import type { Left } from './post-state.ts'
import { type AppRepository, appRepository } from './repository.ts'
import type { Dokku } from './server.ts'
import { type Access, type AccessPorts, withServer } from './session.ts'

export type FinishPorts = AccessPorts & {
  readonly clock: Clock
  /** The post part is cancelled as well. */
  readonly cancel: AbortSignal
  /** Where temporary files may be. */
  readonly temp: string
}

/** Runs a step's post part: tells what became of a deployment that went on without the run. */
export async function finish(access: Access, ports: FinishPorts, state: string): Promise<void> {
  const { runner, clock, cancel: signal, temp } = ports
  await withServer(access, ports, async (dokku) => {
    using repository = await appRepository(dokku, temp)
    const left = JSON.parse(state) as Left
    await lookAfter(left, dokku, repository, { clock, signal, log: runner.log })
  })
}

/** How long the server may take until it is through: milliseconds. */
const LIMIT = 240_000

/** Tells what became of a deployment. Throws a UserError (`cancelled`) where it went live, or where nobody knows. */
async function lookAfter(
  left: Left,
  dokku: Dokku,
  repository: Pick<AppRepository, 'heads'>,
  ports: {
    readonly clock: Clock
    readonly signal: AbortSignal
    readonly log: (line: string) => void
  },
): Promise<void> {
  const { app } = left
  ports.log(`Waiting for what the server makes of the deployment of ${app}`)
  const until = ports.clock.now() + LIMIT
  const became = await whatBecame(dokku, app, () => isThere(left, dokku, repository), until, ports)
  const serves = described(await containersOf(dokku, app))
  if (became === 'not-deployed') {
    ports.log(`It was not deployed; ${app}: ${serves}`)
    return
  }
  throw new UserError(
    'cancelled',
    became === 'deployed'
      ? `The run was cancelled, and the server deployed ${quote(app)} all the same: ${serves}`
      : `The run was cancelled, and ${LIMIT / 1000} s later the server was not through with ${quote(app)}: ${serves}`,
  )
}

async function isThere(
  { app, branch, commit, image, before }: Left,
  dokku: Dokku,
  { heads }: Pick<AppRepository, 'heads'>,
): Promise<boolean> {
  if (commit !== '') return (await heads(app)).get(branch) === commit
  // Not by the source: before 0.26 it is not told, and the same image's name may have been there already.
  const running = (await containersOf(dokku, app)).filter(({ state }) => state === 'running')
  const isNew = running.every(
    ({ id, madeFrom }) => madeFrom.includes(image) && !before.includes(id),
  )
  return running.length > 0 && isNew
}
