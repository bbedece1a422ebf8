// Promotes an image: Dokku deploys the app from it, and what runs afterwards is verified.

import { UserError } from '../../../kit/action/user-error.ts'
import { appContainers, appUrl, deploySource } from '../../../kit/dokku/app.ts'
import { preferredUrl } from '../../../kit/dokku/app-facts.ts'
import { areUnchanged } from '../../../kit/dokku/container-changes.ts'
import type { Container } from '../../../kit/dokku/containers.ts'
import { type CommandResult, runDeployCommand } from '../../../kit/dokku/deploy-command.ts'
import { resultAfterLoss } from '../../../kit/dokku/outcome.ts'
import type { CommandPorts, DeployPorts } from '../../../kit/dokku/ports.ts'
import type { DeployedApp } from '../../../kit/dokku/push-app.ts'
import type { Dokku } from '../../../kit/dokku/server.ts'
import { assertDeployed, containerChecks } from '../../../kit/dokku/verify-deployment.ts'
import { quote } from '../../../kit/text/escape.ts'
import { isMadeFrom } from './compare-images.ts'
import { DEPLOY_TIMEOUT } from './promotion.ts'

/** Deploys the image. Returns what the app has afterwards, or undefined if another deployment came first. */
export async function promoteImage(
  dokku: Dokku,
  to: string,
  before: readonly Container[],
  reference: string,
  ports: DeployPorts,
): Promise<DeployedApp | undefined> {
  const ids = before.map(({ id }) => id)
  ports.savePostState({ app: to, branch: '', commit: '', image: reference, before: ids })
  const result = await deployResult(dokku, to, before, reference, ports)
  const { reason, message, isUnfinished, urls } = result
  if (!isUnfinished) ports.savePostState(undefined)
  if (reason === 'locked') return undefined
  if (reason !== '') throw new UserError(reason, `${quote(to)}: ${message}`)
  ports.onDeployed()
  const [source, containers] = await Promise.all([
    deploySource(dokku, to),
    appContainers(dokku, to),
  ])
  const what = source?.what ?? ''
  // A rebuild leaves the deploy source unchanged, so it may be an older one; the label is more reliable.
  const isOther = what !== '' && what !== reference && !isMadeFrom(containers, reference)
  assertDeployed(to, containers, [
    ...containerChecks(before, containers),
    [isOther, 'not-deployed', `Dokku last deployed ${quote(what)}`],
  ])
  return { containers, url: preferredUrl(urls) || (await appUrl(dokku, to)) }
}

async function deployResult(
  dokku: Dokku,
  to: string,
  before: readonly Container[],
  reference: string,
  ports: DeployPorts,
): Promise<CommandResult> {
  const result = await deployImage(dokku, to, reference, ports).catch(lossOf)
  if (!result.isUnfinished) return result
  const isDeployed = async (): Promise<boolean> => {
    const containers = await appContainers(dokku, to)
    return isMadeFrom(containers, reference) && !areUnchanged(before, containers)
  }
  const { message } = result
  const outcome = await resultAfterLoss(dokku, to, isDeployed, DEPLOY_TIMEOUT, message, ports)
  return { ...outcome, urls: [] }
}

/** Returns the result of a command that was lost with its connection. Throws any other error. */
function lossOf(error: unknown): CommandResult {
  if (!(error instanceof UserError) || error.reason !== 'unreachable') throw error
  return { reason: 'connection-lost', message: error.message, isUnfinished: true, urls: [] }
}

/** Deploys an app from an image, even if it was deployed from an image of the same name before. */
export async function deployImage(
  dokku: Dokku,
  app: string,
  image: string,
  ports: CommandPorts,
): Promise<CommandResult> {
  const command = ['git:from-image', app, image]
  const result = await runDeployCommand(dokku, app, command, DEPLOY_TIMEOUT, ports)
  if (result.reason !== 'no-change') return result
  // Dokku compares only the name; a rebuild resolves it again.
  ports.log(`${app} was deployed from an image of this name before; rebuilding it`)
  return runDeployCommand(dokku, app, ['ps:rebuild', app], DEPLOY_TIMEOUT, ports)
}
