// What is wrong with the settings is said with the line and the column, in each format.
import { describe, expect, test } from '@jest/globals'
import {
  refuse,
  stageProblems,
  virtualenvProblems,
} from '../../../actions/zappa-update/src/preflight.ts'
import { readProject } from '../../../actions/zappa-update/src/settings/project.ts'
import { keyPosition } from '../../../kit/settings-files/key-position.ts'
import { inputsWith } from '../../support/zappa-update/inputs-and-stage.ts'

const FACTS = { python: '3.11.7', prefix: '/venv', zappa: '0.63.0', boto3: '1.44.5' }

/** Returns the error of a stage's settings. */
function errorIn(name: string, text: string, stageName = 'dev'): unknown {
  const files = { realFolder: () => '/work/shop', readText: () => text }
  try {
    const inputs = { directory: '.', settings: name, stage: stageName }
    const { stage } = readProject(inputs, files)
    const problems = stageProblems(stage, inputsWith(), {})
    refuse([...problems, ...virtualenvProblems(FACTS, stage, false)], stage.file)
    return undefined
  } catch (error) {
    return error
  }
}

/** The settings of the stages with one mistake, in each format. */
const MISTAKES: Readonly<Record<string, Readonly<Record<string, readonly [string, string]>>>> = {
  'an unknown parent': {
    json: ['{\n  "base": {},\n  "dev": {"a": "extends",\n    "extends": "bsae"}\n}', '4:5'],
    hjson: ['{\n  # extends: dev\n  base: {}\n  dev: {\n    extends: bsae\n  }\n}', '5:5'],
    toml: ['[base]\n\n[dev] # extends = "x"\nextends = "bsae"\n', '4:1'],
    yml: ['base: {}\ndev:\n  "extends": bsae\n', '3:3'],
  },
  'a circle': {
    json: ['{"dev": {"extends": "base"},\n "base": {"extends": "dev"}}', '2:11'],
    hjson: ['dev: {\n  extends: base\n}\nbase: {\n  extends: dev\n}', '5:3'],
    toml: ['dev.extends = "base"\n[base]\nextends = "dev"\n', '3:1'],
    yml: ['dev: {extends: base}\nbase: {extends: dev}\n', '2:8'],
  },
  'no bucket': {
    json: ['{\n  "my": {"dev": 1},\n  "dev": {"x": "dev"}\n}', '3:3'],
    hjson: ['{\n  /* dev: {} */\n  dev: {}\n}', '3:3'],
    toml: ['# [dev]\n[dev]\nx = 1\n', '2:2'],
    yml: ['# dev:\ndev:\n  x: dev\n', '2:1'],
  },
  'a variable that is not a string': {
    json: [
      '{"dev": {"s3_bucket": "b",\n "environment_variables": {"A": "PORT",\n  "PORT": 8000}}}',
      '3:3',
    ],
    hjson: [
      'dev: {\n  s3_bucket: b\n  aws_environment_variables: {\n    PORT: 8000\n  }\n}',
      '4:5',
    ],
    toml: ['[dev]\ns3_bucket = "b"\n[dev.environment_variables]\nPORT = 8000\n', '4:1'],
    yml: ['dev:\n  s3_bucket: b\n  environment_variables: {PORT: 8000}\n', '3:27'],
  },
  'another runtime': {
    json: ['{"dev": {"s3_bucket": "b",\n "runtime": "python3.4"}}', '2:2'],
    hjson: ['dev: {\n  s3_bucket: b\n  runtime: python3.4\n}', '3:3'],
    toml: ['[dev]\ns3_bucket = "b"\nruntime = "python3.4"\n', '3:1'],
    yml: ['base: &b\n  runtime: python3.4\ndev:\n  <<: *b\n  s3_bucket: b\n', '2:3'],
  },
  'a name of the project': {
    json: [
      '{"base": {"s3_bucket": "b",\n  "project_name": "a b"},\n "dev": {"extends": "base"}}',
      '2:3',
    ],
    hjson: ['dev: {\n  s3_bucket: b\n  project_name: a b\n}', '3:3'],
    toml: ['[dev]\ns3_bucket = "b"\nproject_name = "a b"\n', '3:1'],
    yml: ['dev:\n  s3_bucket: b\n  project_name: a b\n', '3:3'],
  },
  'a stage that is not an object': {
    json: ['{\n "dev": []}', '2:2'],
    hjson: ['\ndev: x', '2:1'],
    toml: ['a = 1\ndev = 2\n', '2:1'],
    yml: ['a: 1\ndev:\n- x\n', '2:1'],
  },
}

describe.each(Object.entries(MISTAKES))('%s', (_, formats) => {
  test.each(Object.entries(formats))('in %s', (format, [text, place]) => {
    const name = `zappa_settings.${format}`
    const [line, column] = place.split(':').map(Number)
    expect(errorIn(name, text)).toMatchObject({
      message: expect.stringContaining(`"${name}", ${place}: `),
      file: name,
      problems: [{ at: { line, column } }],
    })
  })
})

test('several mistakes have a position each', () => {
  const text = '{"dev": {\n "runtime": "python3.4",\n "slim_handler": true}}'
  expect(errorIn('zappa_settings.json', text)).toMatchObject({
    reason: 'no-bucket',
    message: expect.stringMatching(/", 1:2: .*\n.*", 3:2: .*\n.*", 2:2: /),
  })
})

test('a key that is not in the text has the position of the one above it, or none', () => {
  const text = '{"a": {\n "b": {}}}'
  expect(keyPosition(text, ['a', 'b', 'c'], JSON.parse)).toEqual({ line: 2, column: 2 })
  expect(keyPosition(text, ['x'], JSON.parse)).toBeUndefined()
  expect(keyPosition('not JSON, a', ['a'], JSON.parse)).toBeUndefined()
  expect(keyPosition(text, [''], JSON.parse)).toBeUndefined()
})
