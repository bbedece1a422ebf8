import { expect, test } from '@jest/globals'
import {
  type GuardNote,
  hostResult,
  readNotes,
} from '../../../actions/fabric-deploy/src/fabfile/host-result.ts'

const COMMAND: GuardNote = { reason: 'command', text: '' }
const note = (reason: string): GuardNote => ({ reason, text: `it is ${reason}` })

test.each<
  [string, number | null, readonly GuardNote[], 'cancelled' | 'timeout' | undefined, string]
>([
  ['success', 0, [COMMAND], undefined, 'deployed '],
  ['no command', 0, [], undefined, 'unchanged '],
  ['a failed command', 42, [COMMAND], undefined, 'failed task-failed'],
  ['a host that is gone', 1, [note('unreachable')], undefined, 'unreachable unreachable'],
  ['another host that is gone', 1, [COMMAND, note('unreachable')], undefined, 'failed unreachable'],
  ['the last note', 1, [note('sudo-password'), note('timeout')], undefined, 'failed timeout'],
  [
    'a host key that the fabfile ignores',
    0,
    [note('host-key-changed'), COMMAND],
    undefined,
    'failed host-key-changed',
  ],
  [
    'a host key before any other reason',
    1,
    [note('host-key-unknown'), note('unreachable')],
    undefined,
    'unreachable host-key-unknown',
  ],
  ['a cancelled run', null, [COMMAND], 'cancelled', 'failed cancelled'],
  ['a cancelled run that had finished', 0, [COMMAND], 'cancelled', 'deployed '],
  ['a timeout', null, [note('connection-lost')], 'timeout', 'failed timeout'],
])('%s', (_, code, notes, interruption, expected) => {
  const { outcome, reason } = hostResult(code, notes, interruption)
  expect(`${outcome} ${reason}`).toBe(expected)
})

test('the report is a JSON object per line', () => {
  const report = `${JSON.stringify(COMMAND)}\n${JSON.stringify(note('timeout'))}\n`
  expect(readNotes(report)).toEqual([COMMAND, note('timeout')])
})
