import { describe, expect, test } from '@jest/globals'
import {
  functionName,
  projectName,
} from '../../../actions/zappa-update/src/settings/function-name.ts'
import { stageOf } from '../../../actions/zappa-update/src/settings/stage.ts'
import { zappaSettings } from '../../../kit/settings-files/zappa.ts'
import { SOURCE } from '../../support/zappa-update/inputs-and-stage.ts'

const stagesIn = (file: string, text: string) => {
  const settings = zappaSettings(file, text)
  if ('problem' in settings) throw new Error(JSON.stringify(settings))
  return settings.stages
}
const stage = (stages: object, name = 'dev') =>
  stageOf(stages as Record<string, unknown>, name, SOURCE)

describe('the settings', () => {
  test.each([
    [
      'zappa_settings.json',
      '{ // a comment\n dev: {\n  s3_bucket: code\n  timeout_seconds: 60, } }',
    ],
    [
      'zappa_settings.hjson',
      '# a comment\n{ "dev": { "s3_bucket": "code", "timeout_seconds": 60 } }',
    ],
    ['settings', '{"dev": {"s3_bucket": "code", "timeout_seconds": 60}}'],
    ['zappa_settings.toml', '# a comment\n[dev]\ns3_bucket = "code"\ntimeout_seconds = 60\n'],
    ['zappa_settings.yml', '# a comment\ndev:\n  s3_bucket: code\n  timeout_seconds: 60\n'],
    [
      'zappa_settings.yaml',
      'base: &base\n  s3_bucket: code\ndev:\n  <<: *base\n  timeout_seconds: 60\n',
    ],
  ])('are read from %s', (file, text) => {
    expect(stage(stagesIn(file, text))).toMatchObject({ bucket: 'code', timeoutSeconds: 60 })
  })

  test('are read from YAML as PyYAML does: yes is true', () => {
    const stages = stagesIn(
      'zappa_settings.yml',
      'dev:\n  slim_handler: yes\n  use_apigateway: off\n',
    )
    expect(stage(stages)).toMatchObject({ hasSlimHandler: true, hasGateway: false })
  })

  test.each([
    ['zappa_settings.json', '{\n  "dev": {\n    "a": [\n}', { line: 4 }],
    ['zappa_settings.toml', '[dev]\na = \n', { line: 2 }],
    ['zappa_settings.yml', 'dev:\n  a: "b\n', { line: expect.any(Number) }],
  ])('with a syntax error in %s are refused with its position', (file, text, at) => {
    expect(zappaSettings(file, text)).toEqual({
      problem: expect.stringMatching(/^it is not valid (HJSON|TOML|YAML)/),
      at: expect.objectContaining(at),
    })
  })

  test('a YAML value that lacks quotes is not shown in the error', () => {
    const found = zappaSettings('zappa_settings.yml', 'dev:\n  PASSWORD: *hunter2\n')
    expect(found).toEqual({
      problem: expect.stringContaining('not valid YAML'),
      at: { line: 2, column: 13 },
    })
    expect(JSON.stringify(found)).not.toContain('hunter2')
  })

  test.each([
    ['zappa_settings.yml', '- dev\n', 'it is a list'],
    ['zappa_settings.json', '[]', 'it is a list'],
    ['zappa_settings.json', '"dev"', 'it has no stages'],
    ['zappa_settings.yml', '', 'it is empty'],
    ['zappa_settings.json', '\n \n', 'it is empty'],
    ['zappa_settings.toml', '', 'it is empty'],
    ['zappa_settings.json', '{\0"\0d\0', 'it seems to be UTF-16'],
    ['zappa_settings.json', '\0{\0"', 'it seems to be UTF-16'],
    ['zappa_settings.toml', '[dev]\na = "\0"', 'it has a NUL byte'],
  ])('%s with %j: %s, and where', (file, text, problem) => {
    const at = { line: expect.any(Number), column: expect.any(Number) }
    expect(zappaSettings(file, text)).toEqual({ problem: expect.stringContaining(problem), at })
  })
})

describe('a stage', () => {
  const base = {
    s3_bucket: 'code',
    aws_region: 'eu-west-1',
    django_settings: 'config.settings',
    environment_variables: { A: 'from the base', ONLY: 'only in the base' },
    api_key: 'key-of-the-base',
  }

  test('overrides the settings of the stages that it extends', () => {
    const dev = { extends: 'base', aws_region: 'eu-west-2', environment_variables: { A: 'own' } }
    const stages = { base, mid: { extends: 'base' }, dev: { ...dev, extends: 'mid' } }
    expect(stage(stages)).toMatchObject({
      bucket: 'code',
      region: 'eu-west-2',
      isDjango: true,
      functionName: 'shop-dev',
    })
  })

  test('has the secret values of all stages that it extends', () => {
    const values = stage({
      base,
      dev: { extends: 'base', environment_variables: { A: 'own' } },
    }).secretValues
    const expected = ['own', 'from the base', 'only in the base', 'key-of-the-base']
    expect(values.map(([, value]) => value)).toEqual(expect.arrayContaining(expected))
  })

  test.each([[['base']], [{ base: 1 }]])('%j in "extends" is not the name of a stage', (parent) => {
    expect(() => stage({ base: {}, dev: { extends: parent } })).toThrow(
      '"extends" of the stage "dev" must be the name of one stage',
    )
  })

  test("can't extend itself through others", () => {
    const circle = { dev: { extends: 'a' }, a: { extends: 'b' }, b: { extends: 'dev' } }
    expect(() => stage(circle)).toThrow(
      'The stages "dev", "a", "b" and "dev" extend each other in a circle',
    )
    expect(() => stage({ dev: { extends: 'dev' } })).toThrow('The stage "dev" extends itself')
  })

  test('that is missing is an error that suggests another one', () => {
    expect(() => stage({ production: {} }, 'prodution')).toThrow(
      '"zappa_settings.json" has no stage "prodution"; did you mean "production"?',
    )
    expect(() => stage({ dev: { extends: 'bsae' }, base })).toThrow(
      '"zappa_settings.json" has no stage "bsae", which "dev" extends; did you mean "base"?',
    )
    expect(() => stage({})).toThrow('has no stage "dev"; it has no stages')
  })

  test.each(['constructor', '__proto__', 'toString'])('%s is not a stage', (name) => {
    expect(() => stage({ dev: {} }, name)).toThrow('has no stage')
  })

  test('with API Gateway has a name that it accepts', () => {
    expect(() => stage({ 'my-dev': {} }, 'my-dev')).toThrow('only letters, digits and _')
    expect(stage({ 'my-dev': { apigateway_enabled: false } }, 'my-dev').functionName).toBe(
      'shop-my-dev',
    )
  })

  test('lists variables whose values are not strings', () => {
    const dev = {
      environment_variables: { PORT: 8000, NAME: 'x' },
      aws_environment_variables: { DEBUG: true },
    }
    expect(stage({ dev }).nonStringVariables).toEqual(['PORT', 'DEBUG'])
  })

  test.each([
    [{ remote_env: 's3://bucket/some/key.json' }, { bucket: 'bucket', key: 'some/key.json' }],
    [
      { remote_env_bucket: 'bucket', remote_env_file: 'key' },
      { bucket: 'bucket', key: 'key' },
    ],
    [{ remote_env: 'nonsense' }, undefined],
    [{}, undefined],
  ])('%j has the remote environment %j', (dev, expected) => {
    expect(stage({ dev }).remoteEnv).toEqual(expected)
  })
})

describe('the name of the function', () => {
  test.each([
    ['shop', 'dev', 'shop-dev'],
    ['My_Shop', 'dev', 'my-shop-dev'],
    ['a--b', 'UAT_1', 'a-b-uat-1'],
  ])('%s, %s', (project, name, expected) => expect(functionName(project, name)).toBe(expected))

  test('is derived from the folder if the settings have no name', () => {
    expect(projectName(undefined, 'My Shop of everything')).toBe('my-shop-of-ever')
    expect(() => projectName(undefined, 'größe')).toThrow('set "project_name"')
  })

  test.each([['a b'], ['x'.repeat(81)], [''], [7]])('%j is not a project name', (name) => {
    expect(() => projectName(name, 'shop')).toThrow('"project_name" must be')
  })
})
