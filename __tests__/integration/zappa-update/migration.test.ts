// Management commands that fail, are stopped, or whose result is unknown.
import { expect, jest, test } from '@jest/globals'
import { FAULTS } from '../../../fakes/aws/faults.ts'
import { withTools } from '../../support/tools.ts'
import {
  expectNewCode,
  expectOldCode,
  message,
  outcome,
  released,
  update,
  warnings,
  zappaWorld,
} from '../../support/zappa-update/update.ts'

jest.setTimeout(300_000)
const SCHEMA = 'its schema may be migrated, or partly migrated'

withTools(['zappa', 'moto'], () => {
  zappaWorld()

  test('the second of three commands fails: the third does not run', async () => {
    const stage = await released()
    stage.project.migration('fails')
    const result = await update(stage, { manage: 'check\nmigrate --noinput\ncheck' })
    expect(outcome(result)).toBe('failed migration-failed restored')
    expect(message(result)).toMatch(/"migrate --noinput" failed: "OperationalError: no such table/)
    expect(message(result)).toContain(SCHEMA)
    expect(result.log).toContain('Applying notes.0001_initial... OK')
    expect(result.log).toContain('no such table: no_such_table')
    expect(stage.aws.callsOf('Invoke')).toHaveLength(2)
    expect(result.summary).toContain('the old code is live again')
    await expectOldCode(stage, result)
  })

  test('Lambda stops the command at its timeout', async () => {
    const stage = await released({ timeout_seconds: 3 })
    stage.project.migration('sleeps')
    const result = await update(stage)
    expect(outcome(result)).toBe('failed migration-timed-out restored')
    expect(message(result)).toContain('Task timed out after 3.00 seconds')
    expect(message(result)).toContain('"timeout_seconds" of the stage is 3')
    expect(warnings(result)[0]).toContain('limits an invocation to 3 s')
    expect(result.log).toContain('going to sleep')
    expect(stage.aws.callsOf('Invoke')).toHaveLength(1)
    await expectOldCode(stage, result)
  })

  test('AWS answers 500: the result is unknown, and the command is not started again', async () => {
    const stage = await released()
    stage.aws.fault('Invoke', { ...FAULTS.internal, after: true })
    const result = await update(stage)
    expect(outcome(result)).toBe('failed migration-unknown restored')
    expect(message(result)).toContain('It may still run, or have run')
    expect(stage.aws.callsOf('Invoke')).toHaveLength(1)
    await expectOldCode(stage, result)
  })

  test('the connection is lost before the answer', async () => {
    const stage = await released()
    stage.aws.fault('Invoke', { hang: true, cut: true })
    const cut = stage.aws.called('Invoke').then(() => stage.aws.unfault())
    const result = await update(stage)
    await cut
    expect(outcome(result)).toBe('failed migration-unknown restored')
    expect(message(result)).toContain(SCHEMA)
    expect(stage.aws.callsOf('Invoke')).toHaveLength(1)
    await expectOldCode(stage, result)
  })

  test.each([
    ['throttled', FAULTS.throttled],
    ['not-run', FAULTS.noKey],
  ])('AWS does not start the command: %s', async (reason, fault) => {
    const stage = await released()
    stage.aws.fault('Invoke', fault)
    const result = await update(stage)
    expect(outcome(result)).toBe(`failed ${reason} restored`)
    expect(message(result)).toContain('"migrate --noinput" was not started')
    expect(message(result)).toContain(fault.code)
    expect(message(result)).not.toContain('schema')
    expect(stage.aws.callsOf('Invoke')).toHaveLength(1)
    await expectOldCode(stage, result)
  })

  test('the timeout of the whole run is reached during a command', async () => {
    // On a busy machine it may be reached earlier.
    for (let seconds = 15; ; seconds *= 2) {
      const stage = await released()
      stage.aws.fault('Invoke', { hang: true })
      const result = await update(stage, { timeout: `${seconds}s` })
      expect(outcome(result)).toMatch(/^failed timeout/)
      await expectOldCode(stage, result)
      if (stage.aws.callsOf('Invoke').length === 0) continue
      expect(outcome(result)).toBe('failed timeout restored')
      expect(message(result)).toContain(SCHEMA)
      expect(stage.aws.callsOf('Invoke')).toHaveLength(1)
      break
    }
  })

  test('the new code stays with "on-failure: keep"', async () => {
    const stage = await released()
    stage.project.migration('fails')
    const result = await update(stage, { 'on-failure': 'keep' })
    expect(outcome(result)).toBe('failed migration-failed changed')
    expect(message(result)).toContain('The new code is live ("on-failure" is keep)')
    expect(stage.aws.callsOf('DownloadCode')).toEqual([])
    await expectNewCode(stage, result)
  })
})
