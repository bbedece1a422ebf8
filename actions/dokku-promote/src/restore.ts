// Deploys the previous version of `to` again.

import { deployBranch } from '../../../kit/dokku/app.ts'
import { describeContainers } from '../../../kit/dokku/containers.ts'
import type { DeployPorts, Server } from '../../../kit/dokku/ports.ts'
import { pushUnverified } from '../../../kit/dokku/push-app.ts'
import type { PushResult } from '../../../kit/dokku/push-result.ts'
import { checkRestored, notRestored } from '../../../kit/dokku/recovery.ts'
import { quote } from '../../../kit/text/escape.ts'
import { sameLayers } from './compare-images.ts'
import type { Inspection } from './inspect.ts'
import type { PreviousVersion } from './previous-version.ts'
import { deployImage } from './promote-image.ts'
import { DEPLOY_TIMEOUT, type Promotion } from './promotion.ts'

/** Deploys the previous version. Returns a message. Throws a UserError (`not-restored`). */
export async function restorePrevious(
  { inputs, server, ports, result }: Promotion,
  { to: before }: Pick<Inspection, 'to'>,
  previous: PreviousVersion,
): Promise<string> {
  const app = inputs.to
  ports.log(`${app}: restoring the previous version`)
  const { clock, log, cancel } = ports
  const restored =
    'image' in previous
      ? await deployImage(server.dokku, app, previous.image, { clock, log, cancel })
      : await pushFiles(server, app, previous.commit, ports)
  const { containers, problem } = await checkRestored(server.dokku, app, restored, ports)
  result.running = describeContainers(containers)
  result.sameImage = false
  if (problem !== undefined) throw notRestored(problem)
  if ('image' in previous && sameLayers(before.containers, containers) === false)
    throw notRestored(`${quote(previous.image)} now names a different image`)
  result.changed = false
  return `The previous version was restored: ${result.running}`
}

/** Pushes the files of an earlier commit on top of what the app has, without force. */
async function pushFiles(
  server: Server,
  app: string,
  earlier: string,
  ports: DeployPorts,
): Promise<PushResult> {
  const { git, fetch, commit: createCommit } = server.repository
  const branch = await deployBranch(server.dokku, app)
  const parent = await fetch(app, branch)
  const tree = await git.ask(['rev-parse', `${earlier}^{tree}`])
  const time = await git.ask(['show', '--no-patch', '--format=%ct', parent])
  const message = `Back to ${earlier.slice(0, 12)}\n\nSource-Commit: ${earlier}\n`
  const commit = await createCommit({ tree, parent, message, time })
  return pushUnverified(server, { app, branch, commit }, DEPLOY_TIMEOUT, ports)
}
