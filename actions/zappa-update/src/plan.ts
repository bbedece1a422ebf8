// What an update will do, or why it is refused. Pure.

import { quote } from '../../../kit/text/escape.ts'
import type { FunctionFacts } from './aws/aws.ts'
import type { UpdateInputs } from './inputs.ts'
import type { Refusal } from './reasons.ts'
import type { Stage } from './settings/stage.ts'

export type Plan = {
  readonly function: string
  readonly region: string
  readonly action: 'update' | 'deploy'
  /** The management commands, in their order. */
  readonly manage: readonly string[]
  readonly smoke: string
  readonly 'on-failure': 'restore' | 'keep'
  /** The code that a failure restores. */
  readonly 'previous-version': string
  readonly 'previous-code-sha256': string
}

/** Returns the commands of the input; by default a migration if the stage is a Django project. */
export const commandsOf = (
  manage: UpdateInputs['manage'],
  { isDjango }: Pick<Stage, 'isDjango'>,
): readonly string[] => manage ?? (isDjango ? ['migrate --noinput'] : [])

/** Plans an update. `facts` is undefined if nothing is deployed. */
export function planOf(
  inputs: UpdateInputs,
  stage: Stage,
  region: string,
  facts: FunctionFacts | undefined,
): { readonly plan: Plan } | Refusal {
  const functionInRegion = `function ${quote(stage.functionName)} in ${region}`
  if (!facts && !inputs['deploy-if-missing']) {
    return {
      reason: 'not-deployed',
      message: `There is no ${functionInRegion}; run "zappa deploy ${stage.name}" once by hand, or set "deploy-if-missing: true"`,
    }
  }
  const isImage = inputs['image-uri'] !== ''
  if (facts && facts.isImage !== isImage) {
    const problem = facts.isImage
      ? 'is an image: set "image-uri" to the new one'
      : 'is a zip file and can\u2019t become an image; leave "image-uri" empty'
    return { reason: 'wrong-package', message: `The ${functionInRegion} ${problem}` }
  }
  return {
    plan: {
      function: stage.functionName,
      region,
      action: facts ? 'update' : 'deploy',
      manage: commandsOf(inputs.manage, stage),
      smoke: inputs.smoke?.url ?? '',
      'on-failure': inputs['on-failure'],
      'previous-version': facts?.version ?? '',
      'previous-code-sha256': facts?.sha ?? '',
    },
  }
}
