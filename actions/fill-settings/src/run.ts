// Reads the file, masks the values, fills it, and restores the previous file at the end of the job.

import type { Runner } from '../../../kit/action/runner.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import type { TemporarySwap } from '../../../kit/files/temporary-swap.ts'
import type { WorkspaceFiles } from '../../../kit/files/workspace-files.ts'
import { list, quote } from '../../../kit/text/escape.ts'
import { plainError } from '../../../kit/text/plain-error.ts'
import { type Fillable, fillableOf } from './fillable.ts'
import type { FillInputs } from './inputs.ts'
import { isPlain, masksOf } from './masks.ts'
import { outputsOf } from './outputs.ts'
import { type Plan, planOf } from './plan.ts'
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
  // GitHub masks the lines of a secret, but not the values in them.
  for (const value of inputs.values.values()) if (!isPlain(value)) runner.mask(value)
  if (mode === 'template' && at !== '')
    throw new UserError('bad-input', '"at" must be empty for a template, which has no objects')
  const before = files.readText(file)
  const fillable = fillableOf(inputs, before)
  const valueFor = (name: string) => inputs.values.get(prefix + name) || env[prefix + name]
  const plan = planOf(inputs, fillable.known, valueFor)
  mask(plan, fillable, runner)
  for (const warning of plan.warnings) runner.annotate('warning', warning)
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

/** Masks the values. Called before anything could log one. */
function mask({ values }: Plan, fillable: Fillable, runner: Runner): void {
  for (const value of values.values()) {
    for (const one of masksOf(value, fillable.written(value))) runner.mask(one)
  }
  const plain = [...values].filter(([, value]) => isPlain(value)).map(([name]) => name)
  if (plain.length > 0)
    runner.log(`too short or too common to be masked in the log: ${list(plain)}`)
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
