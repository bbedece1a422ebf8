// A run that is cancelled, at several moments.
import { expect, jest, test } from '@jest/globals'
import { withTools } from '../../support/tools.ts'
import { asBefore, MOMENTS, marked, prepared } from '../../support/zappa/moments.ts'
import { ended, update, zappaWorld } from '../../support/zappa/update.ts'

jest.setTimeout(300_000)

withTools(['zappa', 'moto'], () => {
  zappaWorld()

  test.each(MOMENTS)('cancelled $when', async (moment) => {
    const stage = await prepared(moment)
    const [mark, controller] = [marked(), new AbortController()]
    const cancelled = mark.seen(stage.aws, moment).then(() => {
      controller.abort()
    })
    const result = await update(stage, {}, { env: mark.env, signal: controller.signal })
    await cancelled
    if (result.outputs['reason'] !== undefined) {
      expect(ended(result)).toBe(moment.cancelled)
      expect(result.outputs).toMatchObject({ changed: 'false', 'code-sha256': stage.before })
    } else expect([result.success, result.postExitCode]).toEqual([false, 0])
    await asBefore(stage, moment, mark)
  })
})
