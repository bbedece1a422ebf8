// A change as arguments of docker create. Pure.

import { shortHash } from '../../../../kit/text/slug.ts'
import type { Service } from '../config/service.ts'
import { HOST_LABEL, type HostFacts } from '../host/facts.ts'
import type { Change } from '../plan/change.ts'
import { ROUTE_LABEL, routeLabel } from '../plan/route.ts'
import { settingsHash } from '../plan/settings-hash.ts'
import { attachmentsOf, networkArguments, optionArguments } from './docker-arguments.ts'

type ContainerOwner = {
  readonly environment: string
  readonly slug: string
  readonly runId: string
  readonly host: string
}

/**
 * Returns the arguments of docker create for a change. prepare.sh then connects the container to the other networks of its service.
 */
export function createArguments(
  { service, release, digest }: Change,
  { environment, slug, runId, host }: ContainerOwner,
  facts: HostFacts,
): string[] {
  const labels = {
    'towpath.environment': environment,
    'towpath.service': service.name,
    'towpath.release': release,
    'towpath.run': runId,
    [HOST_LABEL]: host,
    'towpath.settings': settingsHash(service, facts),
    ...routeLabels(slug, service),
  }
  const shortRelease = release.replace(/^sha256:/, '').slice(0, 40)
  // Two containers of one release need different names.
  const suffix = shortHash(`${runId} ${host}`).slice(0, 6)
  return [
    ...['--name', `${service.name}-${slug}-${shortRelease}-${suffix}`],
    ...[...Object.entries(labels), ...service.options.labels].flatMap(([key, value]) => [
      '--label',
      `${key}=${value}`,
    ]),
    // switch.sh sets the policy once the container is healthy: until then, one that exits has failed.
    ...['--restart', 'no'],
    ...service.ports.flatMap((port) => ['--publish', port]),
    ...commonArguments(service),
    ...networkArguments(attachmentsOf(service)),
    `${service.image.name}@${digest}`,
    ...service.command,
  ]
}

/**
 * Returns the arguments that the container of the `before` command has too. Labels are not among them: a router such as Traefik would find
 * that container by them and send it requests.
 */
export function commonArguments({ volumes, envFile, options }: Service): string[] {
  return [
    ...volumes.flatMap((volume) => ['--volume', volume]),
    ...(envFile === '' ? [] : ['--env-file', envFile]),
    ...optionArguments(options),
  ]
}

const routeLabels = (slug: string, service: Service): Record<string, string> => {
  const route = routeLabel(slug, service)
  return route === undefined ? {} : { [ROUTE_LABEL]: route }
}
