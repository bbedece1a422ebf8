// The result of `action: upgrade-proxy`. Pure.

import type { Fleet } from '../config/fleet.ts'
import type { HostState } from '../host/facts.ts'
import { failedOutcome, rowOf } from '../host-rows.ts'
import type { DeployInputs } from '../inputs.ts'
import { type HostRow, type Result, runningServices } from '../result.ts'
import { proxyRow } from './proxy-row.ts'
import { proxyReference } from './proxy-state.ts'
import type { ProxyUpgrade } from './upgrade-host.ts'
import { needsUpgrade, upgradePlan } from './upgrade-plan.ts'
import type { ProxyUpgrades } from './upgrade-proxies.ts'

/** Returns the result of a run. */
export function upgradeResult(
  inputs: Pick<DeployInputs, 'dry-run'>,
  { environment, proxy }: Fleet,
  inspected: readonly HostState[],
  { upgrades, error }: ProxyUpgrades,
): Result {
  const isDryRun = inputs['dry-run']
  const rows = inspected.map((state) =>
    hostRow(state, upgrades.get(state.host.name), proxy, isDryRun),
  )
  return {
    action: 'upgrade-proxy',
    environment,
    ...{ release: '', digest: '', previous: '', digests: {} },
    changed: rows.some(({ outcome }) => outcome === 'deployed'),
    rows,
    reason: error?.reason ?? '',
    plan: inspected.map((state) => upgradePlan(state, proxy)),
    isReadOnly: isDryRun,
    isTasks: false,
  }
}

function hostRow(
  { host, facts, containers }: HostState,
  upgrade: ProxyUpgrade | undefined,
  wanted: Fleet['proxy'],
  isDryRun: boolean,
): HostRow {
  const runs = runningServices(containers)
  if (!upgrade) {
    const isDue = needsUpgrade(facts.proxy, wanted)
    const outcome = isDue && !isDryRun ? 'not-reached' : 'unchanged'
    return { ...rowOf(host, outcome, undefined, runs), proxy: proxyRow(facts.proxy) }
  }
  const { found, error, gap, seconds } = upgrade
  const failed = error && found === 'unknown' ? failedOutcome(error) : 'failed'
  const outcome = { new: 'deployed', present: 'unchanged', old: failed, unknown: failed } as const
  const { http, https } = wanted
  const replaced = facts.proxy && {
    ...facts.proxy,
    ...{ image: proxyReference(wanted), state: 'running', http, https },
  }
  return {
    ...rowOf(host, outcome[found], error, runs),
    seconds: Math.round(seconds * 10) / 10,
    'gap-ms': gap,
    proxy: found === 'unknown' ? null : proxyRow(found === 'old' ? facts.proxy : replaced),
  }
}
