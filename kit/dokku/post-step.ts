// The post step of a run that ended before the server did: waits for the outcome of the deployment and reports it.

import { UserError } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import type { Clock } from '../time/clock.ts'
import { appContainers } from './app.ts'
import { describeContainers } from './containers.ts'
import { leftOverAdvice } from './left-over.ts'
import { waitForOutcome } from './outcome.ts'
import type { PostState } from './post-state.ts'
import { type AppRepository, appRepository } from './repository.ts'
import type { Dokku } from './server.ts'
import { type Access, type AccessPorts, withServer } from './session.ts'

export type PostPorts = AccessPorts & {
  readonly clock: Clock
  /** Aborted when the post step is cancelled as well. */
  readonly cancel: AbortSignal
  /** The folder for temporary files. */
  readonly temp: string
}

/** Milliseconds that the post step waits for the server. */
const LIMIT = 240_000

/**
 * Runs the post step with the saved state. Throws a UserError (`cancelled`) if the deployment went live after all, or if its outcome
 * is unknown.
 */
export async function runPost(access: Access, ports: PostPorts, savedState: string): Promise<void> {
  const { runner, clock, cancel, temp } = ports
  const state = JSON.parse(savedState) as PostState
  const { app } = state
  await withServer(access, ports, async (dokku) => {
    using repository = await appRepository(dokku, temp)
    runner.log(`Waiting for the server to finish the deployment of ${app}`)
    const isDeployed = () => isLive(state, dokku, repository)
    const deadline = clock.now() + LIMIT
    const outcome = await waitForOutcome(dokku, app, isDeployed, deadline, { clock, cancel })
    const containers = await appContainers(dokku, app)
    const running = describeContainers(containers)
    if (outcome === 'not-deployed') {
      runner.log(`${app} was not deployed. Running now: ${running}`)
      const left = containers.filter(({ upcoming, state }) => upcoming && state === 'running')
      for (const advice of leftOverAdvice(app, left)) runner.annotate('warning', advice)
      return
    }
    throw new UserError(
      'cancelled',
      outcome === 'deployed'
        ? `The step ended early, but the server deployed ${quote(app)} anyway: ${running}`
        : `The step ended early, and the server did not finish the deployment of ${quote(app)} within ${LIMIT / 1000} s: ${running}`,
    )
  })
}

async function isLive(
  { app, branch, commit, image, before }: PostState,
  dokku: Dokku,
  { heads }: Pick<AppRepository, 'heads'>,
): Promise<boolean> {
  if (commit !== '') return (await heads(app)).get(branch) === commit
  // Not by the deploy source: it is not reported before 0.26, and it may have had the same image name before.
  const running = (await appContainers(dokku, app)).filter(({ state }) => state === 'running')
  const isNew = running.every(
    ({ id, madeFrom }) => madeFrom.includes(image) && !before.includes(id),
  )
  return running.length > 0 && isNew
}
