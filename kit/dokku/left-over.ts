// What a deployment leaves behind that was ended during its checks. Pure.

import type { Container } from './containers.ts'

/**
 * Returns the running containers of the new version, if everything of the old one still runs beside them. None if the app was
 * half-deployed before: the container that served then is an upcoming one too, and the new one takes its place.
 */
export function leftBeside(
  before: readonly Container[],
  after: readonly Container[],
): readonly Container[] {
  const now = new Set(running(after).map(({ id }) => id))
  if (!running(before).every(({ id }) => now.has(id))) return []
  const old = new Set(before.map(({ id }) => id))
  const left = running(after).filter(({ id, upcoming }) => upcoming && !old.has(id))
  const served = left.flatMap(({ process }) =>
    running(before).filter((one) => one.process === process),
  )
  return served.length === 0 || served.some(({ upcoming }) => !upcoming) ? left : []
}

const running = (containers: readonly Container[]): readonly Container[] =>
  containers.filter(({ state }) => state === 'running')

/** Returns a sentence about containers that were left running, with the command that repairs it; none if there are none. */
export function leftOverAdvice(app: string, left: readonly Container[]): string[] {
  if (left.length === 0) return []
  const names = left.map(({ process }) => process).join(' and ')
  return [
    `${names} of the version that was not deployed is still running, and dokku/${app}:latest is its image, which a restart would start. "dokku ps:rebuild ${app}" repairs both`,
  ]
}
