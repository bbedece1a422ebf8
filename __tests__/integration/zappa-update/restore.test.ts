// Restoring the old code: with its configuration, after its version was removed, and after a first attempt fails.
import { expect, jest, test } from '@jest/globals'
import { boto } from '../../../fakes/aws/boto.ts'
import { FAULTS } from '../../../fakes/aws/faults.ts'
import { withTools } from '../../support/tools.ts'
import {
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
const { conflict, denied } = FAULTS

/** Resolves with the function's settings and the versions of its aliases. */
const configuration = ({ aws }: Stage) =>
  boto<{ memory: number; timeout: number; variables: object; aliases: Record<string, string> }>(
    aws,
    `functions = client("lambda")
found = functions.get_function_configuration(FunctionName="demo-dev")
aliases = functions.list_aliases(FunctionName="demo-dev")["Aliases"]
result = {"memory": found["MemorySize"], "timeout": found["Timeout"], "variables": found["Environment"]["Variables"],
  "aliases": {one["Name"]: one["FunctionVersion"] for one in aliases}}`,
  )

withTools(['zappa', 'moto'], () => {
  zappaWorld()

  test('memory, timeout, variables and the aliases that Zappa moves are restored', async () => {
    const stage = await released()
    const { aws, project } = stage
    const variables = {
      DATABASE_PATH: project.database,
      API_TOKEN: 'another-token',
      MORE: 'more-of-it',
    }
    const dev = { memory_size: 1024, timeout_seconds: 90, aws_environment_variables: variables }
    settings(stage, { ...dev, use_apigateway: false })
    await boto(
      aws,
      `functions = client("lambda")
for name in ["current-alb-version", "mine"]:
    functions.create_alias(FunctionName="demo-dev", Name=name, FunctionVersion="1")
result = 0`,
    )
    const before = await configuration(stage)
    project.migration('fails')
    let during: Awaited<ReturnType<typeof configuration>> | undefined
    aws.fault('Invoke', { hang: true, times: 1 })
    const looked = aws.called('Invoke').then(async () => {
      during = await configuration(stage)
      aws.unfault('Invoke')
    })
    const result = await update(stage)
    await looked
    expect(during).toMatchObject({ memory: 1024, timeout: 90, variables: { MORE: 'more-of-it' } })
    expect(during?.aliases).toEqual({ 'current-alb-version': '2', mine: '1' })
    expect(outcome(result)).toBe('failed migration-failed restored')
    expect(await configuration(stage)).toEqual(before)
    expect(message(result)).toContain('Aliases moved back: "current-alb-version"')
    expect(message(result)).not.toContain('another-token')
    await expectOldCode(stage, result)
  })

  test('the previous version was removed, and restoring is refused for a while', async () => {
    const stage = await released({ num_retained_versions: 1 })
    const { aws, project } = stage
    project.migration('fails')
    aws.fault('UpdateFunctionCode', { ...conflict, skip: 1, times: 2 })
    const result = await update(stage)
    expect(outcome(result)).toBe('failed migration-failed restored')
    const versions = await aws.versions('demo-dev')
    expect(versions.map(({ version }) => version)).toEqual(['2', '3'])
    expect(result.outputs).toMatchObject({ version: '3', 'previous-version': '1' })
    await expectOldCode(stage, result)
  })

  test('restoring is refused at first: the post step restores', async () => {
    const stage = await released()
    const { aws, project } = stage
    project.migration('fails')
    aws.fault('UpdateFunctionCode', { ...denied, skip: 1 })
    const onLine = (line: string): void => {
      if (line.includes('Reason code: not-restored')) aws.unfault()
    }
    const result = await update(stage, {}, { onLine })
    expect(outcome(result)).toBe('failed not-restored changed')
    expect(message(result)).toContain('"migrate --noinput" failed')
    expect(message(result)).toContain('before this run it was the code of version 1')
    expect(result.log).toContain('The old code is live again, as version 3')
    expect([await aws.sha('demo-dev'), await page(stage)]).toEqual([stage.before, '200 release 1'])
  })

  test('restoring is refused permanently', async () => {
    const stage = await released()
    const { aws, project } = stage
    project.migration('fails')
    aws.fault('UpdateFunctionCode', { ...denied, skip: 1 })
    const result = await update(stage)
    expect(outcome(result)).toBe('failed not-restored changed post 1')
    expect(result.outputs['code-sha256']).toBe(await aws.sha('demo-dev'))
    expect(result.annotations.at(-1)?.message).toContain('The old code could not be restored')
    expect(await page(stage)).toBe('200 release 2')
  })

  test('a restore that AWS reports but did not do', async () => {
    const stage = await released()
    const { aws, project } = stage
    project.migration('fails')
    const undone = aws.called('Invoke').then(async () => {
      const next = await aws.code('demo-dev')
      const count = aws.callsOf('UpdateFunctionCode').length
      await aws.called('UpdateFunctionCode', count + 1)
      aws.fault('GetFunctionConfiguration', { hang: true, times: 1 })
      await aws.called(
        'GetFunctionConfiguration',
        aws.callsOf('GetFunctionConfiguration').length + 1,
      )
      await aws.update('demo-dev', next)
      aws.unfault()
    })
    const result = await update(stage)
    await undone
    expect(outcome(result)).toBe('failed not-restored changed')
    expect(message(result)).toContain('after the restore the code is')
    expect([await aws.sha('demo-dev'), await page(stage)]).toEqual([stage.before, '200 release 1'])
  })

  test("the deployed code can't be downloaded: nothing starts", async () => {
    const stage = await released()
    stage.aws.fault('DownloadCode', denied)
    const result = await update(stage)
    expect(outcome(result)).toBe('failed denied')
    expect(stage.aws.callsOf('PutObject')).toEqual([])
    expect(warnings(result)).toEqual([])
    await expectOldCode(stage, result)
  })
})
