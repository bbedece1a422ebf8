import { afterEach, describe, expect, test } from '@jest/globals'
import { runAction } from '../../../kit/action/run-action.ts'
import { UserError } from '../../../kit/action/user-error.ts'
import { recordingRunner } from '../../support/recording-runner.ts'

describe('an action that throws', () => {
  afterEach(() => {
    process.exitCode = 0
  })

  test('a UserError shows it without a stack, with its positions, its reason and a summary', async () => {
    const { runner, calls } = recordingRunner()
    const reasons: string[] = []
    const at = { line: 3, column: 5 }
    const problems = [{ message: 'wrong', at }]
    await runAction(
      runner,
      () => {
        throw new UserError('bad-config', 'f.yml:3:5: <wrong>', { file: 'f.yml', problems })
      },
      (reason) => reasons.push(reason),
    )
    expect([process.exitCode, reasons]).toEqual([1, ['bad-config']])
    expect(calls).toEqual([
      ['annotate', 'error', 'wrong', 'f.yml', at],
      ['annotate', 'error', 'f.yml:3:5: <wrong>'],
      ['log', 'Reason code: bad-config'],
      ['summary', expect.stringContaining('&#60;wrong&#62;')],
    ])
  })

  test('another error shows it as a bug, with its stack', async () => {
    const { runner, calls } = recordingRunner()
    await runAction(runner, () => {
      throw new TypeError('x is not a function')
    })
    expect(process.exitCode).toBe(1)
    expect(calls).toEqual([
      [
        'annotate',
        'error',
        expect.stringMatching(/This is a bug in the action.*TypeError.*\n.* at /s),
      ],
    ])
  })
})
