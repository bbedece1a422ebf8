// Finds the method of a promotion, by what both apps run and by what the registry of the image reports.

import { UserError } from '../../../kit/action/user-error.ts'
import { quote } from '../../../kit/text/escape.ts'
import { promotedName } from './compare-images.ts'
import { isImmutable, repositoryOf } from './image-names.ts'
import type { PromoteInputs } from './inputs.ts'
import type { Inspection } from './inspect.ts'
import { chooseMethod, type MethodChoice } from './method.ts'
import type { PromotePorts } from './promotion.ts'

/** Chooses the method. An image in a registry is named by its digest, if the registry reports it. */
export async function findMethod(
  inputs: Pick<PromoteInputs, 'from' | 'method'>,
  { source, madeAt, to }: Pick<Inspection, 'source' | 'madeAt' | 'to'>,
  ports: Pick<PromotePorts, 'digestOf' | 'log'>,
): Promise<MethodChoice> {
  const { containers } = source
  const isPinned = to.containers.some(({ madeFrom }) => madeFrom.some((name) => name.includes('@')))
  const running = containers[0]?.reference ?? ''
  const pinned = isPinned ? await pinnedName(running, ports) : undefined
  const promoted = promotedName(containers, to.containers, madeAt, pinned)
  const choice = chooseMethod(inputs.method, source, promoted)
  if ('problem' in choice)
    throw new UserError(choice.reason, `${quote(inputs.from)}: ${choice.problem}`)
  const { method, reference } = choice
  if (method !== 'registry' || reference.includes('@') || promoted !== undefined) return choice
  const isAsked = isPinned && reference === running
  const digest = isAsked ? pinned : await pinnedName(reference, ports)
  if (digest !== undefined) return { ...choice, reference: digest }
  ports.log(
    `The registry does not report the digest to this runner; using ${reference}, whose number Dokku never reuses`,
  )
  return choice
}

/** Returns the name of an image by its digest; undefined if it is in no registry that reports it. */
async function pinnedName(
  reference: string,
  { digestOf }: Pick<PromotePorts, 'digestOf'>,
): Promise<string | undefined> {
  if (!isImmutable(reference) || reference.includes('@')) return undefined
  const digest = await digestOf(reference)
  return digest === undefined ? undefined : `${repositoryOf(reference)}@${digest}`
}
