// Runs that are killed, at several moments: the post step does what is left to do.
import { expect, jest, test } from '@jest/globals'
import { withTools } from '../../support/tools.ts'
import {
  expectRestored,
  INTERRUPTIONS,
  markedRun,
  stageFor,
} from '../../support/zappa-update/interruptions.ts'
import { update, zappaWorld } from '../../support/zappa-update/update.ts'

jest.setTimeout(300_000)

withTools(['zappa', 'moto'], () => {
  zappaWorld()

  test.each(INTERRUPTIONS)('killed $when: the post step restores', async (interruption) => {
    const stage = await stageFor(interruption)
    const mark = markedRun()
    const killed = mark.reached(stage.aws, interruption).then(() => mark.kill())
    const result = await update(stage, {}, { env: mark.env })
    await killed
    expect([result.killedBy, result.postExitCode]).toEqual(['SIGKILL', 0])
    expect(result.log).toMatch(/The old code is live again, as version \d/)
    await expectRestored(stage, interruption, mark)
  })
})
