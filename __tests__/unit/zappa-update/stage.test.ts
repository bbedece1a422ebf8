import { describe, expect, test } from '@jest/globals'
import {
  functionName,
  projectName,
} from '../../../actions/zappa-update/src/settings/function-name.ts'
import { stageOf } from '../../../actions/zappa-update/src/settings/stage.ts'
import { zappaSettings } from '../../../kit/settings-files/zappa.ts'

const read = (file: string, text: string) => {
  const found = zappaSettings(file, text)
  if ('problem' in found) throw new Error(JSON.stringify(found))
  return found.stages
}
const stage = (stages: object, name = 'dev') =>
  stageOf(stages as Record<string, unknown>, name, 'zappa_settings.json', 'shop')

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
  ])('%s', (file, text) => {
    expect(stage(read(file, text))).toMatchObject({ bucket: 'code', timeout: 60 })
  })

  test('YAML as PyYAML reads it: yes is true', () => {
    const stages = read('zappa_settings.yml', 'dev:\n  slim_handler: yes\n  use_apigateway: off\n')
    expect(stage(stages)).toMatchObject({ isSlim: true, hasGateway: false })
  })

  test.each([
    ['zappa_settings.json', '{\n  "dev": {\n    "a": [\n}', { line: 4 }],
    ['zappa_settings.toml', '[dev]\na = \n', { line: 2 }],
    ['zappa_settings.yml', 'dev:\n  a: "b\n', { line: expect.any(Number) }],
  ])('what is wrong in %s is told with its place', (file, text, at) => {
    expect(zappaSettings(file, text)).toEqual({
      problem: expect.stringMatching(/^it is not valid (HJSON|TOML|YAML)/),
      at: expect.objectContaining(at),
    })
  })

  test('a value of YAML that lacks its quotes is not shown', () => {
    const found = zappaSettings('zappa_settings.yml', 'dev:\n  PASSWORD: *hunter2\n')
    expect(found).toEqual({ problem: expect.stringContaining('not valid YAML') })
    expect(JSON.stringify(found)).not.toContain('hunter2')
  })

  test.each([
    ['zappa_settings.yml', '- dev\n'],
    ['zappa_settings.yml', ''],
    ['zappa_settings.json', '[]'],
  ])('%s with %j holds no stages', (file, text) => {
    expect(zappaSettings(file, text)).toEqual({ problem: expect.stringContaining('no stages') })
  })
})

describe('a stage', () => {
  const base = {
    s3_bucket: 'code',
    aws_region: 'eu-west-1',
    django_settings: 'config.settings',
    environment_variables: { A: 'of the base', ONLY: 'base alone' },
    api_key: 'key-of-the-base',
  }

  test('has what it extends, and its own before that', () => {
    const dev = { extends: 'base', aws_region: 'eu-west-2', environment_variables: { A: 'own' } }
    const found = stage({ base, mid: { extends: 'base' }, dev: { ...dev, extends: 'mid' } })
    expect(found).toMatchObject({
      bucket: 'code',
      region: 'eu-west-2',
      isDjango: true,
      functionName: 'shop-dev',
    })
  })

  test('tells the values of all that it extends, to be hidden', () => {
    const values = stage({
      base,
      dev: { extends: 'base', environment_variables: { A: 'own' } },
    }).values
    const wanted = ['own', 'of the base', 'base alone', 'key-of-the-base']
    expect(values.map(([, value]) => value)).toEqual(expect.arrayContaining(wanted))
  })

  test('may not extend itself through others', () => {
    const circle = { dev: { extends: 'a' }, a: { extends: 'b' }, b: { extends: 'dev' } }
    expect(() => stage(circle)).toThrow(
      'The stages "dev", "a", "b" and "dev" extend each other in a circle',
    )
  })

  test('that is missing is an error, with what there is', () => {
    expect(() => stage({ production: {} }, 'prodution')).toThrow(
      '"zappa_settings.json" has no stage "prodution"; did you mean "production"?',
    )
    expect(() => stage({ dev: { extends: 'bsae' }, base })).toThrow(
      '"zappa_settings.json" has no stage "bsae", which "dev" extends; did you mean "base"?',
    )
    expect(() => stage({})).toThrow('has no stage "dev"; it has none')
  })

  test.each(['constructor', '__proto__', 'toString'])('%s is no stage', (name) => {
    expect(() => stage({ dev: {} }, name)).toThrow('has no stage')
  })

  test('has a name that API Gateway takes, where it has one', () => {
    expect(() => stage({ 'my-dev': {} }, 'my-dev')).toThrow('only letters, digits and _')
    expect(stage({ 'my-dev': { apigateway_enabled: false } }, 'my-dev').functionName).toBe(
      'shop-my-dev',
    )
  })

  test('tells variables that are no texts', () => {
    const dev = {
      environment_variables: { PORT: 8000, NAME: 'x' },
      aws_environment_variables: { DEBUG: true },
    }
    expect(stage({ dev }).noTexts).toEqual(['PORT', 'DEBUG'])
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

  test('comes from the folder where the settings have no name', () => {
    expect(projectName(undefined, 'My Shop of everything')).toBe('my-shop-of-ever')
    expect(() => projectName(undefined, 'größe')).toThrow('say "project_name"')
  })

  test.each([['a b'], ['x'.repeat(81)], [''], [7]])('%j is no name of a project', (given) => {
    expect(() => projectName(given, 'shop')).toThrow('"project_name" must have')
  })
})
