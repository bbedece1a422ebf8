// Runs the action: reads the settings, inspects what is deployed, updates it, and reports the outcome.

import { UserError } from '../../../kit/action/user-error.ts'
import { existingPath } from '../../../kit/files/workspace-path.ts'
import { killPrograms } from '../../../kit/process/run.ts'
import { stringsToHide } from '../../../kit/text/secret-values.ts'
import { awsClient } from './aws/client.ts'
import type { UpdateInputs } from './inputs.ts'
import { type Deployment, inspect } from './inspect.ts'
import { outputsOf } from './outputs.ts'
import { planOf } from './plan.ts'
import type { Ports } from './ports.ts'
import { refuse, stageProblems, warningsFor } from './preflight.ts'
import { outcomeLine, summary } from './report.ts'
import { emptyResult, type Result } from './result.ts'
import { type RuntimeChange, runtimeWarnings } from './runtime-schedule.ts'
import { credentialValues, openValues } from './secrets.ts'
import { type Project, readProject } from './settings/project.ts'
import type { Stage } from './settings/stage.ts'
import { type Interruption, unlessInterrupted } from './update/interruption.ts'
import { lockedUpdate } from './update/locked-update.ts'
import { type ProjectVirtualenvPorts, projectVirtualenv } from './update/virtualenv.ts'

/** Shown if the runner ends this process before the old code is restored. */
export const CANCEL_WARNING =
  'Cancelled before this step finished; its post step restores the old code if that is needed, and cleans up'

/** Runs the action. Throws a UserError on failure; outputs are set in either case. */
export async function run(inputs: UpdateInputs, ports: Ports): Promise<void> {
  const { runner } = ports.redacting
  const start = ports.clock.now()
  const isDryRun = inputs['dry-run']
  const result = emptyResult(inputs.stage)
  try {
    await runWithTimeout(inputs, ports, result)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    result.error = error
  }
  const seconds = (ports.clock.now() - start) / 1000
  runner.outputs(outputsOf(result, seconds))
  if (result.error && !result.plan) throw result.error
  runner.log(outcomeLine(result, isDryRun))
  runner.summary(summary(result, isDryRun, seconds))
  if (result.error) throw result.error
}

async function runWithTimeout(inputs: UpdateInputs, ports: Ports, result: Result): Promise<void> {
  const { cancel, redacting, env } = ports
  const { timeout } = inputs
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), timeout)
  try {
    const project = readProject(inputs, ports.files)
    const { stage } = project
    const open = openValues(inputs.public, stage, env)
    redacting.addSecrets(stringsToHide([...stage.secretValues, ...credentialValues(env)], open))
    refuse(stageProblems(stage, inputs, env), stage.file)
    for (const warning of warningsFor(stage, inputs.manage))
      redacting.runner.annotate('warning', warning, stage.file, stage.locate('timeout_seconds'))
    const signal = AbortSignal.any([cancel, limit.signal])
    await updateProject(inputs, project, { cancel, signal, timeout }, ports, result)
  } finally {
    clearTimeout(timer)
  }
}

async function updateProject(
  inputs: UpdateInputs,
  project: Project,
  interruption: Interruption,
  ports: Ports,
  result: Result,
): Promise<void> {
  const { signal } = interruption
  const { stage } = project
  // Nothing is changed until the plan is made: programs may be stopped immediately.
  signal.addEventListener('abort', killPrograms, { once: true })
  const preparing = projectVirtualenv(inputs, project.folder, virtualenvPorts(ports))
  const virtualenv = await unlessInterrupted(interruption, preparing)
  await using server = ports.startAwsServer(virtualenv.python)
  const { redact, runner } = ports.redacting
  const aws = awsClient(server, redact, (message) => runner.annotate('warning', message))
  const inspecting = inspect(aws, stage, inputs, ports)
  const deployment = await unlessInterrupted(interruption, inspecting)
  signal.removeEventListener('abort', killPrograms)
  const { access, facts } = deployment
  const planned = planOf(inputs, stage, access.region, facts)
  if (!('plan' in planned)) throw new UserError(planned.reason, planned.message)
  const { plan } = planned
  result.plan = plan
  result.before = facts
  result.now = facts
  const change = runtimeChange(inputs, stage, deployment)
  for (const warning of runtimeWarnings(change, ports.date())) runner.annotate('warning', warning)
  if (inputs['dry-run']) return
  await lockedUpdate({
    inputs,
    project,
    virtualenv,
    aws,
    deployment,
    plan,
    result,
    ports,
    interruption,
  })
}

const runtimeChange = (
  inputs: UpdateInputs,
  { runtime }: Stage,
  { facts, python }: Deployment,
): RuntimeChange => ({
  deployed: facts?.runtime ?? '',
  // Without a runtime in the settings, Zappa takes that of its own Python.
  next: inputs['image-uri'] === '' ? runtime || `python${python.split('.', 2).join('.')}` : '',
  isRestored: inputs['on-failure'] === 'restore',
})

function virtualenvPorts({ cache, env, roots, redacting }: Ports): ProjectVirtualenvPorts {
  const [workspace, temp] = roots
  return {
    cache,
    env,
    temp,
    roots,
    log: redacting.runner.log,
    mask: redacting.runner.mask,
    existing: (path) => existingPath(workspace, path),
  }
}
