import { describe, expect, test } from '@jest/globals'
import { inputs as schema, type UpdateInputs } from '../../../actions/zappa-update/src/inputs.ts'
import { planOf } from '../../../actions/zappa-update/src/plan.ts'
import {
  environmentTrouble,
  refuse,
  stageTrouble,
  warningsFor,
} from '../../../actions/zappa-update/src/preflight.ts'
import { shownLine } from '../../../actions/zappa-update/src/secrets.ts'
import { stageOf } from '../../../actions/zappa-update/src/settings/stage.ts'
import { commandTrouble } from '../../../actions/zappa-update/src/update/manage-commands.ts'
import { saidIn } from '../../../actions/zappa-update/src/update/zappa-cli.ts'
import { readInputs } from '../../../kit/action/inputs.ts'
import { actionFile } from '../../../scripts/actions.ts'

const defaults = Object.entries(actionFile('zappa-update').inputs ?? {}).map(
  ([name, { default: value = '' }]) => [`INPUT_${name.toUpperCase()}`, value],
)
const inputsOf = (given: Record<string, string> = {}): UpdateInputs =>
  readInputs(
    schema,
    {
      ...Object.fromEntries(defaults),
      INPUT_STAGE: 'dev',
      ...Object.fromEntries(
        Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      ),
    },
    () => {},
  )

const DJANGO = { s3_bucket: 'code', aws_region: 'eu-west-1', django_settings: 'config.settings' }
const stageWith = (more: object = {}) =>
  stageOf({ dev: { ...DJANGO, ...more } }, 'dev', 'zappa_settings.json', 'shop')
const DIGEST = `name@sha256:${'a'.repeat(64)}`

describe('a stage that can be updated', () => {
  test('has nothing wrong', () => {
    const env = { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-1' }
    expect(stageTrouble(stageWith(), inputsOf(), env)).toEqual([])
  })

  test.each([
    [{ s3_bucket: undefined }, {}, {}, 'no-bucket'],
    [{ s3_bucket: undefined }, { 'image-uri': DIGEST }, {}, 'no-bucket'],
    [{}, {}, { AWS_REGION: 'us-west-2' }, 'region-differs'],
    [{}, {}, { AWS_DEFAULT_REGION: 'us-west-2' }, 'region-differs'],
    [{ environment_variables: { PORT: 8000 } }, {}, {}, 'bad-settings'],
    [{ django_settings: undefined }, { manage: 'migrate' }, {}, 'no-django'],
    [{ slim_handler: true }, {}, {}, 'not-restorable'],
    [{ apigateway_enabled: false }, { smoke: '/healthz' }, {}, 'no-url'],
    [{ slim_handler: true }, { 'on-failure': 'keep', 'image-uri': DIGEST }, {}, 'bad-settings'],
  ])('%j with %j in %j is refused: %s', (more, given, env, reason) => {
    const found = stageTrouble(stageWith(more), inputsOf(given), env)
    expect(found.map((one) => one.reason)).toEqual([reason])
    expect(() => refuse(found)).toThrow(found[0]?.sentence)
  })

  test.each([
    [{ s3_bucket: undefined, use_apigateway: false }, { 'image-uri': DIGEST }],
    [{ slim_handler: true }, { 'on-failure': 'keep' }],
    [{ django_settings: undefined }, {}],
    [{ apigateway_enabled: false, function_url_enabled: true }, { smoke: '/healthz' }],
    [{ apigateway_enabled: false }, { smoke: 'https://example.org/healthz' }],
    [{ django_settings: undefined }, { manage: 'none' }],
    [{ aws_region: undefined }, {}],
  ])('%j with %j is not', (more, given) => {
    expect(stageTrouble(stageWith(more), inputsOf(given), { AWS_REGION: 'eu-west-1' })).toEqual([])
  })

  test('all that is wrong is told at once', () => {
    const found = stageTrouble(stageWith({ s3_bucket: '' }), inputsOf(), { AWS_REGION: 'x' })
    expect(() => refuse(found)).toThrow(/aws_region.*\n.*s3_bucket/)
  })

  test.each([
    [{}, {}, 1],
    [{ timeout_seconds: 59 }, {}, 1],
    [{ timeout_seconds: 60 }, {}, 0],
    [{}, { manage: 'none' }, 0],
  ])('%j with %j has %i warnings', (more, given, count) => {
    expect(warningsFor(stageWith(more), inputsOf(given))).toHaveLength(count)
  })
})

describe('an environment', () => {
  const about = { python: '3.11.7', prefix: '/venv', zappa: '0.63.0', boto3: '1.44.5' }

  test.each([
    [{}, {}, []],
    [{ runtime: 'python3.11' }, {}, []],
    [{ runtime: 'python3.12' }, {}, ['runtime-differs']],
    [{}, { zappa: null }, ['no-zappa']],
    [{}, { boto3: null }, ['no-zappa']],
    [{}, { python: '3.8.18' }, ['python-unsupported']],
    [{}, { python: '3.15.0' }, ['python-unsupported']],
    [{}, { python: '3.15.0', zappa: '0.64.0' }, []],
    [{}, { python: '3.14.0', zappa: '0.61.1' }, ['python-unsupported']],
    [{}, { python: '3.14.0', zappa: '0.61.2' }, []],
    [{}, { python: '3.8.1', zappa: '0.59.0' }, []],
    [{}, { python: '3.6.15', zappa: '0.52.0' }, ['python-unsupported']],
  ])('%j with %j: %j', (more, changed, expected) => {
    const found = environmentTrouble({ ...about, ...changed }, stageWith(more), false)
    expect(found.map(({ reason }) => reason)).toEqual(expected)
  })

  test('of an image may have another Python than the runtime', () => {
    expect(environmentTrouble(about, stageWith({ runtime: 'python3.12' }), true)).toEqual([])
  })
})

describe('the plan', () => {
  const facts = { sha: 'old=', version: '7', isImage: false } as Parameters<typeof planOf>[3]
  const planned = (given: Record<string, string>, found = facts, more = {}) =>
    planOf(inputsOf(given), stageWith(more), 'eu-west-1', found)

  test('migrates a Django project', () => {
    expect(planned({})).toEqual({
      plan: expect.objectContaining({
        action: 'update',
        manage: ['migrate --noinput'],
        'previous-version': '7',
        'previous-code-sha256': 'old=',
      }),
    })
  })

  test.each([
    [{}, { django_settings: undefined }, []],
    [{ manage: 'none' }, {}, []],
    [{ manage: 'a  -b\n\n# no\nc' }, {}, ['a -b', 'c']],
  ])('%j with %j runs %j', (given, more, manage) => {
    expect(planned(given, facts, more)).toEqual({ plan: expect.objectContaining({ manage }) })
  })

  test('of nothing deployed is a refusal, or a first deployment', () => {
    expect(planOf(inputsOf(), stageWith(), 'eu-west-1', undefined)).toMatchObject({
      reason: 'not-deployed',
    })
    const given = inputsOf({ 'deploy-if-missing': 'true' })
    expect(planOf(given, stageWith(), 'eu-west-1', undefined)).toMatchObject({
      plan: { action: 'deploy', 'previous-version': '' },
    })
  })

  test('an image is updated with an image alone', () => {
    expect(planned({ 'image-uri': DIGEST })).toMatchObject({ reason: 'wrong-package' })
    const image = { ...facts, isImage: true } as typeof facts
    expect(planned({}, image)).toMatchObject({ reason: 'wrong-package' })
    expect(planned({ 'image-uri': DIGEST }, image)).toMatchObject({ plan: { action: 'update' } })
  })
})

test.each([
  ['manage', 'shell -c "print(1)"'],
  ['image-uri', 'name:latest'],
  ['stage', 'a b'],
  ['timeout', '20'],
])('%s can not be %j', (name, value) => {
  expect(() => inputsOf({ [name]: value })).toThrow(`"${name}"`)
})

describe('how a command ended', () => {
  const ended = { error: '', payload: '{}', tail: '' }

  test('well', () => expect(commandTrouble('migrate', ended, 30)).toBeUndefined())

  test.each([
    [{ payload: 'null' }, 'migration-failed', 'exception_handler'],
    [{ payload: '' }, 'migration-failed', 'did not come to its end'],
    [
      { error: 'Unhandled', payload: '{"errorType":"E","errorMessage":"no"}' },
      'migration-failed',
      '"E: no"',
    ],
    [{ error: 'Unhandled', payload: 'no JSON' }, 'migration-failed', 'no JSON'],
    [
      { error: 'Unhandled', tail: '2026 x Task timed out after 30.03 seconds' },
      'migration-timed-out',
      'after 30.03 seconds',
    ],
    [
      {
        error: 'Sandbox.Timedout',
        payload: '{"errorMessage":"2026 x Task timed out after 3.00 seconds"}',
      },
      'migration-timed-out',
      '3.00',
    ],
  ])('%j: %s', (more, reason, said) => {
    const trouble = commandTrouble('migrate', { ...ended, ...more }, 30)
    expect([trouble?.reason, trouble?.message]).toEqual([reason, expect.stringContaining(said)])
  })
})

describe('what Zappa said', () => {
  const LIVE = 'https://id.execute-api.eu-west-1.amazonaws.com/dev'
  test.each([
    [`Your updated Zappa deployment is live!: ${LIVE}\n`, '', LIVE],
    [
      `Your updated Zappa deployment is live!: https://shop.example.org (${LIVE})\n`,
      '',
      'https://shop.example.org',
    ],
    [`x\nDeployment complete!: ${LIVE}\n`, '', LIVE],
    [
      'function URL address: https://x.lambda-url.eu-west-1.on.aws/\nYour updated Zappa deployment is live!\n',
      '',
      'https://x.lambda-url.eu-west-1.on.aws/',
    ],
    ['Your updated Zappa deployment is live!\n', '', ''],
  ])('%j and %j: the URL is %j', (out, err, url) => {
    expect(saidIn(out, err).url).toBe(url)
  })

  test.each([
    [
      'ResourceNotFoundException: An error occurred\n',
      '',
      'ResourceNotFoundException: An error occurred',
    ],
    [
      'Oh no! An error occurred! :(\n',
      'Traceback\n  File\nbotocore.errorfactory.ResourceConflictException: in progress\n',
      'botocore.errorfactory.ResourceConflictException: in progress',
    ],
    [
      '',
      'INFO:x\nError: Unable to upload project to S3. Quitting.\nUserWarning\n',
      'Error: Unable to upload project to S3. Quitting.',
    ],
    ['only this\n\n', '', 'only this'],
  ])('%j and %j: the last is %j', (out, err, last) => {
    expect(saidIn(out, err)).toMatchObject({ last, isConflict: err.includes('Conflict') })
  })
})

test.each([
  ['INFO:Packaging project as zip.\n', false],
  ['INFO:Updating Lambda function code..\nINFO:Waiting\n', true],
  ['Updating Lambda function code..\n', true],
  [
    'INFO:Updating Lambda function code..\nbotocore.errorfactory.ResourceConflictException: An error occurred (ResourceConflictException) when calling the UpdateFunctionCode operation: x\n',
    false,
  ],
  [
    'INFO:Updating Lambda function code..\nbotocore.errorfactory.ResourceConflictException: An error occurred (ResourceConflictException) when calling the UpdateFunctionConfiguration operation: x\n',
    true,
  ],
])('after %j its own code may serve: %j', (err, hasSent) => {
  expect(saidIn('', err).hasSent).toBe(hasSent)
})

test('values that are not hidden are named, once and in order', () => {
  const values = [
    ['PORT', '8000'],
    ['A', 'yes'],
    ['TOKEN', 'long-enough'],
    ['PORT', '8000'],
  ] as const
  expect(shownLine(values)).toBe(
    'Not hidden in the log, because they are short, numbers or booleans: "A" and "PORT"',
  )
  expect(shownLine([['TOKEN', 'long-enough']])).toBeUndefined()
})
