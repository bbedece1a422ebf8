// Whether a container passes its health check, as far as the inspection of its host shows. Pure.

import type { Service } from '../config/service.ts'
import type { Container, HostFacts } from '../host/facts.ts'

/** Whether a container is healthy. */
export function isHealthy(
  { check, proxy }: Service,
  container: Container,
  facts: HostFacts,
): boolean {
  if (container.state !== 'running') return false
  if (check.kind === 'docker') return container.health === 'healthy'
  if (check.kind === 'running') return keepsRunning(container, check.time, facts)
  // The proxy accepts no redirect.
  const good = proxy ? /^2/ : /^[23]/
  return good.test(facts.answers.get(container.id) ?? '')
}

/** Between two crashes, a container that docker restarts again and again is `running`. */
function keepsRunning({ restarts, started }: Container, time: number, { now }: HostFacts): boolean {
  return restarts === 0 || now === undefined || now - Date.parse(started) >= time
}
