// A run that is killed, at several moments: its post part does what it could not do.
import { expect, jest, test } from '@jest/globals'
import { withTools } from '../../support/tools.ts'
import { asBefore, MOMENTS, marked, prepared } from '../../support/zappa/moments.ts'
import { update, zappaWorld } from '../../support/zappa/update.ts'

jest.setTimeout(300_000)

withTools(['zappa', 'moto'], () => {
  zappaWorld()

  test.each(MOMENTS)('killed $when: the post part does it', async (moment) => {
    const stage = await prepared(moment)
    const mark = marked()
    const killed = mark.seen(stage.aws, moment).then(() => {
      for (const [pid, line] of mark.all())
        if (line.includes('dist/zappa-update/index.js')) process.kill(pid, 'SIGKILL')
    })
    const result = await update(stage, {}, { env: mark.env })
    await killed
    expect([result.killedBy, result.postExitCode]).toEqual(['SIGKILL', 0])
    expect(result.log).toMatch(/The old code serves again, as version \d/)
    await asBefore(stage, moment, mark)
  })
})
