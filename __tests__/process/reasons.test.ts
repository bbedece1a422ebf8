// Every failure of every action sets the output `reason`, so that a workflow can act on it.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { git } from '../../fakes/git/git.ts'
import { runBundle } from '../../rehearsal/action-runner.ts'
import { actionFile, actionNames, ROOT } from '../../scripts/actions.ts'

/** Two inputs of each action with values that they do not take. */
const BAD: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'docker-tag': { mode: 'no', 'max-length': '3' },
  'dokku-deploy': { timeout: 'soon', create: 'no' },
  'dokku-promote': { method: 'no', 'dry-run': 'no' },
  'fabric-deploy': { action: 'no', keep: 'x' },
  'fill-settings': { mode: 'no', keep: 'x' },
  'find-images': { 'max-levels': 'x', name: '{x}' },
  route: { routes: 'routes: 5' },
  trigger: { wait: 'no', poll: '1ms' },
  version: { style: 'no', dirty: 'no' },
  'zappa-update': { timeout: 'soon', 'dry-run': 'x' },
}

/** route takes any string, and reads it as a configuration. */
const REASON: Readonly<Record<string, string>> = {
  route: 'bad-config',
  'find-images': 'invalid-input',
  trigger: 'invalid-input',
}

/** What an action calls inputs that are not valid. */
const INVALID: Readonly<Record<string, string>> = {
  'find-images': 'invalid-input',
  trigger: 'invalid-input',
}

let workspace = ''
beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'towpath-reasons-'))
  git(workspace, 'init', '--quiet', '--initial-branch=main')
  git(workspace, 'commit', '--quiet', '--allow-empty', '--message=One')
})
afterAll(() => rmSync(workspace, { recursive: true, force: true }))

const action = (name: string): string => join(ROOT, 'actions', name)

test.each(actionNames())('%s: bad inputs are all listed, with the reason', async (name) => {
  const inputs = BAD[name] ?? {}
  const result = await runBundle({ action: action(name), inputs, workspace })
  const shown = result.annotations.map(({ message }) => message).join('\n')
  const reason = REASON[name] ?? 'bad-input'
  expect([result.exitCode, result.outputs['reason']]).toEqual([1, reason])
  for (const input of Object.keys(inputs)) expect(shown).toContain(input)
  expect(shown).not.toContain('bug in the action')
  expect(result.log).toContain(`Reason code: ${reason}`)
})

test.each(actionNames())('%s: without any input, too', async (name) => {
  const { inputs = {} } = actionFile(name)
  if (!Object.values(inputs).some(({ required }) => required)) return
  const result = await runBundle({ action: action(name), workspace })
  expect([result.exitCode, result.outputs['reason']]).toEqual([1, 'bad-input'])
})

test.each(actionNames())('%s: every reason that the action may set is documented', async (name) => {
  const { REASONS } = await import(join(action(name), 'src/reasons.ts'))
  const { outputs = {} } = actionFile(name)
  expect(Object.keys(outputs)).toContain('reason')
  expect(Object.keys(REASONS)).toEqual(
    expect.arrayContaining([INVALID[name] ?? 'bad-input', 'cancelled', 'internal-error']),
  )
})

describe.each(actionNames())('%s, if the files of the runner', (name) => {
  test.each([
    ['do not exist', '/none/x', 'it does not exist'],
    ['are folders', '/', 'it is a folder'],
  ])('%s, says so without a stack', async (_, path, why) => {
    const env = { GITHUB_OUTPUT: path, GITHUB_STATE: path, GITHUB_STEP_SUMMARY: path }
    const main = join(action(name), actionFile(name).runs.main)
    const options = { cwd: workspace, encoding: 'utf8', env } as const
    const { status, stdout, stderr } = spawnSync(process.execPath, [main], options)
    expect([status, stderr]).toEqual([1, ''])
    expect(stdout).toContain(
      `::error::The output "reason" could not be set: "${path}" (GITHUB_OUTPUT) can't be written: ${why}\n`,
    )
    expect(stdout).not.toMatch(/Error:|bug in the action/)
  })
})

describe.each(['route', 'docker-tag', 'version'])('%s, with a payload that', (name) => {
  const ROUTES = '[{ on: push, environment: x }]'

  test.each([
    ['is no JSON', 'event', '{"ref":'],
    ['is empty', 'event', ''],
    ['is a list', 'event', '[]'],
    ['is missing', 'none', ''],
    ['is a folder', '.', ''],
  ])('%s, says so', async (_, path, content) => {
    if (path === 'event') writeFileSync(join(workspace, path), content)
    const env = { GITHUB_EVENT_PATH: join(workspace, path), GITHUB_EVENT_NAME: 'push' }
    const inputs: Record<string, string> = name === 'route' ? { routes: ROUTES } : {}
    const result = await runBundle({ action: action(name), inputs, workspace, env })
    expect([result.exitCode, result.outputs['reason']]).toEqual([1, 'bad-event'])
    expect(result.annotations.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^The event's payload, ".*" \(GITHUB_EVENT_PATH\), (?:is|can't) [^\n]*$/,
      ),
    ])
    expect(result.raw).not.toMatch(/Error:|\bat .*index\.js/)
  })
})
