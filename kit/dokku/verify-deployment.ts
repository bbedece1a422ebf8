// Compares what a server reported about a deployment with what it has. Pure.

import { UserError } from '../action/user-error.ts'
import { quote } from '../text/escape.ts'
import { areUnchanged, isHalfDeployed } from './container-changes.ts'
import { type Container, describeContainers } from './containers.ts'

export type DeploymentCheck = readonly [isWrong: boolean, reason: string, message: string]

/** The checks of every deployment: all containers are new. */
export const containerChecks = (
  before: readonly Container[],
  after: readonly Container[],
): readonly DeploymentCheck[] => [
  [areUnchanged(before, after), 'not-deployed', 'the containers were not replaced'],
  [
    isHalfDeployed(before, after),
    'half-deployed',
    'old and new containers are running side by side',
  ],
]

/** Throws a UserError for the first check that fails, with what is running. */
export function assertDeployed(
  app: string,
  containers: readonly Container[],
  checks: readonly DeploymentCheck[],
): void {
  const [, reason, message] = checks.find(([isWrong]) => isWrong) ?? []
  if (reason === undefined) return
  throw new UserError(reason, `${quote(app)}: ${message}: ${describeContainers(containers)}`)
}
