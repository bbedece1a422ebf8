// What every failed deployment has in common.
import { expect } from '@jest/globals'
import type { DeployResult } from './deployment.ts'
import type { HostGroup } from './host-groups.ts'

export const outcomesOf = ({ rows }: DeployResult): string[] => rows.map(({ outcome }) => outcome)

/** Expects that a deployment failed with a reason, revealed no secret, and that v1 still runs on every host of the group. */
export async function expectFailure(group: HostGroup, failed: DeployResult): Promise<void> {
  expect(failed.exitCode).toBe(1)
  expect(failed.outputs['reason']).not.toBe('')
  expect(failed.log).toContain(`Reason code: ${failed.outputs['reason']}`)
  for (const secret of [group.registry.password, ...group.key.split('\n').slice(1, 4)]) {
    expect(failed.log).not.toContain(secret)
  }
  await group.expectOnlyV1(failed)
}
