// Whether two apps run the same image. Pure.
import type { Container } from '../../../kit/dokku/containers.ts'
import { inRegistry } from './method.ts'

/** What containers say of their images: the same layers, others, or nothing. */
export function sameLayers(
  from: readonly Container[],
  to: readonly Container[],
): boolean | undefined {
  const [one, other] = [layersOf(from), layersOf(to)]
  return one === undefined || other === undefined ? undefined : one === other
}

/** The layers that all containers share; undefined where they are not shown, or differ. */
function layersOf(containers: readonly Container[]): string | undefined {
  const all = new Set(containers.filter(counts).map(({ layers }) => layers))
  const [only] = all
  return all.size === 1 && only !== '' ? only : undefined
}

/** What a failed deployment left counts where it runs: it may be what gets the traffic. */
const counts = ({ upcoming, state }: Container): boolean =>
  !upcoming || state === 'running' || state === 'restarting'

/** Every container was made of an image of this name: the label that Dokku gives to what it makes without a change. */
export function isMadeFrom(containers: readonly Container[], reference: string): boolean {
  const whole = containers.filter(counts)
  return whole.length > 0 && whole.every(({ madeFrom }) => madeFrom.includes(reference))
}

/** Whether `to` runs already what would be promoted. A name that moves needs that `from` did not change since. */
export function isThere(
  from: readonly Container[],
  to: readonly Container[],
  reference: string,
): boolean {
  if (!isMadeFrom(to, reference) || sameLayers(from, to) === false) return false
  if (inRegistry(reference)) return true
  const [latest, first] = [
    Math.max(...from.map(({ created }) => created)),
    Math.min(...to.map(({ created }) => created)),
  ]
  return sameLayers(from, to) === true && latest < first
}
