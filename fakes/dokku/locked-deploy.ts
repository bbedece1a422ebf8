// A deploy with its lock and its build record.
import { BuildFail } from './build.ts'
import { closeBuild, openBuild } from './build-records.ts'
import { type Call, Fail, PullFail } from './call.ts'
import { releaseLock, takeLock } from './lock.ts'

/** Runs a deploy under the app's lock. Some records stay open afterwards: see README.md, "Builds". */
export async function lockedDeploy(
  call: Call,
  name: string,
  source: string,
  work: () => Promise<void> | void,
): Promise<void> {
  const id = openBuild(call, name, source)
  // Cancelling a push ends git and all processes that it started.
  let isLockLeft = false
  takeLock(call, name, id, source === 'git-hook' ? call.request.group : 0)
  try {
    await work()
    if (source !== 'ps:restart') closeBuild(call, name, id, 0)
  } catch (error) {
    // The failure may be that of a process that has ended: it closes no record and says nothing.
    await call.pause(0)
    if (!(error instanceof Fail)) throw error
    call.err(...error.lines)
    const isBuild = source === 'git-hook' && error instanceof BuildFail
    isLockLeft = isBuild && call.has('builds')
    const isOpen = source === 'ps:restart' || isBuild || error instanceof PullFail
    if (!isOpen) closeBuild(call, name, id, error.code)
    throw new Fail([], error.code)
  } finally {
    releaseLock(call, name, isLockLeft)
  }
}
