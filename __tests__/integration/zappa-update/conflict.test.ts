// Retries for a minute and for half a minute. The tests run concurrently, each with an AWS of its own; slow answers limit the retries.
import { expect, jest, test } from '@jest/globals'
import { FAULTS } from '../../../fakes/aws/faults.ts'
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

  test.concurrent('another update stays in progress: tried for a minute', async () => {
    const stage = await released({}, { isApart: true })
    stage.aws.fault('UpdateFunctionCode', { ...FAULTS.conflict, delay: 4000 })
    const result = await update(stage)
    expect(outcome(result)).toBe('failed conflict')
    expect(stage.aws.callsOf('UpdateFunctionCode').length).toBeGreaterThan(2)
    expect(stage.aws.callsOf('Invoke')).toEqual([])
    await expectOldCode(stage, result)
  })

  test.concurrent('the site answers with an error', async () => {
    const stage = await released({}, { isApart: true })
    stage.aws.fault('Site', { delay: 1000 })
    stage.project.break()
    const url = `${stage.aws.siteUrl('demo-dev')}/`
    const result = await update(stage, { manage: 'none', smoke: url })
    expect(outcome(result)).toBe('failed smoke-failed restored')
    expect(message(result)).toContain(`"${url}" responds with 50`)
    expect(message(result)).not.toContain('schema')
    expect(stage.aws.callsOf('Site').length).toBeGreaterThan(2)
    await expectOldCode(stage, result)
  })
})
