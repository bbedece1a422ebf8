// Starts the proxy of a host before anything is switched.

import type { HostFacts } from '../host/facts.ts'
import type { Session } from '../host/session.ts'
import type { Job } from '../job.ts'
import type { HostPlan } from '../plan/host-plan.ts'
import type { ScriptLimits } from '../rollout/images.ts'
import { runProxyScript } from './proxy-script.ts'
import { givesPort, needsProxy } from './proxy-state.ts'

/**
 * Creates or starts the proxy, if the plan changes a service behind it, and waits until it answers. If a container that the deployment
 * replaces still has one of its ports, the proxy is only created; switch.sh starts it. Throws a UserError.
 */
export async function ensureProxy(
  session: Session,
  job: Job,
  plan: HostPlan,
  facts: HostFacts,
  limits: ScriptLimits,
): Promise<void> {
  if (!needsProxy(plan)) return
  const mode = givesPort(plan, facts, job.fleet.proxy) ? 'create' : 'ensure'
  const { error } = await runProxyScript(session, mode, job, limits)
  if (error) throw error
}
