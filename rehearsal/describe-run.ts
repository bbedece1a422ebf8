// What the built actions say to one event, as data and as text of at most 100 columns.
import { join } from 'node:path'
import { styleText } from 'node:util'
import { ROOT } from '../scripts/actions.ts'
import { type ActionResult, runAction } from './action-runner.ts'
import type { Happening } from './shop-day.ts'

export type Told = {
  readonly title: string
  readonly ok: boolean
  /** The outputs of route; those that are JSON are read. */
  readonly route: Readonly<Record<string, unknown>>
  readonly tag: string
  readonly warnings: readonly string[]
  readonly errors: readonly string[]
  /** The lines of the log: the decision, then each route. */
  readonly log: readonly string[]
  /** The outputs of version, where it was asked. */
  readonly version: Readonly<Record<string, string>>
  /** The outputs of the action that deployed something; `hosts` is read. */
  readonly deployment: Readonly<Record<string, unknown>>
}

const JSON_OUTPUTS = ['environments', 'matrix', 'variables', 'plan']

/** Runs an action for an event in a checkout. */
export function runFor(
  { event, ref, sha, payload }: Happening,
  workspace: string,
  name: string,
  inputs: Readonly<Record<string, string>>,
): Promise<ActionResult> {
  const env = { GITHUB_EVENT_NAME: event, GITHUB_REF: ref, GITHUB_SHA: sha }
  return runAction({ action: join(ROOT, 'actions', name), inputs, workspace, env, payload })
}

/** Asks route and docker-tag, and version where it is wanted. */
export async function tell(
  happening: Happening,
  workspace: string,
  environment: string,
  wantsVersion: boolean,
): Promise<Told> {
  const run = (name: string, inputs: Readonly<Record<string, string>>) =>
    runFor(happening, workspace, name, inputs)
  const [route, tag] = [await run('route', { environment }), await run('docker-tag', {})]
  const version = wantsVersion ? await run('version', {}) : undefined
  const outputs = Object.entries(route.outputs).map(([name, value]) => [
    name,
    JSON_OUTPUTS.includes(name) ? JSON.parse(value) : value,
  ])
  return {
    title: happening.title,
    ok: route.success,
    route: Object.fromEntries(outputs),
    tag: route.success ? (tag.outputs['tag'] ?? '') : '',
    warnings: [
      ...saying(route, 'warning'),
      ...(route.success ? saying(tag, 'warning') : []),
      // What is wrong with the version does not change the decision.
      ...(version ? [...saying(version, 'warning'), ...saying(version, 'error')] : []),
    ],
    errors: saying(route, 'error'),
    log: logOf(route),
    version: version?.outputs ?? {},
    deployment: {},
  }
}

/** The lines that an action shows, without those of commands. */
export function logOf({ log }: ActionResult): string[] {
  return log.split('\n').filter((line) => !line.startsWith('##['))
}

/** The annotations of one level. Of mistakes that have places, the last annotation tells all of them with their places. */
export function saying({ annotations }: ActionResult, level: 'warning' | 'error'): string[] {
  const found = annotations.filter((annotation) => annotation.level === level)
  const shown = level === 'error' ? found.slice(-1) : found
  return shown.flatMap(({ message, properties: { file, line, col } }) => {
    const place = file === undefined ? '' : `${file}:${line}:${col}: `
    return message.split('\n').map((text) => `${place}${text}`)
  })
}

const width = Math.min(process.stdout.columns ?? 100, 100)

/** Lines of at most the width, broken at blanks. */
function wrapped(text: string, indent: string): string {
  const room = width - indent.length
  const pattern = new RegExp(`(?=\\S)(.{1,${room}})(?:\\s+|$)|(\\S{${room}})`, 'g')
  return text
    .replace(pattern, (_, line: string, word: string) => `${indent}${line ?? word}\n`)
    .trimEnd()
}

/** Prints what was told; `routes` adds the line of each route. */
export function show(told: Told, routes: boolean): void {
  process.stdout.write(
    `${styleText(told.ok ? 'bold' : 'red', told.title, { stream: process.stdout })}\n`,
  )
  for (const line of shown(told, routes)) process.stdout.write(`${line}\n`)
  process.stdout.write('\n')
}

/** What is shown below the title, in lines of at most 100 columns. */
export function shown(
  { ok, tag, warnings, errors, log, route, version }: Told,
  routes: boolean,
): string[] {
  const lines: string[] = []
  const line = (text: string, indent = '  '): void => void lines.push(wrapped(text, indent))
  for (const error of errors) line(error)
  const [decision, ...reasons] = log
  if (ok && decision !== undefined) line(decision)
  if (ok && typeof route['url'] === 'string' && route['url'] !== '') line(route['url'])
  const isScene = Object.keys(route).length === 0
  if (ok && (routes || isScene)) for (const reason of reasons) line(reason, isScene ? '  ' : '    ')
  for (const warning of warnings) line(`warning: ${warning}`)
  if (tag !== '') line(`image tag ${tag}`)
  if (routes && version['version'] !== undefined)
    line(`version of what is checked out: ${version['version']}`)
  return lines
}
