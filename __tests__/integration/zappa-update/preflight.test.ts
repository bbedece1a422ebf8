// Settings, virtual environments and credentials that are refused before anything is packaged.
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, jest, test } from '@jest/globals'
import { FAULTS, type Fault } from '../../../fakes/aws/faults.ts'
import type { ActionResult } from '../../../rehearsal/action-runner.ts'
import { withTools } from '../../support/tools.ts'
import {
  expectOldCode,
  type Inputs,
  message,
  outcome,
  page,
  type RunOptions,
  released,
  type Stage,
  settings,
  update,
  zappaWorld,
} from '../../support/zappa-update/update.ts'

jest.setTimeout(300_000)
const { denied, expired, throttled, unrecognised } = FAULTS

/** Nothing was changed. */
async function nothing({ aws, before }: Stage, { outputs }: ActionResult): Promise<void> {
  expect(aws.changes()).toEqual([])
  expect(await aws.sha('demo-dev')).toBe(before)
  expect(outputs).toMatchObject({ changed: 'false', restored: 'false' })
}

withTools(['zappa', 'moto'], () => {
  zappaWorld()
  let made: Promise<Stage> | undefined
  /** One stage for all tests, since nothing changes it. */
  const stage = async (change: Readonly<Record<string, unknown>> = {}): Promise<Stage> => {
    made ??= released()
    const one = await made
    one.aws.unfault()
    settings(one, change)
    one.aws.forget(0)
    return one
  }

  test.each<[string, string, string, Fault]>([
    ['an unknown key', 'no-credentials', 'There are no credentials that AWS accepts', unrecognised],
    ['an expired token', 'expired', 'The AWS credentials have expired', expired],
    ['no permission', 'denied', 'AWS denies access', denied],
    ['too many requests', 'throttled', 'AWS limits the rate of requests', throttled],
    ['an error of AWS', 'aws-failed', 'ServiceException', FAULTS.internal],
  ])('%s: %s', async (_, reason, text, fault) => {
    const one = await stage()
    one.aws.fault('GetFunction', fault)
    const result = await update(one)
    expect(outcome(result)).toBe(`failed ${reason}`)
    expect(message(result)).toContain(text)
    expect(message(result)).not.toContain('deploy')
    await nothing(one, result)
  })

  test.each<[string, string, Readonly<Record<string, string>>]>([
    ['no credentials', 'no-credentials', { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }],
    ['a closed endpoint', 'unreachable', { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }],
    ['another region', 'region-differs', { AWS_DEFAULT_REGION: 'eu-west-2' }],
    ['another AWS_REGION', 'region-differs', { AWS_REGION: 'us-east-1' }],
  ])('%s: %s', async (_, reason, env) => {
    const one = await stage()
    const result = await update(one, {}, { env })
    expect(outcome(result)).toBe(`failed ${reason}`)
    await nothing(one, result)
  })

  test.each<[string, Readonly<Record<string, unknown>>, string, string]>([
    ['no bucket', { s3_bucket: undefined }, 'no-bucket', 'has no "s3_bucket"'],
    ['a profile', { profile_name: 'default' }, 'no-profile', 'leave "profile_name" out'],
    [
      'a number',
      { aws_environment_variables: { PORT: 8000, API_TOKEN: 'token-of-the-function' } },
      'bad-settings',
      'variables whose values are not strings: "PORT"',
    ],
    ['slim_handler', { slim_handler: true }, 'not-restorable', '"on-failure: keep"'],
    [
      'another runtime',
      { runtime: 'python3.4' },
      'runtime-differs',
      '"runtime" in the settings is "python3.4"',
    ],
    ['itself as parent', { extends: 'dev' }, 'bad-settings', '"dev" extends itself'],
    ['a strange parent', { extends: 'prod' }, 'no-stage', 'no stage "prod", which "dev" extends'],
  ])('settings with %s', async (_, change, reason, text) => {
    const one = await stage(change)
    const result = await update(one)
    expect(outcome(result)).toBe(`failed ${reason}`)
    expect(message(result)).toContain(text)
    await nothing(one, result)
  })

  test('commands without django_settings', async () => {
    const one = await stage({ django_settings: undefined })
    const result = await update(one, { manage: 'migrate' })
    expect(outcome(result)).toBe('failed no-django')
    await nothing(one, result)
    const none = await update(one, { 'dry-run': 'true' })
    expect(outcome(none)).toBe('ok -')
    expect(JSON.parse(none.outputs['plan'] ?? '')).toMatchObject({ manage: [] })
  })

  test('settings that are missing or broken, and where', async () => {
    const one = await stage()
    const file = join(one.project.folder, 'zappa_settings.json')
    const env = { ZAPPA_PROJECT_NAME: 'demo', ZAPPA_S3_BUCKET: 'zappa-demo' }
    const run = (inputs: Inputs = {}, asked: RunOptions = {}) => update(one, inputs, asked)
    const other = await run({ stage: 'dav' })
    expect(outcome(other)).toBe('failed no-stage')
    expect(message(other)).toContain('did you mean "dev"')
    writeFileSync(file, '{\n  "dev": {\n    "s3_bucket": "zappa-demo",\n    "aws_region"\n  }\n}\n')
    const broken = await run()
    expect(outcome(broken)).toBe('failed bad-settings')
    const [error] = broken.annotations
    expect(error?.properties).toMatchObject({ file: 'project/zappa_settings.json' })
    expect(error?.properties['line']).toMatch(/^[45]$/)
    rmSync(file)
    const missing = await run({}, { env })
    expect(outcome(missing)).toBe('failed no-settings')
    expect(message(missing)).toContain('in "project"')
    expect(outcome(await run({ settings: 'other.json' }))).toBe('failed no-settings')
    await nothing(one, missing)
  })

  test('a virtual environment that does not exist, and one without Zappa', async () => {
    const one = await stage()
    const none = await update(one, { virtualenv: '.venv' })
    expect(outcome(none)).toBe('failed no-virtualenv')
    const bin = join(one.workspace, 'empty/bin')
    mkdirSync(bin, { recursive: true })
    writeFileSync(join(one.workspace, 'empty/pyvenv.cfg'), 'home = /usr/bin\n')
    symlinkSync('/usr/bin/python3', join(bin, 'python'))
    const empty = await update(one, { virtualenv: 'empty' })
    expect(outcome(empty)).toBe('failed no-zappa')
    const absent = await update(one, { virtualenv: '', requirements: 'none.txt' })
    expect(outcome(absent)).toBe('failed no-requirements')
    await nothing(one, absent)
    expect(await page(one)).toBe('200 release 1')
    settings(one, {})
    await expectOldCode(one, await update(one, { 'dry-run': 'true' }))
  })
})
