// After a failure: finds out which code is live, and restores the old code if asked to.

import { UserError } from '../../../../kit/action/user-error.ts'
import type { DeployedCode, Restoration } from '../aws/aws.ts'
import { restorationLines, restoredParts } from './restoration.ts'
import type { UpdateState } from './update-state.ts'

/** Recovers from a failed update. Returns the error that the run ends with; does not throw a UserError. */
export async function recover(state: UpdateState, error: UserError): Promise<UserError> {
  const { result } = state
  try {
    const lines = await recoverCode(state)
    const reason = result.missing.length > 0 ? 'not-restored' : error.reason
    return new UserError(reason, [error.message, ...lines].join('\n'))
  } catch (restoreError) {
    if (!(restoreError instanceof UserError)) throw restoreError
    result.changed = true
    const lines = [
      error.message,
      `The old code could not be restored: ${restoreError.message}`,
      beforeLine(state),
    ]
    return new UserError('not-restored', lines.join('\n'))
  }
}

/** Returns lines that say which code is live. */
async function recoverCode(state: UpdateState): Promise<string[]> {
  const { aws, inputs, result, stage } = state
  const { before } = result
  if (!before) return firstDeploymentLines(state)
  result.now = await codeAfterFailure(state)
  const isSameCode = result.now.sha === before.sha
  if (!state.mayHaveReplacedCode)
    return [isSameCode ? 'The old code is still live: nothing was replaced' : CHANGED_BY_OTHERS]
  result.changed = !isSameCode
  const schema = state.mayHaveRunCommand ? [SCHEMA] : []
  if (inputs['on-failure'] === 'keep')
    return [`The ${isSameCode ? 'same' : 'new'} code is live ("on-failure" is keep)`, ...schema]
  state.log(`Restoring the previous code (${before.sha})`)
  const restoration = await aws.restore(state.copyFolder, stage.bucket, stage.provisioned)
  noteRestoration(result, restoration, before)
  const isCodeMissing = restoration.sha !== before.sha
  return [
    ...restorationLines(restoration, before),
    ...(isCodeMissing ? [beforeLine(state)] : []),
    ...schema,
  ]
}

/** A restore counts only if nothing is missing: the old code may not work with what is left of the new configuration. */
function noteRestoration(
  result: UpdateState['result'],
  restoration: Restoration,
  before: DeployedCode,
): void {
  const { sha, version, size, sentCode, missing } = restoration
  const wasReplaced = result.changed || sentCode
  result.now = { sha, version, size }
  result.changed = sha !== before.sha
  result.restored = wasReplaced && missing.length === 0
  result.missing = missing.map(({ what }) => what)
  result.restoredParts = restoredParts(restoration, before)
}

const beforeLine = ({ result, hasCopy }: UpdateState): string => {
  const code = hasCopy ? `the code of version ${result.before?.version}` : 'not recorded'
  return `Check which code is live now; before this run it was ${code} (CodeSha256 ${result.before?.sha})`
}

/** A request that Zappa sent right before it was interrupted may take effect a moment later. */
const LAST_REQUEST_MS = 1500

async function codeAfterFailure(state: UpdateState): Promise<DeployedCode> {
  const { aws, stage, result, interruption, clock } = state
  const code = await aws.currentCode(stage.functionName)
  if (!interruption.signal.aborted || code.sha !== result.before?.sha) return code
  await clock.sleep(LAST_REQUEST_MS)
  return aws.currentCode(stage.functionName)
}

const SCHEMA =
  'The database stays as the commands left it: its schema may be migrated, or partly migrated'

const CHANGED_BY_OTHERS =
  'The code has changed, but this run sent none: someone else updated the function. Nothing is restored'

async function firstDeploymentLines(state: UpdateState): Promise<string[]> {
  const { aws, result, stage, mayHaveReplacedCode } = state
  const facts = await aws.describe(stage.functionName)
  if (!facts) return ['Nothing was deployed']
  result.now = facts
  result.changed = mayHaveReplacedCode
  if (!mayHaveReplacedCode)
    return ['The function exists now: another run created it, or this deployment got that far']
  return [
    `This was the first deployment: there is no earlier code to restore, and the new code is live. "zappa undeploy ${stage.name}" removes it`,
  ]
}
