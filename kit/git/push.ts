// Pushes refs: all or none, and each only if it is as expected.

import type { Git } from './git.ts'
import { type PushResult, type RefUpdate, readPushResult } from './push-result.ts'

/**
 * Pushes to `origin`. A lease on every ref, and no `+`: that would override the lease. The leases must be of refs that were read just now,
 * because they let through what is not a fast-forward.
 */
export async function push(git: Git, updates: readonly RefUpdate[]): Promise<PushResult> {
  const leases = updates.map(({ ref, from }) => `--force-with-lease=${ref}:${from}`)
  const refs = updates.map(({ ref, to }) => `${to}:${ref}`)
  return readPushResult(await git.run([...PUSH, ...leases, 'origin', ...refs]))
}

const PUSH = ['push', '--porcelain', '--atomic', '--no-verify', '--no-follow-tags', '--no-signed']
