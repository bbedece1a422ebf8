// Aliases that Zappa moves, and the provisioned concurrency of one of them.
import { expect, jest, test } from '@jest/globals'
import { boto } from '../../../fakes/aws/boto.ts'
import { FAULTS } from '../../../fakes/aws/faults.ts'
import { withTools } from '../../support/tools.ts'
import { configuration, type ImageStage, imageStage } from '../../support/zappa-update/images.ts'
import {
  expectNewCode,
  expectOldCode,
  message,
  outcome,
  page,
  released,
  type Stage,
  settings,
  update,
  warnings,
  zappaWorld,
} from '../../support/zappa-update/update.ts'

jest.setTimeout(300_000)
const SETTINGS = { provisioned_concurrency: 2, num_retained_versions: 2 }

/** Resolves with the CodeSha256 behind each alias. */
const codeBehind = ({ aws }: Stage): Promise<Record<string, string>> =>
  boto(
    aws,
    `functions = client("lambda")
aliases = [one["Name"] for one in functions.list_aliases(FunctionName="demo-dev")["Aliases"]]
result = {name: functions.get_function_configuration(FunctionName="demo-dev", Qualifier=name)["CodeSha256"] for name in aliases}`,
  )
const alias = ({ aws }: Stage, name: string, version: string): Promise<unknown> =>
  boto(
    aws,
    `result = client("lambda").create_alias(FunctionName="demo-dev", Name=data[0], FunctionVersion=data[1])`,
    [name, version],
  )

withTools(['zappa', 'moto'], () => {
  zappaWorld()

  /** The alias and its capacity belong to the newest version, which has the old code; no other capacity is left. */
  const asBefore = async (stage: Stage): Promise<void> => {
    const { aliases } = await configuration(stage)
    const newest = (await stage.aws.versions('demo-dev')).at(-1)?.version ?? ''
    expect(aliases['provisioned-concurrency']).toBe(newest)
    expect(stage.aws.capacity('demo-dev')).toEqual({ [newest]: 2 })
    expect(await codeBehind(stage)).toEqual({
      'provisioned-concurrency': stage.before,
      'current-alb-version': stage.before,
    })
  }

  test('provisioned concurrency follows the alias, back and forth, and the next update works', async () => {
    const stage: ImageStage = await imageStage(SETTINGS)
    const { aws, first } = stage
    const deployed = await update(stage, {
      'image-uri': first,
      'deploy-if-missing': 'true',
      manage: 'none',
    })
    expect(outcome(deployed)).toBe('ok - changed')
    expect(aws.capacity('demo-dev')).toEqual({ 1: 2 })
    await alias(stage, 'current-alb-version', '1')

    // More capacity than before, and a migration that does not start.
    settings(stage, { use_apigateway: false, ...SETTINGS, provisioned_concurrency: 3 })
    const second = await stage.image('2')
    let during: unknown
    aws.fault('Invoke', { ...FAULTS.throttled, delay: 1 })
    const looked = aws.called('Invoke').then(() => {
      during = aws.capacity('demo-dev')
    })
    const failed = await update(stage, { 'image-uri': second })
    await looked
    aws.unfault()
    expect(during).toEqual({ 3: 3 })
    expect(outcome(failed)).toBe('failed throttled restored')
    expect(message(failed)).toContain(
      'Aliases moved back: "current-alb-version" and "provisioned-concurrency"',
    )
    expect(warnings(failed)).toEqual([])
    await asBefore(stage)
    await expectOldCode(stage, failed)

    // Cancelled while Zappa waits for the new capacity: the alias is not moved yet.
    const controller = new AbortController()
    const asked = aws.callsOf('GetProvisionedConcurrencyConfig').length
    aws.fault('GetProvisionedConcurrencyConfig', { hang: true, skip: 1 })
    const cancelled = aws.called('GetProvisionedConcurrencyConfig', asked + 2).then(() => {
      controller.abort()
      aws.unfault()
    })
    const third = await update(stage, { 'image-uri': second }, { signal: controller.signal })
    await cancelled
    expect(outcome(third)).toBe('failed cancelled restored')
    await asBefore(stage)

    const result = await update(stage, { 'image-uri': second, manage: 'none' })
    expect(outcome(result)).toBe('ok - changed')
    await expectNewCode(stage, result)
    const { aliases } = await configuration(stage)
    expect(aws.capacity('demo-dev')).toEqual({ [aliases['provisioned-concurrency'] ?? '']: 3 })
    expect(Object.values(await codeBehind(stage))).not.toContain(stage.before)

    // Capacity that can't be restored: the old code is live, which is not all.
    const before = await configuration(stage)
    aws.fault('Invoke', FAULTS.throttled)
    aws.fault('PutProvisionedConcurrencyConfig', { ...FAULTS.denied, skip: 1 })
    const poor = await update(stage, { 'image-uri': await stage.image('3') })
    aws.unfault()
    expect(outcome(poor)).toBe('failed not-restored post 1')
    expect(message(poor)).toMatch(
      /^Not restored: the provisioned concurrency.*PutProvisionedConcurrencyConfig/m,
    )
    expect(await configuration(stage)).toEqual(before)
    expect(aws.capacity('demo-dev')).toEqual({})
    expect(await page(stage)).toBe('200 release 2')
  })

  test('SnapStart, and layers', async () => {
    const stage = await released({ snap_start: 'PublishedVersions', num_retained_versions: 2 })
    const { aws } = stage
    const layer = await boto<string>(
      aws,
      `import io, zipfile
packed = io.BytesIO()
zipfile.ZipFile(packed, "w").writestr("python/empty.py", "")
published = client("lambda").publish_layer_version(LayerName="more", Content={"ZipFile": packed.getvalue()})
result = published["LayerVersionArn"]`,
    )
    await alias(stage, 'snapstart', '1')
    await alias(stage, 'current-alb-version', '1')
    const before = await configuration(stage)
    settings(stage, {
      use_apigateway: false,
      snap_start: 'PublishedVersions',
      num_retained_versions: 2,
      layers: [layer],
    })
    aws.fault('Invoke', { ...FAULTS.throttled, delay: 3000 })
    const running = update(stage)
    await aws.called('Invoke')
    const during = await configuration(stage)
    expect(during).toMatchObject({
      layers: [layer],
      aliases: { snapstart: '3', 'current-alb-version': '3' },
    })
    const result = await running
    aws.unfault()
    expect(outcome(result)).toBe('failed throttled restored')
    await expectOldCode(stage, result)
    const newest = (await aws.versions('demo-dev')).at(-1)?.version
    expect(await configuration(stage)).toEqual({
      ...before,
      aliases: { snapstart: newest, 'current-alb-version': newest },
    })
    expect(Object.values(await codeBehind(stage))).toEqual([stage.before, stage.before])
    expect(message(result)).toContain('Configuration restored: "Layers" and "SnapStart"')
  })
})
