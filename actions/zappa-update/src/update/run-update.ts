// Runs an update with Zappa: what Zappa gets, which of its output is shown, and the removal of what it leaves behind.

import { saveZappaPid } from '../adapters/orphan-process.ts'
import type { FunctionFacts } from '../aws/aws.ts'
import { type PostState, savePostState } from './post-state.ts'
import type { UpdateTask } from './task.ts'
import { update } from './update.ts'
import type { UpdateState } from './update-state.ts'
import { runZappa, type ZappaResult } from './zappa-cli.ts'
import { checkBeforeZappa, removeLeftovers } from './zappa-leftovers.ts'

/**
 * Updates the function. `facts` is what is deployed; `postState` is saved for the post step; `skippedLookups` are the packages whose
 * wheels Zappa does not look up.
 */
export async function updateWithZappa(
  task: UpdateTask,
  facts: FunctionFacts | undefined,
  postState: PostState,
  skippedLookups: readonly string[],
): Promise<void> {
  const { project, ports } = task
  const { runner } = ports.redacting
  const leftovers = checkBeforeZappa(project.folder, project.stage.functionName)
  savePostState(runner, { ...postState, leftovers })
  if (skippedLookups.length > 0)
    runner.log(
      `${skippedLookups.length} packages are pure Python: no compiled wheels are looked up for them`,
    )
  try {
    await update(updateStateOf(task, facts, postState, zappaFor(task, postState, skippedLookups)))
  } finally {
    for (const line of removeLeftovers(leftovers)) runner.log(line)
  }
}

function updateStateOf(
  { inputs, project, plan, aws, result, ports, interruption }: UpdateTask,
  facts: FunctionFacts | undefined,
  { hasCopy, privateFolder }: PostState,
  zappa: UpdateState['runZappa'],
): UpdateState {
  const { clock, date, get, redacting } = ports
  const { log, group, annotate } = redacting.runner
  return {
    inputs,
    stage: project.stage,
    settingsFile: project.settingsFile,
    plan,
    aws,
    result,
    facts,
    copyFolder: privateFolder,
    hasCopy,
    mayHaveReplacedCode: false,
    mayHaveRunCommand: false,
    clock,
    get,
    date,
    log,
    group,
    warn: (message) => annotate('warning', message),
    redact: redacting.redact,
    interruption,
    runZappa: zappa,
  }
}

function zappaFor(
  { project, virtualenv, ports, interruption }: UpdateTask,
  { packageFolder, privateFolder }: PostState,
  skippedLookups: readonly string[],
): (args: readonly string[]) => Promise<ZappaResult> {
  const log = (line: string): void => {
    if (!skippedLookups.includes(packageWithoutWheel(line))) ports.redacting.runner.log(line)
  }
  return (args) =>
    runZappa(args, {
      virtualenv,
      folder: project.folder,
      packageFolder,
      env: ports.env,
      zappaRunner: ports.zappaRunner,
      log,
      savePid: (pid) => saveZappaPid(privateFolder, pid),
      signal: interruption.signal,
    })
}

/** Returns the package of a warning that there is no compiled wheel for it, otherwise an empty string. */
const packageWithoutWheel = (line: string): string =>
  / - (\S+): No manylinux wheel found/.exec(line)?.[1] ?? ''
