// The preflight of one host: explains everything there that prevents a deployment. Pure.

import { UserError } from '../../../../kit/action/user-error.ts'
import { quote } from '../../../../kit/text/escape.ts'
import type { FleetHost } from '../config/fleet.ts'
import type { PreflightJob } from '../job.ts'
import type { HostFacts, HostProblem } from './facts.ts'
import { missingNetworks } from './missing-networks.ts'
import { portsTaken, upgradePortsTaken } from './taken-ports.ts'
import { routesTaken } from './taken-routes.ts'

/** Returns an error for everything on a host that prevents a deployment. */
export function preflightErrors(all: FleetHost, facts: HostFacts, job: PreflightJob): UserError[] {
  const isUpgrade = job.action === 'upgrade-proxy'
  // It touches no service.
  const host = isUpgrade ? { ...all, services: [] } : all
  const needsHttp = host.services.some(({ check }) => check.kind === 'http')
  const { freeKib, hasHttpClient, dockerVersion } = facts
  return [
    ...facts.problems.map((problem) => explained(host.name, problem)),
    ...(needsHttp && !hasHttpClient && dockerVersion !== '' ? [noHttpClient(host.name)] : []),
    ...(freeKib !== undefined && freeKib < MIN_FREE_KIB ? [diskFull(host.name, freeKib)] : []),
    ...portsTaken(host, facts, job),
    ...(isUpgrade ? upgradePortsTaken(host, facts, job) : []),
    ...routesTaken(host, facts, job),
    ...missingNetworks(host, facts),
  ]
}

/** With less free space than this, even the smallest image fails halfway. */
const MIN_FREE_KIB = 8192

const noHttpClient = (host: string): UserError =>
  new UserError(
    'no-http-client',
    `${host} has neither curl, wget nor python3 for the HTTP health check; install one of them, or use "healthy: { docker: true }"`,
  )

const diskFull = (host: string, free: number): UserError =>
  new UserError(
    'disk-full',
    `${host} has only ${free} KiB free where docker keeps its images; free some space (docker system prune)`,
  )

const EXPLANATIONS: Readonly<Record<string, readonly [reason: string, explanation: string]>> = {
  'docker-missing': ['docker-missing', 'has no docker command; install docker, or link it into'],
  podman: [
    'docker-missing',
    'has podman instead of docker, which it does not replace here: install docker',
  ],
  'docker-denied': [
    'docker-denied',
    'does not let this user use docker; add the user to the group docker',
  ],
  'docker-down': ['docker-down', 'has a docker daemon that does not answer'],
  'docker-version': [
    'docker-version',
    'has a docker command and a docker daemon that do not work together; update the older one',
  ],
  'no-folder': ['no-folder', "can't create this run's folder"],
  'env-file-missing': ['env-file', 'lacks the env-file'],
  'env-file-unreadable': ['env-file', 'does not let this user read the env-file'],
  'registry-refused': ['registry-refused', 'was refused by the registry'],
  'registry-unreachable': ['registry-unreachable', "can't log in to the registry"],
}

function explained(host: string, { kind, text }: HostProblem): UserError {
  const [reason, explanation] = EXPLANATIONS[kind] ?? ['preflight', kind]
  return new UserError(reason, `${host} ${explanation}${text === '' ? '' : `: ${quote(text)}`}`)
}
