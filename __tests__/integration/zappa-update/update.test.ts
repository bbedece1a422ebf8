// Successful updates, and first deployments.
import { expect, jest, test } from '@jest/globals'
import { withTools } from '../../support/tools.ts'
import {
  expectNewCode,
  expectOldCode,
  files,
  message,
  outcome,
  page,
  released,
  tables,
  undeployed,
  update,
  warnings,
  zappaWorld,
} from '../../support/zappa-update/update.ts'

jest.setTimeout(300_000)
const URL = /^https:\/\/\w+\.execute-api\.eu-west-1\.amazonaws\.com\/dev$/

withTools(['zappa', 'moto'], () => {
  zappaWorld()

  test('two updates with migration and smoke test', async () => {
    const stage = await released({ use_apigateway: true })
    const { aws, project } = stage
    project.migration('adds')
    const smoke = `url: ${aws.siteUrl('demo-dev')}/healthz\nstatus: 200\ntext: release 2 has 0 notes`
    const result = await update(stage, { smoke })
    expect(outcome(result)).toBe('ok - changed')
    await expectNewCode(stage, result)
    expect(result.outputs).toMatchObject({ version: '2', 'previous-version': '1', reason: '' })
    expect(result.outputs['url']).toMatch(URL)
    expect(JSON.parse(result.outputs['plan'] ?? '')).toEqual({
      function: 'demo-dev',
      region: 'eu-west-1',
      action: 'update',
      manage: ['migrate --noinput'],
      smoke: `${aws.siteUrl('demo-dev')}/healthz`,
      'on-failure': 'restore',
      'previous-version': '1',
      'previous-code-sha256': stage.before,
    })
    expect(aws.callsOf('Invoke')).toHaveLength(1)
    expect(tables(stage)).toContain('seen')
    expect(result.log).toContain('Applying notes.0002_adds... OK')
    expect(result.summary).toContain('updated')
    expect(warnings(result)).toEqual([])

    project.release('3')
    const again = await update(stage, { manage: 'check\nmigrate --noinput' })
    expect(outcome(again)).toBe('ok - changed')
    expect(again.outputs).toMatchObject({
      version: '3',
      'previous-version': '2',
      'previous-code-sha256': result.outputs['code-sha256'],
    })
    expect(aws.callsOf('Invoke').map(({ body }) => JSON.parse(String(body)))).toEqual([
      { manage: 'migrate --noinput' },
      { manage: 'check' },
      { manage: 'migrate --noinput' },
    ])
    expect(await page(stage, '/healthz')).toBe('200 release 3 has 0 notes')
  })

  test('a dry run changes nothing', async () => {
    const stage = await released()
    const before = files(stage.workspace)
    const result = await update(stage, { 'dry-run': 'true', manage: 'none' })
    expect(outcome(result)).toBe('ok -')
    expect(stage.aws.changes()).toEqual([])
    expect(files(stage.workspace)).toEqual(before)
    expect(JSON.parse(result.outputs['plan'] ?? '')).toMatchObject({ action: 'update', manage: [] })
    expect(result.log).toContain('"dev": would be updated.')
    await expectOldCode(stage, result)
  })

  test('a missing function is deployed only with "deploy-if-missing"', async () => {
    const stage = await undeployed()
    const refused = await update(stage)
    expect(outcome(refused)).toBe('failed not-deployed')
    expect(message(refused)).toContain('set "deploy-if-missing: true"')
    expect(stage.aws.changes()).toEqual([])
    const result = await update(stage, { 'deploy-if-missing': 'true' })
    expect(outcome(result)).toBe('ok - changed')
    expect(result.outputs).toMatchObject({ version: '1', 'previous-version': '' })
    expect(result.outputs['url']).toMatch(URL)
    expect(await page(stage, '/healthz')).toBe('200 release 1 has 0 notes')
  })

  test('a first deployment whose migration fails stays, and the error says so', async () => {
    const stage = await undeployed({ dev: { use_apigateway: false } })
    stage.project.migration('fails')
    const result = await update(stage, { 'deploy-if-missing': 'true' })
    expect(outcome(result)).toBe('failed migration-failed changed')
    expect(message(result)).toContain('"zappa undeploy dev" removes it')
    expect(result.outputs['code-sha256']).toBe(await stage.aws.sha('demo-dev'))
  })
})
