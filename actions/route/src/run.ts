// Reads the event and the configuration, decides, and sets the outputs.

import type { Runner } from '../../../kit/action/runner.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import {
  badConfig,
  type ConfigSource,
  inputSource,
  problemLine,
  readTowpath,
} from '../../../kit/config/read.ts'
import { subjectOf } from '../../../kit/events/event-rules.ts'
import type { Run, Subject } from '../../../kit/events/subject.ts'
import { list, quote } from '../../../kit/text/escape.ts'
import { answer, type History } from './answer.ts'
import { compile, type Routes } from './compile-routes.ts'
import type { Plan, Refusal } from './decision.ts'
import { NO_FACTS } from './facts.ts'
import type { RouteInputs } from './inputs.ts'
import { outputsOf } from './outputs.ts'
import { plan } from './plan.ts'
import { routeLines, sentence, subjectTitle, summary } from './report.ts'
import { warningsOf } from './warnings.ts'

export type Ports = {
  readonly runner: Runner
  /** The event that started the run. */
  readonly event: () => Run
  /** Reads a configuration file, by its path in the workspace. */
  readonly configFile: (path: string) => ConfigSource
  /** The remote of the repository. */
  readonly remote: () => Promise<History & Disposable>
}

/** Routes a run. Throws a UserError if it can't decide. */
export async function run(inputs: RouteInputs, ports: Ports): Promise<void> {
  const { runner } = ports
  const source =
    inputs.routes.trim() === ''
      ? ports.configFile(inputs.config)
      : inputSource('routes', inputs.routes)
  const file = readTowpath(source)
  if (!file.routes) {
    const at = { line: 1, column: 1 }
    throw badConfig(source, [{ message: 'it has no "routes"', at }])
  }
  const compiled = compile(file)
  for (const problem of warningsOf(compiled, inputs.environment)) {
    if (source.file === undefined) runner.annotate('warning', problemLine(source, problem))
    else runner.annotate('warning', problem.message, source.file, problem.at)
  }
  const subject = subjectOf(ports.event())
  const decided = await decide(subject, compiled, inputs.environment, ports)
  if ('refused' in decided) throw refusal(decided, source, subjectTitle(subject))
  runner.log(sentence(decided))
  runner.group('Routes', routeLines(decided))
  runner.outputs(outputsOf(decided))
  runner.summary(summary(decided))
}

/** Asks the remote only what the plan needs to know, and nothing for most runs. */
async function decide(
  subject: Subject,
  compiled: Routes,
  chosen: string,
  { remote }: Ports,
): Promise<Plan | Refusal> {
  let opened: (History & Disposable) | undefined
  try {
    for (let facts = NO_FACTS; ; ) {
      const decided = plan(subject, compiled, chosen, facts)
      if (!('asks' in decided)) return decided
      opened ??= await remote()
      facts = await answer(decided, facts, { subject, compiled, history: opened })
    }
  } finally {
    opened?.[Symbol.dispose]()
  }
}

function refusal(refused: Refusal, source: ConfigSource, subject: string): UserError {
  if (refused.refused === 'no-value') {
    const { placeholder, template, at } = refused
    const message = `${quote(template)} needs {${placeholder}}, which ${subject} has no value for`
    const error = badConfig(source, [{ message, at }])
    return new UserError('no-value', error.message, {
      ...(source.file ? { file: source.file } : {}),
      problems: error.problems,
    })
  }
  const { wanted, reachable, why } = refused
  const can =
    reachable.length > 0 ? `it can reach ${list(reachable)}` : `it can reach nothing: ${why}`
  return new UserError(
    'environment-not-reachable',
    `${quote(wanted)} can't be reached by ${subject}; ${can}`,
  )
}
