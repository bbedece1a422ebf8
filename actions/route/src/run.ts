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
import type { Run } from '../../../kit/events/subject.ts'
import { list, quote } from '../../../kit/text/escape.ts'
import { compile } from './compile-routes.ts'
import type { RouteInputs } from './inputs.ts'
import { outputsOf } from './outputs.ts'
import { plan, type Refusal } from './plan.ts'
import { routeLines, sentence, subjectTitle, summary } from './report.ts'
import { warningsOf } from './warnings.ts'

export type Ports = {
  readonly runner: Runner
  /** The event that started the run. */
  readonly event: () => Run
  /** Reads a configuration file, by its path in the workspace. */
  readonly configFile: (path: string) => ConfigSource
}

/** Routes a run. Throws a UserError if it can't decide. */
export function run(inputs: RouteInputs, ports: Ports): void {
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
  const decided = plan(subject, compiled, inputs.environment)
  if ('refused' in decided) throw refusal(decided, source, subjectTitle(subject))
  runner.log(sentence(decided))
  runner.group('Routes', routeLines(decided))
  runner.outputs(outputsOf(decided))
  runner.summary(summary(decided))
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
