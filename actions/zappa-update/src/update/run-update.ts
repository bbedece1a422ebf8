// An update with Zappa's program: what it gets, what of its output is shown, and what it leaves behind.

import { keepProcess } from '../adapters/orphan-process.ts'
import type { Facts } from '../aws/client.ts'
import type { Job } from './job.ts'
import type { Task } from './locked-update.ts'
import { keep, type Left } from './post-state.ts'
import { update } from './update.ts'
import { runZappa } from './zappa-cli.ts'
import { beforeZappa, removed, tidyUp } from './zappa-leftovers.ts'

/** Updates the function; `left` is what the post part would need, `spared` the packages that nobody has to be asked about. */
export async function updateWithZappa(
  task: Task,
  facts: Facts | undefined,
  left: Left,
  spared: readonly string[],
): Promise<void> {
  const { inputs, project, environment, aws, plan, ports, result, signal } = task
  const { clock, date, get, cancel, env } = ports
  const { runner, redact } = ports.redacting
  const { log, group, annotate } = runner
  const { stage } = project
  const { folder, isRecorded } = left
  const tidy = beforeZappa(project.folder, stage.functionName)
  keep(runner, { ...left, tidy })
  if (spared.length > 0)
    log(`${spared.length} packages are Python alone: nobody is asked for a compiled form of them`)
  const say = (line: string): void => {
    if (!spared.includes(withoutWheel(line))) log(line)
  }
  const where = { folder: project.folder, temp: left.temp, env }
  const run = { environment: environment.folder, python: environment.python, ...where }
  const started = (pid: number | undefined): void => keepProcess(folder, pid)
  const mine = { runner: ports.zappa, started, say, signal }
  const job: Job = {
    inputs,
    stage,
    settings: project.settings,
    plan,
    aws,
    result,
    facts,
    isRecorded,
    folder,
    hasSent: false,
    mayHaveCommanded: false,
    clock,
    get,
    date,
    log,
    group,
    redact,
    warn: (message) => annotate('warning', message),
    cancel,
    signal,
    zappa: (args) => runZappa(args, { ...run, ...mine }),
  }
  try {
    await update(job)
  } finally {
    for (const name of tidyUp(tidy)) log(removed(name))
  }
}

/** The package that Zappa warns of, because it has nothing compiled. */
const withoutWheel = (line: string): string =>
  / - (\S+): No manylinux wheel found/.exec(line)?.[1] ?? ''
