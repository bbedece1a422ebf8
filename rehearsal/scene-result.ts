// The result of a scene, and how scenes run the built actions.
import { join } from 'node:path'
import { ROOT } from '../scripts/actions.ts'
import { type ActionResult, runBundle } from './action-runner.ts'
import type { RepositoryEvent } from './shop-day.ts'

export type SceneResult = {
  readonly title: string
  /** What the scene demonstrates, for the table at the end. */
  readonly shows: string
  /** Whether everything ended as the scene expects. */
  readonly ok: boolean
  readonly decided: string
  /** What answers, or will answer, after the scene; empty if nothing is deployed. */
  readonly serves: string
  /** The docker tag of the ref; empty if the scene does not ask for one. */
  readonly tag: string
  readonly warnings: readonly string[]
  readonly errors: readonly string[]
  readonly log: readonly string[]
  /** The job summary of the deploying action, in Markdown. */
  readonly summary: string
  /** The outputs of route, version and the deploying action, if the scene runs them; JSON is parsed. */
  readonly route: Readonly<Record<string, unknown>>
  readonly version: Readonly<Record<string, string>>
  readonly deployment: Readonly<Record<string, unknown>>
}

/** Defaults for the fields that a scene does not set. */
export const EMPTY_RESULT = {
  serves: '',
  tag: '',
  warnings: [],
  errors: [],
  log: [],
  summary: '',
  route: {},
  version: {},
  deployment: {},
} as const

/** Scenes that share a server or a repository and are played one after the other. */
export type Stage = {
  readonly scenes: readonly (() => Promise<SceneResult>)[]
  /** Stops what the scenes have started. */
  stop(): Promise<void>
}

/** The stage of scenes that can't be played here. */
export function skippedStage(title: string, missing: string): Stage {
  const result: SceneResult = {
    ...EMPTY_RESULT,
    title,
    shows: `skipped: it needs ${missing}`,
    ok: true,
    decided: `skipped: it needs ${missing}`,
  }
  return { scenes: [async () => result], stop: async () => {} }
}

/** Runs an action for an event in a checkout. */
export function runFor(
  { event, ref, sha, payload }: RepositoryEvent,
  workspace: string,
  name: string,
  inputs: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
): Promise<ActionResult> {
  const env = { GITHUB_EVENT_NAME: event, GITHUB_REF: ref, GITHUB_SHA: sha, ...more }
  return runBundle({ action: join(ROOT, 'actions', name), inputs, workspace, env, payload })
}

/** Returns the result of a scene that ran a deploying action. If the scene is not ok, its whole log is shown as the error. */
export function deploymentResult(
  { title, shows }: Pick<SceneResult, 'title' | 'shows'>,
  action: ActionResult,
  outcome: Pick<SceneResult, 'ok' | 'decided' | 'serves'>,
): SceneResult {
  const log = logLines(action)
  return {
    ...EMPTY_RESULT,
    ...outcome,
    title,
    shows,
    errors: outcome.ok ? [] : log,
    log,
    summary: action.summary,
    deployment: action.outputs,
  }
}

/** The log without workflow commands; groups are shown by their titles. */
export function logLines({ log }: ActionResult): string[] {
  return log
    .split('\n')
    .filter((line) => line !== '##[endgroup]' && line !== '')
    .map((line) =>
      line.replace(/^##\[group\](.*)$/, '$1:').replace(/^##\[(error|warning|notice)\]/, '$1: '),
    )
}

/** The annotations of one level. The last error repeats all earlier ones with their positions. */
export function annotationLines(
  { annotations }: ActionResult,
  level: 'warning' | 'error',
): string[] {
  const found = annotations.filter((annotation) => annotation.level === level)
  const shown = level === 'error' ? found.slice(-1) : found
  return shown.flatMap(({ message, properties: { file, line, col } }) => {
    const position = file === undefined ? '' : `${file}:${line}:${col}: `
    return message.split('\n').map((text) => `${position}${text}`)
  })
}
