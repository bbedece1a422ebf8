// Reads the settings, looks at what is deployed, updates it, and tells what came of it.

import type { RedactingRunner } from '../../../kit/action/redacting-runner.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import type { WorkspaceFiles } from '../../../kit/files/workspace-files.ts'
import { existingPath } from '../../../kit/files/workspace-path.ts'
import type { Env } from '../../../kit/git/git.ts'
import type { Get } from '../../../kit/http/get.ts'
import { killPrograms } from '../../../kit/process/run.ts'
import type { ToolCache } from '../../../kit/python/tool-cache.ts'
import type { Clock } from '../../../kit/time/clock.ts'
import type { JsonProgram } from './adapters/json-lines.ts'
import { awsOf } from './aws/client.ts'
import type { UpdateInputs } from './inputs.ts'
import { hiddenAtOnce, lookAround } from './inspect.ts'
import { outputsOf } from './outputs.ts'
import { planOf } from './plan.ts'
import { refuse, stageTrouble, warningsFor } from './preflight.ts'
import { sentence, summary } from './report.ts'
import { nothingYet, type Result } from './result.ts'
import { projectOf } from './settings/project.ts'
import { whileGoing } from './update/job.ts'
import { carryOut } from './update/locked-update.ts'
import { environmentOf, type Making } from './update/virtualenv.ts'

/** A virtual environment: its folder, and its Python. */
export type Environment = { readonly folder: string; readonly python: string }

export type Ports = {
  readonly redacting: RedactingRunner
  readonly env: Env
  readonly clock: Clock
  /** Milliseconds since 1970. */
  readonly date: () => number
  readonly random: () => number
  /** The run is cancelled. */
  readonly cancel: AbortSignal
  readonly get: Get
  readonly files: WorkspaceFiles
  /** The workspace, and where temporary files may be. */
  readonly roots: readonly [workspace: string, temp: string]
  readonly cache: ToolCache
  /** Starts the program that asks AWS. */
  readonly program: (python: string) => JsonProgram
  /** The program that runs Zappa. */
  readonly zappa: string
  /** A name that no other run has. */
  readonly run: string
}

/** What is said when the runner's patience is over before the old code is back. */
export const CANCEL_WARNING =
  'The run did not come to its end: the post part of this step puts things back'

/** Runs the step. Throws a UserError when it comes to no good end; the outputs are set all the same. */
export async function start(inputs: UpdateInputs, ports: Ports): Promise<void> {
  const { runner } = ports.redacting
  const began = ports.clock.now()
  const result = nothingYet(inputs.stage)
  try {
    await run(inputs, ports, result)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    result.error = error
  }
  const seconds = (ports.clock.now() - began) / 1000
  runner.outputs(outputsOf(result, seconds))
  if (result.error && !result.plan) throw result.error
  runner.log(sentence(result, inputs['dry-run']))
  runner.summary(summary(result, inputs['dry-run'], seconds))
  if (result.error) throw result.error
}

async function run(inputs: UpdateInputs, ports: Ports, result: Result): Promise<void> {
  const { env, redacting, files, cancel } = ports
  const { runner } = redacting
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), inputs.timeout)
  try {
    const project = projectOf(inputs, files)
    const { stage } = project
    redacting.addSecrets(hiddenAtOnce(stage, env))
    refuse(stageTrouble(stage, inputs, env))
    for (const warning of warningsFor(stage, inputs)) runner.annotate('warning', warning)
    const signal = AbortSignal.any([cancel, limit.signal])
    const going = { cancel, signal, inputs }
    // Nothing is changed yet: what still runs may be ended at once.
    signal.addEventListener('abort', killPrograms, { once: true })
    const making = environmentOf(inputs, project.folder, makingOf(ports))
    const environment = await whileGoing(going, making)
    await using program = ports.program(environment.python)
    const aws = awsOf(program, redacting.redact)
    const looking = lookAround(aws, stage, inputs['image-uri'] !== '', ports)
    const around = await whileGoing(going, looking)
    signal.removeEventListener('abort', killPrograms)
    const planned = planOf(inputs, stage, around.access.region, around.facts)
    if (!('plan' in planned)) throw new UserError(planned.reason, planned.sentence)
    const { plan } = planned
    Object.assign(result, { plan, before: around.facts, now: around.facts })
    if (inputs['dry-run']) return
    await carryOut({ inputs, project, environment, aws, around, plan, result, ports, signal })
  } finally {
    clearTimeout(timer)
  }
}

function makingOf({ cache, env, roots, redacting }: Ports): Making {
  const [workspace, temp] = roots
  return {
    cache,
    env,
    temp,
    log: redacting.runner.log,
    roots,
    existing: (path) => existingPath(workspace, path),
  }
}
