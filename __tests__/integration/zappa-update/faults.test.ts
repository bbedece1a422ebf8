// Zappa fails before its new code is live, or afterwards.
import { expect, jest, test } from '@jest/globals'
import { FAULTS } from '../../../fakes/aws/faults.ts'
import { withTools } from '../../support/tools.ts'
import { repacked } from '../../support/zappa-update/next-version.ts'
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
const { conflict, denied } = FAULTS

withTools(['zappa', 'moto'], () => {
  zappaWorld()

  test('the upload is denied: nothing was replaced', async () => {
    const stage = await released()
    stage.aws.fault('PutObject', denied)
    const result = await update(stage)
    expect(outcome(result)).toBe('failed update-failed')
    expect(message(result)).toContain('Unable to upload project to S3')
    expect(message(result)).toContain('The old code is still live: nothing was replaced')
    expect(stage.aws.callsOf('UpdateFunctionCode')).toEqual([])
    expect(stage.aws.callsOf('Invoke')).toEqual([])
    await expectOldCode(stage, result)
  })

  test('someone else updates during packaging, and Zappa fails before the upload: their code stays', async () => {
    const stage = await released()
    const { aws, project } = stage
    aws.fault('PutObject', { ...denied, delay: 2000 })
    const running = update(stage)
    await aws.called('PutObject')
    await aws.update(project.name, await repacked(aws, project))
    const theirs = await aws.sha(project.name)
    expect(theirs).not.toBe(stage.before)
    const result = await running
    expect(outcome(result)).toBe('failed update-failed')
    expect(message(result)).toContain('someone else updated the function')
    expect(await aws.sha(project.name)).toBe(theirs)
    expect(result.outputs['code-sha256']).toBe(theirs)
  })

  test("if versions can't be listed, only the output version is empty", async () => {
    const stage = await released()
    const { aws } = stage
    aws.fault('UpdateFunctionConfiguration', { ...denied, times: 1 })
    const running = update(stage)
    await aws.called('UpdateFunctionCode')
    await aws.called('UpdateFunctionConfiguration')
    aws.fault('ListVersionsByFunction', denied)
    const result = await running
    expect(outcome(result)).toBe('failed update-failed restored')
    expect(result.outputs['version']).toBe('')
    expect(warnings(result)).toEqual([
      expect.stringContaining("The published versions can't be listed"),
    ])
    await expectOldCode(stage, result)
  })

  test('another update is in progress for a while: Zappa runs again', async () => {
    const stage = await released()
    stage.aws.fault('UpdateFunctionCode', { ...conflict, times: 1 })
    const result = await update(stage)
    expect(outcome(result)).toBe('ok - changed')
    expect(result.log).toContain('Another update of the function was in progress: trying again')
    await expectNewCode(stage, result)
  })

  test('the configuration is refused when the code is live', async () => {
    const stage = await released({ memory_size: 1024 })
    stage.aws.fault('UpdateFunctionConfiguration', { ...denied, times: 1 })
    const result = await update(stage)
    expect(outcome(result)).toBe('failed update-failed restored')
    expect(message(result)).toContain('AccessDeniedException')
    // No command has started.
    expect(message(result)).not.toContain('schema')
    await expectOldCode(stage, result)
    expect(stage.aws.callsOf('Invoke')).toEqual([])
  })

  test('an update is in progress at the beginning: it is waited for', async () => {
    const stage = await released()
    stage.aws.lastUpdateStatus('demo-dev', 'InProgress', 8000)
    const result = await update(stage)
    expect(outcome(result)).toBe('ok - changed')
    await expectNewCode(stage, result)
  })

  test('the stack is refused when the code and its configuration are live', async () => {
    const stage = await released({ use_apigateway: true, memory_size: 1024 })
    stage.aws.fault('UpdateStack', denied)
    const result = await update(stage)
    expect(outcome(result)).toBe('failed update-failed restored')
    expect(message(result)).toContain('Configuration restored: "MemorySize"')
    expect(result.log).toMatch(/Removed demo-dev-template-\d+\.json, which Zappa left behind/)
    await expectOldCode(stage, result)
  })
})
