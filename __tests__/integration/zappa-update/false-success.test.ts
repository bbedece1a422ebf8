// Failures that look like successes.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, jest, test } from '@jest/globals'
import { withTools } from '../../support/tools.ts'
import {
  expectOldCode,
  message,
  outcome,
  released,
  update,
  zappaWorld,
} from '../../support/zappa-update/update.ts'

jest.setTimeout(300_000)

withTools(['zappa', 'moto'], () => {
  zappaWorld()

  test('Zappa succeeds, and the code is the same as before', async () => {
    const stage = await released()
    const { aws } = stage
    const old = await aws.code('demo-dev')
    aws.fault('UpdateFunctionConfiguration', { hang: true })
    const undone = aws.called('UpdateFunctionConfiguration').then(async () => {
      await aws.update('demo-dev', old)
      aws.unfault()
    })
    const result = await update(stage)
    await undone
    expect(result.log).toContain('Your updated Zappa deployment is live!')
    expect(outcome(result)).toBe('failed not-updated')
    expect(message(result)).toContain('but its code is the same as before')
    expect(aws.callsOf('Invoke')).toEqual([])
    await expectOldCode(stage, result)
  })

  test('an exception handler of the project that swallows the error of a migration', async () => {
    const stage = await released({ exception_handler: 'notes.swallow.handle' })
    const { folder } = stage.project
    writeFileSync(
      join(folder, 'notes/swallow.py'),
      'def handle(error, event, context):\n    return True\n',
    )
    stage.project.migration('fails')
    const result = await update(stage)
    expect(outcome(result)).toBe('failed migration-failed restored')
    expect(message(result)).toContain('An "exception_handler" in the settings may have swallowed')
    expect(result.log).not.toContain('Applying notes.0002_fails... OK')
    await expectOldCode(stage, result)
  })

  test("an answer without a log that is not from Zappa's handler", async () => {
    const stage = await released()
    stage.aws.fault('Invoke', { status: 200, code: '', message: 'Simple Lambda happy path OK' })
    const result = await update(stage)
    expect(outcome(result)).toBe('failed migration-failed restored')
    expect(message(result)).toContain('Simple Lambda happy path OK')
    await expectOldCode(stage, result)
  })

  test('a command that does not exist', async () => {
    const stage = await released()
    const result = await update(stage, { manage: 'migrat --noinput' })
    expect(outcome(result)).toBe('failed migration-failed restored')
    expect(message(result)).toContain('migrat')
    await expectOldCode(stage, result)
  })

  test('flags and quotes', async () => {
    const stage = await released()
    const quoted = await update(stage, { manage: 'shell -c "print(1)"' })
    expect([quoted.exitCode, message(quoted)]).toEqual([1, expect.stringContaining('has quotes')])
    expect(stage.aws.operations()).toEqual([])
    const flags = await update(stage, { manage: 'migrate  --noinput --verbosity 0' })
    expect(outcome(flags)).toBe('ok - changed')
    expect(stage.aws.callsOf('Invoke').map(({ body }) => JSON.parse(String(body)))).toEqual([
      { manage: 'migrate --noinput --verbosity 0' },
    ])
  })
})
