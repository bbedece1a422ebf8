// Runs that are cancelled, at several moments.
import { expect, jest, test } from '@jest/globals'
import { CANCEL_WARNING } from '../../../actions/zappa-update/src/run.ts'
import type { ActionResult } from '../../../rehearsal/action-runner.ts'
import { withTools } from '../../support/tools.ts'
import {
  expectRestored,
  INTERRUPTIONS,
  type Interruption,
  markedRun,
  stageFor,
} from '../../support/zappa-update/interruptions.ts'
import {
  outcome,
  page,
  released,
  type Stage,
  update,
  warnings,
  zappaWorld,
} from '../../support/zappa-update/update.ts'

jest.setTimeout(300_000)

/** GitHub's runner gives a cancelled step 7.5 s: on a busy machine it may be over before the old code is restored. */
const ATTEMPTS = 5

withTools(['zappa', 'moto'], () => {
  zappaWorld()

  test.each(INTERRUPTIONS)('cancelled $when', async (interruption) => {
    for (let attempt = 1; ; attempt += 1) {
      const stage = await stageFor(interruption)
      const result = await cancelled(stage, interruption)
      if (!hasRunOutOfTime(result)) {
        expect(outcome(result)).toBe(interruption.cancelled)
        expect(result.outputs).toMatchObject({ changed: 'false', 'code-sha256': stage.before })
        return
      }
      expect([result.success, result.postExitCode]).toEqual([false, 0])
      expect(result.outputs['reason']).toBe('cancelled')
      expect(attempt).toBeLessThan(ATTEMPTS)
    }
  })

  test('code that becomes live only during the restore is replaced too', async () => {
    const stage = await released()
    const { aws } = stage
    const controller = new AbortController()
    aws.fault('UpdateFunctionCode', { hang: true, times: 1 })
    aws.fault('ListAliases', { skip: 1, times: 1, delay: 1000 })
    const cancelling = aws.called('UpdateFunctionCode').then(() => controller.abort())
    const late = aws.called('ListAliases', 2).then(() => aws.unfault('UpdateFunctionCode'))
    const result = await update(stage, {}, { signal: controller.signal })
    await Promise.all([cancelling, late])
    if (!hasRunOutOfTime(result)) expect(outcome(result)).toBe('failed cancelled restored')
    expect(aws.callsOf('UpdateFunctionCode')).toHaveLength(2)
    expect([await aws.sha('demo-dev'), await page(stage)]).toEqual([stage.before, '200 release 1'])
  })

  test('a cancelled run that ends before the old code is restored has its reason', async () => {
    const stage = await released()
    const { aws } = stage
    const controller = new AbortController()
    aws.fault('UpdateFunctionCode', { hang: true, skip: 1 })
    const cancelling = aws.called('UpdateFunctionConfiguration').then(() => controller.abort())
    const onLine = (line: string): void => {
      if (line.includes(CANCEL_WARNING)) aws.unfault()
    }
    const result = await update(stage, {}, { signal: controller.signal, onLine })
    await cancelling
    expect(hasRunOutOfTime(result)).toBe(true)
    expect([result.outputs, result.postExitCode]).toEqual([{ reason: 'cancelled' }, 0])
    expect([await aws.sha('demo-dev'), await page(stage)]).toEqual([stage.before, '200 release 1'])
  })
})

async function cancelled(stage: Stage, interruption: Interruption): Promise<ActionResult> {
  const [mark, controller] = [markedRun(), new AbortController()]
  const cancelling = mark.reached(stage.aws, interruption).then(() => controller.abort())
  const result = await update(stage, {}, { env: mark.env, signal: controller.signal })
  await cancelling
  await expectRestored(stage, interruption, mark)
  return result
}

/** A run that ends early says so. Without this warning it must have set its outputs. */
const hasRunOutOfTime = (result: ActionResult): boolean => warnings(result).includes(CANCEL_WARNING)
