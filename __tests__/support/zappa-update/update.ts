// A deployed project on AWS for the tests of zappa-update, and the action run as GitHub's runner does.
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect } from '@jest/globals'
import { type Aws, startAws } from '../../../fakes/aws/aws.ts'
import { deployed } from '../../../fakes/zappa-project/deployed.ts'
import {
  djangoProject,
  environmentOfZappa,
  type Project,
  type ProjectOptions,
} from '../../../fakes/zappa-project/project.ts'
import { type ActionResult, type ActionRun, runBundle } from '../../../rehearsal/action-runner.ts'
import { ROOT } from '../../../scripts/actions.ts'
import { assertNoSecret } from './shown-secrets.ts'

export type Stage = {
  readonly aws: Aws
  readonly project: Project
  /** The checkout, with the project in a folder of its own. */
  readonly workspace: string
  /** The CodeSha256 of the code that was deployed first. */
  readonly before: string
}

type Settings = Readonly<Record<string, unknown>>
export type Inputs = Readonly<Record<string, string>>
export type RunOptions = Pick<ActionRun, 'env' | 'signal' | 'onLine'>

const ACTION = join(ROOT, 'actions/zappa-update')
const stack = new AsyncDisposableStack()
let started: Promise<Aws> | undefined

/** To be called once per test file: removes everything after the tests. */
export function zappaWorld(): void {
  afterAll(async () => {
    await stack.disposeAsync()
    await (await started)?.[Symbol.asyncDispose]()
  })
}

/** Creates a folder that is removed after the tests. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'towpath-zappa-test-'))
  stack.defer(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** An empty AWS, and a project of release 1 that is not deployed. `isApart`: an AWS that no other test resets. */
export async function undeployed(
  options: ProjectOptions = {},
  { isApart = false } = {},
): Promise<Stage> {
  const aws = await (isApart ? stack.use(await startAws()) : emptied())
  const workspace = folder()
  const project = djangoProject(join(workspace, 'project'), options)
  return { aws, project, workspace, before: '' }
}

async function emptied(): Promise<Aws> {
  started ??= startAws()
  const aws = await started
  await aws.reset()
  return aws
}

/**
 * Release 1 is deployed, and release 2 is in the checkout. `change`: changes of its settings. By default it has no API Gateway, because
 * Zappa sleeps while it waits for the stack.
 */
export async function released(
  change: Settings = {},
  options: ProjectOptions & { readonly isApart?: boolean } = {},
): Promise<Stage> {
  const stage = await undeployed(options, options)
  await deployed(stage.aws, stage.project, { hasGateway: change['use_apigateway'] === true })
  stage.project.release('2')
  settings(stage, { use_apigateway: false, ...change })
  return { ...stage, before: String(await stage.aws.sha(stage.project.name)) }
}

/** Writes the settings of the stage `dev` with these changes; undefined removes a setting. */
export function settings({ project }: Stage, change: Settings, more: Settings = {}): void {
  const all = { ...project.settings, dev: { ...project.settings['dev'], ...change }, ...more }
  writeFileSync(join(project.folder, 'zappa_settings.json'), JSON.stringify(all, undefined, 2))
}

/** Runs the action on the stage `dev`. */
export function run(
  { aws, workspace }: Stage,
  inputs: Inputs = {},
  asked: RunOptions = {},
): Promise<ActionResult> {
  const standard = { stage: 'dev', directory: 'project', virtualenv: environmentOfZappa() }
  return runBundle({
    action: ACTION,
    workspace,
    inputs: { ...standard, ...inputs },
    ...asked,
    env: { ...aws.environment, ...asked.env },
  })
}

/** Runs the action on the stage `dev`. The checkout must be unchanged, and the run must leave no files, no tags and no secret in its output. */
export async function update(
  stage: Stage,
  inputs: Inputs = {},
  asked: RunOptions = {},
): Promise<ActionResult> {
  const { aws, project, workspace } = stage
  const before = files(workspace)
  const result = await run(stage, inputs, asked)
  expect(files(workspace)).toEqual(before)
  expect(result.left).toEqual([])
  expect(Object.keys(await aws.tags(project.name))).toEqual([])
  assertNoSecret(result, [...project.secrets, 'secret-key-of-the-tests'])
  return result
}

/** Returns the files of a checkout with their digests, without the database. */
export function files(path: string): string[] {
  const all = readdirSync(path, { recursive: true, withFileTypes: true })
  return all
    .filter((one) => one.isFile() && !one.name.includes('.sqlite3'))
    .map(({ parentPath, name }) => {
      const digest = createHash('sha256').update(readFileSync(join(parentPath, name)))
      return `${join(parentPath, name)} ${digest.digest('hex')}`
    })
    .toSorted()
}

/** Returns how a run ended, in a few words. */
export function outcome({ exitCode, postExitCode, outputs }: ActionResult): string {
  const { reason = '?', changed, restored } = outputs
  const post = postExitCode === 0 ? '' : ` post ${postExitCode}`
  const words = [changed === 'true' ? ' changed' : '', restored === 'true' ? ' restored' : '']
  return `${exitCode === 0 ? 'ok' : 'failed'} ${reason || '-'}${words.join('')}${post}`
}

/** Resolves with the answer of the deployed site. */
export async function page({ aws, project }: Stage, path = '/'): Promise<string> {
  const answer = await fetch(`${aws.siteUrl(project.name)}${path}`)
  return `${answer.status} ${(await answer.text()).trim()}`
}

/** The old code is live, and the outputs say so. */
export async function expectOldCode(
  stage: Stage,
  { outputs }: Pick<ActionResult, 'outputs'>,
): Promise<void> {
  const { aws, project, before } = stage
  expect(await aws.sha(project.name)).toBe(before)
  expect(await page(stage)).toBe('200 release 1')
  expect(outputs).toMatchObject({
    changed: 'false',
    'code-sha256': before,
    'previous-code-sha256': before,
  })
}

/** Release 2 is live, and the outputs say so. */
export async function expectNewCode(
  stage: Stage,
  { outputs }: Pick<ActionResult, 'outputs'>,
): Promise<void> {
  const { aws, project, before } = stage
  const now = String(await aws.sha(project.name))
  expect(now).not.toBe(before)
  expect(await page(stage)).toBe('200 release 2')
  expect(outputs).toMatchObject({
    changed: 'true',
    restored: 'false',
    'code-sha256': now,
    'previous-code-sha256': before,
  })
}

/** Returns the contents of the database file, which have the names of its tables. */
export const tables = ({ project }: Stage): string =>
  readFileSync(project.database, { encoding: 'latin1', flag: 'a+' })

/** Returns the first error of a run. */
export const message = ({ annotations }: ActionResult): string =>
  annotations.find(({ level }) => level === 'error')?.message ?? ''

/** Returns the warnings and notices of a run. */
export const warnings = ({ annotations }: ActionResult): string[] =>
  annotations.filter(({ level }) => level !== 'error').map((one) => one.message)
