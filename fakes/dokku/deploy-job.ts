// A deploy with its lock and its record.
import { BuildFail } from './build.ts'
import { closeBuild, openBuild } from './build-records.ts'
import { type Call, Fail } from './call.ts'
import { releaseLock, takeLock } from './lock.ts'

/** Runs a deploy alone. Its record ends with it, but for those that Dokku leaves open: see README.md, "Builds". */
export async function job(
  call: Call,
  name: string,
  source: string,
  work: () => Promise<void> | void,
): Promise<void> {
  const id = openBuild(call, name, source)
  // A canceled push ends with git and all that it started.
  takeLock(call, name, id, source === 'git-hook' ? call.request.group : 0)
  try {
    await work()
    if (source !== 'ps:restart') closeBuild(call, name, id, 0)
  } catch (error) {
    if (!(error instanceof Fail)) throw error
    call.err(...error.lines)
    const isOpen = source === 'ps:restart' || (source === 'git-hook' && error instanceof BuildFail)
    if (!isOpen) closeBuild(call, name, id, error.code)
    throw new Fail([], error.code)
  } finally {
    releaseLock(call, name)
  }
}
