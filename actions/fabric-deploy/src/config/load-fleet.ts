// Reads the fleet of a run from its configuration file and inputs.

import { UserError } from '../../../../kit/action/user-error.ts'
import {
  badConfig,
  type ConfigSource,
  problemLine,
  readTowpath,
} from '../../../../kit/config/read.ts'
import { assertInputs, assertServices, wayInProblem } from '../check-inputs.ts'
import type { DeployInputs } from '../inputs.ts'
import { type Fleet, fleetOf } from './fleet.ts'

/** Returns the fleet. Throws a UserError (`bad-input`, `bad-config`, `config-missing`, `config-unreadable`). */
export function loadFleet(inputs: DeployInputs, configFile: (path: string) => ConfigSource): Fleet {
  assertInputs(inputs)
  const runsTasks = inputs.tasks.trim() !== ''
  const source = configFile(inputs.config)
  const fleet = fleetOf(readTowpath(source), inputs.environment, inputs.hosts, !runsTasks)
  if ('problems' in fleet) throw badConfig(source, fleet.problems)
  const problem = wayInProblem(inputs, fleet)
  if (problem) {
    const file = source.file === undefined ? {} : { file: source.file }
    throw new UserError('bad-input', problemLine(source, problem), { ...file, problems: [problem] })
  }
  if (!runsTasks) assertServices(inputs, fleet.services, source.label)
  return fleet
}
