// Reads the file, masks the values, fills it, and restores the previous file at the end of the job.

import type { Runner } from '../../../kit/action/runner.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import type { TemporarySwap } from '../../../kit/files/temporary-swap.ts'
import type { WorkspaceFiles } from '../../../kit/files/workspace-files.ts'
import { quote } from '../../../kit/text/escape.ts'
import { plainError } from '../../../kit/text/plain-error.ts'
import { notHiddenLine } from '../../../kit/text/secret-values.ts'
import { fillableOf } from './fillable.ts'
import type { FillInputs } from './inputs.ts'
import { masksOf, openValues, unknownPublic } from './masks.ts'
import { outputsOf } from './outputs.ts'
import { planOf } from './plan.ts'
import { commitWarning, linesOf, summary } from './report.ts'

export type Ports = {
  readonly runner: Runner
  readonly env: Readonly<Record<string, string | undefined>>
  readonly files: WorkspaceFiles
  /** Returns whether git would commit a file. */
  readonly wouldCommit: (real: string) => Promise<'tracked' | 'untracked' | undefined>
}

/** Fills the file. Throws a UserError if that is not possible; then nothing is written. */
export async function fill(inputs: FillInputs, ports: Ports): Promise<void> {
  const { runner, env, files } = ports
  const { file, out, mode, at, prefix } = inputs
  const before = readThenMask(inputs, ports)
  if (mode === 'template' && at !== '')
    throw new UserError('bad-input', '"at" must be empty for a template, which has no objects')
  const fillable = fillableOf(inputs, before)
  const valueFor = (name: string) => inputs.values.get(prefix + name) || env[prefix + name]
  const plan = planOf(inputs, fillable.known, valueFor)
  const open = openValues(inputs, before, env)
  const values = [...plan.values]
  for (const one of masksOf(values, open, fillable.written)) runner.mask(one)
  const notHidden = notHiddenLine(values, open)
  if (notHidden !== undefined) runner.log(notHidden)
  const unknown = unknownPublic(inputs, fillable.known)
  for (const warning of [...plan.warnings, ...unknown]) runner.annotate('warning', warning)
  if (plan.refused) {
    runner.outputs(outputsOf(plan, ''))
    throw new UserError(plan.refused.reason, plan.refused.problem)
  }
  const text = fillable.filled(plan)
  const target = files.realPath(out || file)
  const displayed = files.displayPath(target)
  const isChange = target !== files.realPath(file) || text !== before
  if (isChange) await write(target, text, displayed, inputs.keep, ports)
  for (const line of linesOf(plan, displayed)) runner.log(line)
  runner.outputs(outputsOf(plan, displayed))
  runner.summary(summary(plan, displayed))
}

/** Reads the file, whose own words are not secret, and masks all values that are given: GitHub masks the lines of a secret only. */
function readThenMask(inputs: FillInputs, { runner, files, env }: Ports): string {
  let text = ''
  try {
    text = files.readText(inputs.file)
    return text
  } finally {
    const masks = masksOf([...inputs.values], openValues(inputs, text, env), () => undefined)
    for (const one of masks) runner.mask(one)
  }
}

async function write(
  real: string,
  text: string,
  displayed: string,
  keep: boolean,
  { runner, files, wouldCommit }: Ports,
): Promise<void> {
  const how = await wouldCommit(real)
  if (how) runner.annotate('warning', commitWarning(displayed, how))
  try {
    const swap = files.prepareSwap(real, keep)
    // Saved before anything is written, so that a cancelled run is restored too.
    runner.state('swap', JSON.stringify(swap))
    files.swapIn(swap, text)
  } catch (cause) {
    const message = `${quote(displayed)} can't be written: ${plainError(cause)}`
    throw new UserError('not-written', message, { cause })
  }
}

/** Runs the post step. Throws a UserError (`not-written`) if the previous file can't be restored. */
export function finish(state: string, { runner, files }: Pick<Ports, 'runner' | 'files'>): void {
  const swap = JSON.parse(state) as TemporarySwap
  const displayed = files.displayPath(swap.path)
  const outcomes = {
    restored: 'is restored',
    removed: 'is removed',
    kept: 'is kept with its values',
  } as const
  try {
    runner.log(`${quote(displayed)} ${outcomes[files.restoreSwapped(swap)]}`)
  } catch (cause) {
    const message = `${quote(displayed)} can't be restored and may contain secrets: ${plainError(cause)}`
    throw new UserError('not-written', message, { cause })
  }
}
