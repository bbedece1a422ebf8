// An update that was planned: what it changes, and what it works with.

import type { Aws } from '../aws/aws.ts'
import type { UpdateInputs } from '../inputs.ts'
import type { Deployment } from '../inspect.ts'
import type { Plan } from '../plan.ts'
import type { Ports } from '../ports.ts'
import type { Result } from '../result.ts'
import type { Project } from '../settings/project.ts'
import type { Interruption } from './interruption.ts'
import type { VirtualenvPaths } from './virtualenv.ts'

export type UpdateTask = {
  readonly inputs: UpdateInputs
  readonly project: Project
  readonly virtualenv: VirtualenvPaths
  readonly aws: Aws
  readonly deployment: Deployment
  readonly plan: Plan
  readonly result: Result
  readonly ports: Ports
  readonly interruption: Interruption
}
