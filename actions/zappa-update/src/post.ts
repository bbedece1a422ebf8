// The post part of a step that did not come to its end: puts the old code back where the run left new one, and takes its lock away.
import { UserError } from '../../../kit/action/user-error.ts'
import { outlived } from './adapters/orphan-process.ts'
import { readPrivate, removeFolder } from './adapters/private-folder.ts'
import { type Aws, awsOf } from './aws/client.ts'
import type { Ports } from './run.ts'
import { unlock } from './update/locked-update.ts'
import { HIDDEN, type Left } from './update/post-state.ts'
import { restoredLines } from './update/recover.ts'
import { removed, tidyUp } from './update/zappa-leftovers.ts'

/** Runs a step's post part. Throws a UserError (`not-restored`) when new code serves that should not. */
export async function finish(
  state: string,
  { redacting, clock, program: start }: Pick<Ports, 'redacting' | 'clock' | 'program'>,
): Promise<void> {
  const left = JSON.parse(state) as Left
  const { environment, access, folder, lock, temp, tidy } = left
  try {
    await outlived(folder, clock)
    redacting.addSecrets(JSON.parse(readPrivate(folder, HIDDEN)) as string[])
    await using program = start(environment.python)
    const aws = awsOf(program, redacting.redact)
    await aws.about()
    await aws.begin(access)
    try {
      for (const line of await putBack(aws, left)) redacting.runner.log(line)
    } finally {
      // Nobody tries once more: the next run need not wait.
      if (lock) await unlock(aws, lock, redacting.runner)
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw new UserError(
      'not-restored',
      `The old code could not be put back: ${error.message}\nLook at what serves`,
    )
  } finally {
    if (tidy) for (const name of tidyUp(tidy)) redacting.runner.log(removed(name))
    for (const path of [temp, folder]) if (path !== '') removeFolder(path)
  }
}

async function putBack(aws: Aws, left: Left): Promise<string[]> {
  const { isRecorded, folder, bucket, provisioned, lock, function: name } = left
  if (!isRecorded) return ['Nothing had been replaced, or nothing is to be put back']
  if (lock && !(lock.key in (await aws.tags(lock.arn)))) {
    const what = `The lock of this run is gone: another one may have updated ${name} meanwhile, and nothing is put back`
    throw new UserError('not-restored', what)
  }
  return restoredLines(await aws.restore(folder, bucket, provisioned))
}
