import { describe, expect, test } from '@jest/globals'
import { OUTPUTS } from '../../../actions/route/src/outputs.ts'
import { run } from '../../../actions/route/src/run.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import type { ConfigSource } from '../../../kit/config/read.ts'
import { recordingRunner } from '../../support/recording-runner.ts'

const ROUTES = '- { on: push, branches: [develop], environment: staging }'
const FILE = 'routes:\n  - { on: push, environment: staging }\nenvironments:\n  other: {}\n'

async function route(
  { config = 'towpath.yml', routes = '', environment = '' },
  { ref = 'refs/heads/develop', event = 'push', payload = {} } = {},
) {
  const { runner, calls, outputs } = recordingRunner()
  const readPaths: string[] = []
  const configFile = (path: string): ConfigSource => {
    readPaths.push(path)
    return { text: FILE, label: path, file: path }
  }
  let error: unknown
  try {
    const sha = 'a'.repeat(40)
    await run(
      { config, routes, environment, token: '' },
      {
        runner,
        event: () => ({ event, ref, sha, payload }),
        configFile,
        remote: () => Promise.reject(new Error('the remote was asked')),
      },
    )
  } catch (thrown) {
    error = thrown
  }
  return { readPaths, calls, error, outputs: outputs() }
}

describe('run of route', () => {
  test('reads no file if the routes are in the input', async () => {
    const { readPaths, outputs } = await route({ routes: ROUTES })
    expect([readPaths, outputs['environment']]).toEqual([[], 'staging'])
  })

  test('reads the given file, and annotates it with the warnings', async () => {
    const { readPaths, calls } = await route({ config: 'a/b.yml' })
    expect(readPaths).toEqual(['a/b.yml'])
    expect(calls[0]).toEqual([
      ...['annotate', 'warning'],
      expect.stringContaining('"other"'),
      ...['a/b.yml', { line: 4, column: 3 }],
    ])
  })

  test('warns about inline routes by the name of the input, without a file', async () => {
    const { calls } = await route({ routes: FILE })
    expect(calls[0]).toEqual(['annotate', 'warning', expect.stringMatching(/^routes input:4:3: /)])
  })

  test('sets exactly the declared outputs', async () => {
    const { outputs } = await route({ routes: ROUTES })
    expect(Object.keys(outputs).sort()).toEqual([...OUTPUTS].sort())
  })

  test('logs the decision, then the routes, sets the outputs, and writes the summary', async () => {
    const { calls } = await route({ routes: ROUTES })
    const order = calls.map(([name]) => name)
    expect(order).toEqual(['log', 'group', 'outputs', 'summary'])
  })

  test.each([
    [
      'a chosen environment that no route allows',
      { routes: ROUTES, environment: 'production' },
      'environment-not-reachable',
    ],
    ['a configuration with a mistake', { routes: '- { on: push }' }, 'bad-config'],
    [
      'a placeholder without a value',
      { routes: "- { on: push, environment: 'r-{number}' }" },
      'no-value',
    ],
  ])('%s is an error before any output or log line', async (_, inputs, reason) => {
    const { calls, error } = await route(inputs)
    expect(error).toBeInstanceOf(UserError)
    expect(error).toMatchObject({ reason })
    expect(calls).toEqual([])
  })
})
