// Functions that are images: the previous image is restored by its digest. Each test leaves release 1 deployed for the next one.
import { beforeAll, expect, jest, test } from '@jest/globals'
import { FAULTS } from '../../../fakes/aws/faults.ts'
import { withTools } from '../../support/tools.ts'
import {
  configuration,
  digestOf,
  type ImageStage,
  imageStage,
} from '../../support/zappa-update/images.ts'
import {
  expectNewCode,
  expectOldCode,
  message,
  outcome,
  page,
  settings,
  update,
  warnings,
  zappaWorld,
} from '../../support/zappa-update/update.ts'

jest.setTimeout(300_000)
const GONE = {
  status: 400,
  code: 'InvalidParameterValueException',
  message: 'Source image demo does not exist. Provide a valid source image.',
}

withTools(['zappa', 'moto'], () => {
  zappaWorld()
  let stage: ImageStage
  beforeAll(async () => {
    stage = await imageStage({ memory_size: 512 })
  }, 300_000)
  const sent = (): unknown[] =>
    stage.aws.callsOf('UpdateFunctionCode').map(({ body }) => JSON.parse(String(body)).ImageUri)

  test('a first deployment, without a bucket', async () => {
    const { aws, first } = stage
    const asked = { 'image-uri': first, 'deploy-if-missing': 'true' }
    const result = await update(stage, asked)
    expect(outcome(result)).toBe('ok - changed')
    expect(result.outputs).toMatchObject({ version: '1', 'previous-version': '', url: '' })
    expect(result.outputs['code-sha256']).toBe(digestOf(first))
    expect(await page(stage, '/healthz')).toBe('200 release 1 has 0 notes')
    expect(aws.callsOf('CreateBucket')).toEqual([])
  })

  test('a migration fails: the previous image and its configuration are restored', async () => {
    const { aws, first } = stage
    const before = await configuration(stage)
    const next = await stage.image('2', 'fails')
    settings(stage, { use_apigateway: false, memory_size: 1024, layers: ['arn:of:none'] })
    aws.forget(0)
    const result = await update(stage, { 'image-uri': next })
    expect(outcome(result)).toBe('failed migration-failed restored')
    expect(message(result)).toContain('Configuration restored: "MemorySize"')
    expect(sent()).toEqual([next, first])
    expect(warnings(result)).toEqual([])
    expect(await configuration(stage)).toEqual(before)
    expect(result.outputs).toMatchObject({ version: '3', 'previous-version': '1' })
    await expectOldCode(stage, result)
  })

  test('the run is cancelled in the migration', async () => {
    const { aws } = stage
    const next = await stage.image('3')
    aws.forget(0)
    aws.fault('Invoke', { hang: true })
    const controller = new AbortController()
    const cancelled = aws.called('Invoke').then(() => controller.abort())
    const result = await update(stage, { 'image-uri': next }, { signal: controller.signal })
    await cancelled
    aws.unfault()
    expect(sent()).toEqual([next, stage.first])
    expect(outcome(result)).toBe('failed cancelled restored')
    await expectOldCode(stage, result)
  })

  test('the update of the configuration fails after Zappa has ended: no command runs', async () => {
    const { aws } = stage
    const next = await stage.image('3')
    aws.forget(0)
    const late = aws
      .called('ListFunctionUrlConfigs')
      .then(() => aws.lastUpdateStatus('demo-dev', 'Failed', 3_600_000))
    const result = await update(stage, { 'image-uri': next })
    await late
    expect(result.log).toContain('Your updated Zappa deployment is live!')
    expect(outcome(result)).toBe('failed update-failed restored')
    expect(message(result)).toContain('AWS reports that its update is "Failed')
    expect(aws.callsOf('Invoke')).toEqual([])
    await expectOldCode(stage, result)
  })

  test('the deployed image again: no failure; and after a failure its configuration is restored', async () => {
    const { aws, first } = stage
    aws.forget(0)
    settings(stage, { use_apigateway: false, s3_bucket: undefined, memory_size: 768 })
    const result = await update(stage, { 'image-uri': first, manage: 'none' })
    expect(outcome(result)).toBe('ok -')
    await expectOldCode(stage, result)
    const before = await configuration(stage)
    expect(before.memory).toBe(768)
    settings(stage, { use_apigateway: false, s3_bucket: undefined, memory_size: 512 })
    aws.fault('Invoke', FAULTS.throttled)
    const failed = await update(stage, { 'image-uri': first })
    aws.unfault()
    expect(outcome(failed)).toBe('failed throttled')
    expect(sent()).toEqual([first, first])
    expect(await configuration(stage)).toEqual(before)
    await expectOldCode(stage, failed)
  })

  test('a missing image, no image, or one without digest: nothing is replaced', async () => {
    const { aws, first } = stage
    aws.forget(0)
    const missing = first.replace(/[0-9a-f]{64}$/, '0'.repeat(64))
    const absent = await update(stage, { 'image-uri': missing })
    expect(outcome(absent)).toBe('failed update-failed')
    expect(absent.log).toContain(`Source image ${missing} does not exist`)
    expect(message(absent)).toContain('The old code is still live: nothing was replaced')
    await expectOldCode(stage, absent)
    aws.forget(0)
    settings(stage, { use_apigateway: false })
    const none = await update(stage)
    expect(outcome(none)).toBe('failed wrong-package')
    const tag = await update(stage, { 'image-uri': first.replace(/@.*/, ':latest') })
    expect([tag.exitCode, message(tag)]).toEqual([1, expect.stringContaining('with its digest')])
    expect(aws.changes()).toEqual([])
  })

  test('an update, and one whose previous image is gone from the registry', async () => {
    const { aws } = stage
    const second = await stage.image('2', 'adds')
    const smoke = `url: ${aws.siteUrl('demo-dev')}/healthz\ntext: release 2 has 0 notes`
    const result = await update(stage, { 'image-uri': second, smoke })
    expect(outcome(result)).toBe('ok - changed')
    expect(result.outputs['code-sha256']).toBe(digestOf(second))
    await expectNewCode(stage, result)
    aws.fault('Invoke', FAULTS.throttled)
    aws.fault('UpdateFunctionCode', { ...GONE, skip: 1 })
    const third = await stage.image('3')
    const failed = await update(stage, { 'image-uri': third })
    aws.unfault()
    expect(outcome(failed)).toBe('failed not-restored changed post 1')
    expect(message(failed)).toContain('Provide a valid source image')
    expect(failed.outputs['code-sha256']).toBe(digestOf(third))
    expect(await page(stage)).toBe('200 release 3')
  })
})
