import { expect, test } from '@jest/globals'
import { redactingRunner } from '../../../kit/action/redacting-runner.ts'
import { recordingRunner } from '../../support/recording-runner.ts'

const SECRET = 'hunter2hunter2'
const BASE64 = Buffer.from(SECRET).toString('base64')

test('everything that is shown is redacted, in every form, and outputs and state are kept', () => {
  const recorded = recordingRunner()
  const { runner, addSecrets } = redactingRunner(recorded.runner)
  addSecrets([SECRET])
  runner.log(`a ${SECRET} b`)
  runner.group(`t ${SECRET}`, [`c ${BASE64}`])
  const group = runner.openGroup(`o ${SECRET}`)
  group.line(BASE64)
  group.end()
  runner.annotate('error', SECRET, 'f.yml', { line: 1, column: 2 })
  runner.summary(`| ${SECRET} |`)
  runner.outputs({ key: SECRET })
  runner.state('key', SECRET)
  expect(recorded.calls).toEqual([
    ['mask', SECRET],
    ['log', 'a *** b'],
    ['group', 't ***', ['c ***']],
    ['openGroup', 'o ***'],
    ['line', '***'],
    ['end'],
    ['annotate', 'error', '***', 'f.yml', { line: 1, column: 2 }],
    ['summary', '| *** |'],
    ['outputs', { key: SECRET }],
    ['state', 'key', SECRET],
  ])
})

test('a secret is masked once, and later ones are redacted too', () => {
  const recorded = recordingRunner()
  const { runner, addSecrets, redact, secrets } = redactingRunner(recorded.runner)
  addSecrets([SECRET, SECRET])
  addSecrets([SECRET, 'another-secret'])
  runner.log(`${SECRET} another-secret`)
  expect(recorded.calls).toEqual([
    ['mask', SECRET],
    ['mask', 'another-secret'],
    ['log', '*** ***'],
  ])
  expect([redact(`x ${SECRET}`), secrets()]).toEqual(['x ***', [SECRET, 'another-secret']])
})
