// Each request of a step is never answered: as in component/trigger/faults.test.ts, but each waits for its timeout.
import { test } from '@jest/globals'
import { Disturbed, WAYS } from '../../support/trigger/disturbed.ts'

test.each(Object.entries(WAYS))('%s, silence', async (_, way) => {
  const step = await Disturbed.open(way)
  try {
    await step.staysOpen('silence', { how: 'silent' })
  } finally {
    await step.hub.close()
  }
})
