// An update: replace the code, check that it changed, run the commands, test the application, and recover if any of that fails.

import { UserError } from '../../../../kit/action/user-error.ts'
import { smokeTestProblem } from '../../../../kit/http/smoke-test.ts'
import { quote } from '../../../../kit/text/escape.ts'
import { throwIfInterrupted } from './interruption.ts'
import { runCommands } from './manage-commands.ts'
import { recover } from './recover.ts'
import { runStep, type UpdateState } from './update-state.ts'
import type { ZappaResult } from './zappa-cli.ts'

/** Updates the function and writes the outcome to the result. A UserError is in the result and is not thrown. */
export async function update(state: UpdateState): Promise<void> {
  const { interruption, result } = state
  try {
    await replaceCode(state)
    await runCommands(state)
    await smokeTest(state)
    throwIfInterrupted(interruption)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    result.error = await recover(state, error)
  }
}

/** Runs Zappa, and checks that AWS has other code afterwards. */
async function replaceCode(state: UpdateState): Promise<void> {
  const { aws, plan, result, redact, stage } = state
  const zappa = await runStep(state, `zappa ${plan.action} ${stage.name}`, () => zappaUpdate(state))
  result.url = zappa.url
  const { failed, ...now } = await aws.currentCode(stage.functionName)
  result.now = now
  if (failed !== '') {
    // The update of the configuration, for which Zappa does not wait: the new code runs with the old configuration.
    throw new UserError(
      'update-failed',
      `Zappa reports that it updated the function, but AWS reports that its update is ${quote(redact(failed))}`,
    )
  }
  const isSameCode = now.sha === result.before?.sha
  if (isSameCode && !isSameImage(state)) {
    throw new UserError(
      'not-updated',
      `Zappa reports that it updated ${quote(stage.functionName)}, but its code is the same as before`,
    )
  }
  result.changed = !isSameCode
}

/** Deploying the same image again is not a failure. */
const isSameImage = ({ inputs, facts }: UpdateState): boolean =>
  facts?.isImage === true && facts.image.split('@')[1] === inputs['image-uri'].split('@')[1]

/** How long Zappa is started again while AWS reports that another update is in progress. */
const CONFLICT_MS = 60_000
const PAUSE_MS = 5000

async function zappaUpdate(state: UpdateState): Promise<ZappaResult> {
  const { clock, interruption } = state
  for (let deadline: number | undefined; ; ) {
    const zappa = await state.runZappa(zappaArguments(state))
    state.mayHaveReplacedCode ||= zappa.hasSentCode || zappa.code === 0
    if (zappa.code === 0) return zappa
    throwIfInterrupted(interruption)
    deadline ??= clock.now() + CONFLICT_MS
    const mayRetry = zappa.isConflict && clock.now() <= deadline && (await isUnchanged(state))
    if (!mayRetry) throw zappaFailed(state, zappa)
    state.log('Another update of the function was in progress: trying again')
    await clock.sleep(PAUSE_MS, interruption.signal)
    throwIfInterrupted(interruption)
  }
}

async function isUnchanged({ aws, stage, result }: UpdateState): Promise<boolean> {
  if (result.before === undefined) return false
  const { sha } = await aws.currentCode(stage.functionName)
  return sha === result.before.sha
}

function zappaFailed(
  { plan, redact }: UpdateState,
  { code, lastError, isConflict }: ZappaResult,
): UserError {
  const what = `"zappa ${plan.action}" exited with ${code}: ${quote(redact(lastError))}`
  return new UserError(isConflict ? 'conflict' : 'update-failed', what)
}

/** With `--json` Zappa does not check for a newer version of itself. */
function zappaArguments({ inputs, plan, settingsFile, stage }: UpdateState): string[] {
  const image = inputs['image-uri']
  return [
    plan.action,
    stage.name,
    '--json',
    '--disable_progress',
    '--settings_file',
    settingsFile,
    ...(image === '' ? [] : ['--docker-image-uri', image]),
  ]
}

async function smokeTest(state: UpdateState): Promise<void> {
  const { inputs, result, clock, get, interruption } = state
  const { smoke } = inputs
  if (!smoke) return
  await runStep(state, `smoke ${smoke.url}`, async () => {
    // A path is relative to the stage, which is a folder of the gateway's URL.
    const url =
      smoke.url.startsWith('/') && result.url !== ''
        ? `${result.url.replace(/\/$/, '')}${smoke.url}`
        : smoke.url
    const { signal } = interruption
    const problem = await smokeTestProblem({ ...smoke, url }, result.url, { get, clock, signal })
    if (problem !== undefined) throw new UserError('smoke-failed', problem)
  })
}
