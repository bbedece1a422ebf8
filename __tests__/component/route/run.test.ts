import { describe, expect, test } from '@jest/globals'
import { OUTPUTS } from '../../../actions/route/src/outputs.ts'
import { run } from '../../../actions/route/src/run.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import type { ConfigSource } from '../../../kit/config/read.ts'
import { recordingRunner } from '../../support/recording-runner.ts'

const ROUTES = '- { on: push, branches: [develop], environment: staging }'
const FILE = 'routes:\n  - { on: push, environment: staging }\nenvironments:\n  other: {}\n'

function route(
  { config = 'towpath.yml', routes = '', environment = '' },
  { ref = 'refs/heads/develop', event = 'push', payload = {} } = {},
) {
  const { runner, calls, outputs } = recordingRunner()
  const asked: string[] = []
  const configFile = (path: string): ConfigSource => {
    asked.push(path)
    return { text: FILE, label: path, file: path }
  }
  let error: unknown
  try {
    const sha = 'a'.repeat(40)
    run(
      { config, routes, environment },
      { runner, event: () => ({ event, ref, sha, payload }), configFile },
    )
  } catch (thrown) {
    error = thrown
  }
  return { asked, calls, error, outputs: outputs() }
}

describe('run of route', () => {
  test('reads no file where the routes are given', () => {
    const { asked, outputs } = route({ routes: ROUTES })
    expect([asked, outputs['environment']]).toEqual([[], 'staging'])
  })

  test('reads the file that is named, and warns at its place', () => {
    const { asked, calls } = route({ config: 'a/b.yml' })
    expect(asked).toEqual(['a/b.yml'])
    expect(calls[0]).toEqual([
      ...['annotate', 'warning'],
      expect.stringContaining('"other"'),
      ...['a/b.yml', { line: 4, column: 3 }],
    ])
  })

  test('warns of inline routes with the name of the input, and no file', () => {
    const { calls } = route({ routes: FILE })
    expect(calls[0]).toEqual(['annotate', 'warning', expect.stringMatching(/^routes input:4:3: /)])
  })

  test('sets exactly the declared outputs', () => {
    const { outputs } = route({ routes: ROUTES })
    expect(Object.keys(outputs).sort()).toEqual([...OUTPUTS].sort())
  })

  test('tells the decision first, then the routes, then sets outputs, then the summary', () => {
    const { calls } = route({ routes: ROUTES })
    const order = calls.map(([name]) => name)
    expect(order).toEqual(['log', 'group', 'outputs', 'summary'])
  })

  test.each([
    [
      'a chosen environment that is out of reach',
      { routes: ROUTES, environment: 'production' },
      'environment-not-reachable',
    ],
    ['a configuration with a mistake', { routes: '- { on: push }' }, 'bad-config'],
    [
      'a placeholder without a value',
      { routes: "- { on: push, environment: 'r-{number}' }" },
      'no-value',
    ],
  ])('%s leaves nothing half done', (_, inputs, reason) => {
    const { calls, error } = route(inputs)
    expect(error).toBeInstanceOf(UserError)
    expect(error).toMatchObject({ reason })
    expect(calls).toEqual([])
  })
})
