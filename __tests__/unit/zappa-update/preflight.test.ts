import { describe, expect, test } from '@jest/globals'
import {
  refuse,
  stageProblems,
  virtualenvProblems,
  warningsFor,
} from '../../../actions/zappa-update/src/preflight.ts'
import { IMAGE, inputsWith, stageWith } from '../../support/zappa-update/inputs-and-stage.ts'

describe('a stage', () => {
  test.each([
    [{ s3_bucket: undefined }, {}, {}, 'no-bucket'],
    [{ s3_bucket: undefined }, { 'image-uri': IMAGE }, {}, 'no-bucket'],
    [{}, {}, { AWS_REGION: 'us-west-2' }, 'region-differs'],
    [{}, {}, { AWS_DEFAULT_REGION: 'us-west-2' }, 'region-differs'],
    [{ environment_variables: { PORT: 8000 } }, {}, {}, 'bad-settings'],
    [{ django_settings: undefined }, { manage: 'migrate' }, {}, 'no-django'],
    [{ slim_handler: true }, {}, {}, 'not-restorable'],
    [{ apigateway_enabled: false }, { smoke: '/healthz' }, {}, 'no-url'],
    [{ slim_handler: true }, { 'on-failure': 'keep', 'image-uri': IMAGE }, {}, 'bad-settings'],
  ])('with %j, inputs %j and variables %j is refused: %s', (settings, inputs, env, reason) => {
    const refusals = stageProblems(stageWith(settings), inputsWith(inputs), env)
    expect(refusals.map((refusal) => refusal.reason)).toEqual([reason])
    expect(() => refuse(refusals, 'zappa_settings.json')).toThrow(
      expect.objectContaining({ reason, message: refusals[0]?.message }),
    )
  })

  test.each([
    [{}, {}],
    [{ s3_bucket: undefined, use_apigateway: false }, { 'image-uri': IMAGE }],
    [{ slim_handler: true }, { 'on-failure': 'keep' }],
    [{ django_settings: undefined }, {}],
    [{ django_settings: undefined }, { manage: 'none' }],
    [{ apigateway_enabled: false, function_url_enabled: true }, { smoke: '/healthz' }],
    [{ apigateway_enabled: false }, { smoke: 'https://example.org/healthz' }],
    [{ aws_region: undefined }, {}],
  ])('with %j and inputs %j is accepted', (settings, inputs) => {
    const env = { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-1' }
    const refusals = stageProblems(stageWith(settings), inputsWith(inputs), env)
    expect(refusals).toEqual([])
    expect(() => refuse(refusals, 'zappa_settings.json')).not.toThrow()
  })

  test('with several problems is refused with all of them in one error', () => {
    const stage = stageWith({ s3_bucket: '' })
    const refusals = stageProblems(stage, inputsWith(), { AWS_REGION: 'x' })
    expect(() => refuse(refusals, 'zappa_settings.json')).toThrow(/aws_region.*\n.*s3_bucket/)
  })

  test.each([
    [{}, {}, 1],
    [{ timeout_seconds: 59 }, {}, 1],
    [{ timeout_seconds: 60 }, {}, 0],
    [{}, { manage: 'none' }, 0],
    [{}, { manage: 'check' }, 1],
  ])('with %j and inputs %j has %i warnings about its time limit', (settings, inputs, count) => {
    const warnings = warningsFor(stageWith(settings), inputsWith(inputs).manage)
    expect(warnings).toHaveLength(count)
    for (const warning of warnings) expect(warning).toContain('"timeout_seconds"')
  })
})

describe('a virtual environment', () => {
  const facts = { python: '3.11.7', prefix: '/venv', zappa: '0.63.0', boto3: '1.44.5' }

  test.each([
    ['', {}, []],
    ['python3.11', {}, []],
    ['python3.12', {}, ['runtime-differs']],
    ['', { zappa: null }, ['no-zappa']],
    ['', { boto3: null }, ['no-zappa']],
    ['', { python: '3.8.18' }, ['python-unsupported']],
    ['', { python: '3.15.0' }, ['python-unsupported']],
    ['', { python: '3.15.0', zappa: '0.64.0' }, []],
    ['', { python: '3.8.18', zappa: '0.64.0' }, ['python-unsupported']],
    ['', { python: '3.14.0', zappa: '0.61.1' }, ['python-unsupported']],
    ['', { python: '3.14.0', zappa: '0.61.2' }, []],
    ['', { python: '3.8.1', zappa: '0.59.0' }, []],
    ['', { python: '3.6.15', zappa: '0.52.0' }, ['python-unsupported']],
  ])('for the runtime "%s" with %j: %j', (runtime, changes, reasons) => {
    const refusals = virtualenvProblems({ ...facts, ...changes }, stageWith({ runtime }), false)
    expect(refusals.map(({ reason }) => reason)).toEqual(reasons)
  })

  test('may have another Python than the runtime if the function is an image', () => {
    expect(virtualenvProblems(facts, stageWith({ runtime: 'python3.12' }), true)).toEqual([])
  })
})
