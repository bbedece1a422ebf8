// The plan of a promotion, and what people are told of it.
import type { Server } from '../../../kit/dokku/ports.ts'
import { quote } from '../../../kit/text/escape.ts'
import { isThere } from './compare-images.ts'
import type { PromoteInputs } from './inputs.ts'
import type { Looked } from './inspect.ts'
import { type Choice, isKept } from './method.ts'
import { hasCommit } from './promote-commit.ts'
import { wayBack } from './recover.ts'
import type { Plan } from './result.ts'

type Telling = {
  readonly log: (line: string) => void
  readonly warn: (message: string) => void
}

/** Makes the plan: what is to be done, and whether it can be undone. */
export async function planned(
  server: Server,
  { to: name }: PromoteInputs,
  looked: Looked,
  choice: Choice,
): Promise<Plan> {
  const { found, to, kept, sha } = looked
  const { method, reference, because } = choice
  const there =
    method === 'commit'
      ? await hasCommit(server, name, looked)
      : isThere(found.containers, to.containers, reference)
  const one = to.containers.find(({ upcoming }) => !upcoming)
  const previous = one?.madeFrom[0] || to.source?.what || kept || (one?.reference ?? '')
  const way = wayBack(to, kept)
  return {
    method,
    image: reference,
    'from-sha': sha,
    previous,
    there,
    'can-go-back': way !== undefined,
    because,
  }
}

/** Tells the plan to people, and warns of what it does not bring. */
export function tellPlan(
  { to, from, smoke, 'on-failure': onFailure }: PromoteInputs,
  plan: Plan,
  { log, warn }: Telling,
): void {
  const { method, image, there } = plan
  if (there) {
    log(`${to} has it already: ${image || plan['from-sha']}`)
    return
  }
  log(
    method === 'commit'
      ? `${to}: the same commit is built again, so that the image is another one`
      : `${to}: gets ${image}`,
  )
  if (method !== 'commit' && !smoke)
    warn(
      `The checks in the app.json of ${quote(from)} don't come along with its image: "smoke" can say what ${quote(to)} must answer`,
    )
  if (method === 'image' && !isKept(image))
    warn(
      `The next deployment of ${quote(from)} takes ${quote(image)} away from the server: it can't be gone back to later. With "dokku registry:set ${from} push-on-release true" it stays`,
    )
  if (onFailure === 'rollback' && !plan['can-go-back'] && plan.previous !== '')
    warn(`${quote(to)} can't go back to ${quote(plan.previous)}: that image has no name of its own`)
}
