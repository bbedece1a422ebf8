// What route and docker-tag, and version if wanted, decide for an event.
import {
  annotationLines,
  EMPTY_RESULT,
  logLines,
  runFor,
  type SceneResult,
} from '../scene-result.ts'
import type { RepositoryEvent } from '../shop-day.ts'

const JSON_OUTPUTS = ['environments', 'matrix', 'variables', 'plan']

export async function routing(
  event: RepositoryEvent,
  workspace: string,
  environment: string,
  /** Also asks for the version, and keeps the line of each route in the log. */
  isDetailed: boolean,
  /** Variables for route. */
  env: Readonly<Record<string, string>> = {},
): Promise<SceneResult> {
  const run = (name: string, inputs: Readonly<Record<string, string>>) =>
    runFor(event, workspace, name, inputs)
  const [route, tag, version] = await Promise.all([
    runFor(event, workspace, 'route', { environment }, env),
    run('docker-tag', {}),
    isDetailed ? run('version', {}) : undefined,
  ])
  const ok = route.success
  const [decided = '', ...reasons] = logLines(route).filter((line) => !isAnnotation(line))
  const url = route.outputs['url'] ?? ''
  return {
    ...EMPTY_RESULT,
    title: event.title,
    shows: event.shows,
    ok,
    decided: ok ? decided : '',
    serves: ok && route.outputs['action'] === 'deploy' ? url : '',
    tag: ok ? (tag.outputs['tag'] ?? '') : '',
    warnings: [
      ...annotationLines(route, 'warning'),
      ...(ok ? annotationLines(tag, 'warning') : []),
      // A wrong version does not change the decision.
      ...(version ? annotationLines(version, 'warning') : []),
      ...(version ? annotationLines(version, 'error') : []),
    ],
    errors: annotationLines(route, 'error'),
    log: isDetailed ? reasons : [],
    route: Object.fromEntries(
      Object.entries(route.outputs).map(([name, value]) => [
        name,
        JSON_OUTPUTS.includes(name) ? JSON.parse(value) : value,
      ]),
    ),
    version: version?.outputs ?? {},
  }
}

const isAnnotation = (line: string): boolean => /^(error|warning|notice): /.test(line)
