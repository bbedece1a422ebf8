// What an update will do, or why it does nothing. Pure.
import { quote } from '../../../kit/text/escape.ts'
import type { Facts } from './aws/client.ts'
import type { UpdateInputs } from './inputs.ts'
import type { Refusal } from './preflight.ts'
import type { Stage } from './settings/stage.ts'

export type Plan = {
  readonly function: string
  readonly region: string
  readonly action: 'update' | 'deploy'
  /** The management commands that run then, in their order. */
  readonly manage: readonly string[]
  readonly smoke: string
  /** What a failure is answered with. */
  readonly 'on-failure': 'restore' | 'keep'
  /** The code that would come back. */
  readonly 'previous-version': string
  readonly 'previous-code-sha256': string
}

/** The commands that are asked for, and without that a migration where the stage is a Django project. */
export const commandsOf = ({ manage }: UpdateInputs, { isDjango }: Stage): readonly string[] =>
  manage ?? (isDjango ? ['migrate --noinput'] : [])

/** Plans an update of what is deployed; undefined is that nothing is. */
export function planOf(
  inputs: UpdateInputs,
  stage: Stage,
  region: string,
  facts: Facts | undefined,
): { readonly plan: Plan } | Refusal {
  const called = `${quote(stage.functionName)} in ${region}`
  if (!facts && !inputs['deploy-if-missing']) {
    return {
      reason: 'not-deployed',
      sentence: `There is no function ${called}; "zappa deploy ${stage.name}" makes it once by hand, "deploy-if-missing: true" does it here`,
    }
  }
  const isImage = inputs['image-uri'] !== ''
  if (facts && facts.isImage !== isImage) {
    const is = facts.isImage
      ? 'is an image: say which one in "image-uri"'
      : 'is a zip file and can never be an image; leave "image-uri" out'
    return { reason: 'wrong-package', sentence: `The function ${called} ${is}` }
  }
  return {
    plan: {
      function: stage.functionName,
      region,
      action: facts ? 'update' : 'deploy',
      manage: commandsOf(inputs, stage),
      smoke: inputs.smoke?.url ?? '',
      'on-failure': inputs['on-failure'],
      'previous-version': facts?.version ?? '',
      'previous-code-sha256': facts?.sha ?? '',
    },
  }
}
