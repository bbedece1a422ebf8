// Real Zappa against the tests' AWS: exit codes and output are those that were recorded with Zappa 0.63.0.
import { join } from 'node:path'
import { beforeEach, expect, test } from '@jest/globals'
import type { Aws } from '../../../fakes/aws/aws.ts'
import { deployed } from '../../../fakes/zappa-project/deployed.ts'
import { environmentOfZappa, type Project } from '../../../fakes/zappa-project/project.ts'
import { type Finished, zappa } from '../../../fakes/zappa-project/zappa-command.ts'
import { withTools } from '../../support/tools.ts'
import { page as pageOf, undeployed, zappaWorld } from '../../support/zappa-update/update.ts'

const URL = /https:\/\/\w+\.execute-api\.eu-west-1\.amazonaws\.com\/dev/

withTools(['zappa', 'moto'], () => {
  zappaWorld()
  let aws: Aws
  let project: Project
  let page: (path: string) => Promise<string>
  beforeEach(async () => {
    const stage = await undeployed()
    aws = stage.aws
    project = stage.project
    page = (path) => pageOf(stage, path)
    await deployed(aws, project)
  }, 300_000)
  const run = (...args: string[]): Promise<Finished> => zappa(aws, project, args)

  test('deploy, without and with a deployed function', async () => {
    await aws.reset()
    const absent = await run('status', 'dev', '--json')
    expect([absent.code, absent.out]).toEqual([1, ''])
    expect(absent.err).toBe(
      'Error: No Lambda demo-dev detected in eu-west-1 - have you deployed yet?\n',
    )
    const first = await run('deploy', 'dev')
    expect([first.code, first.err]).toEqual([0, expect.stringContaining('INFO:Packaging project')])
    expect(first.out).toMatch(new RegExp(`\nDeployment complete!: ${URL.source}\n$`))
    expect((await aws.versions('demo-dev')).map(({ version }) => version)).toEqual(['1'])
    expect(await page('/')).toBe('200 release 1')
    const again = await run('deploy', 'dev')
    expect([again.code, again.err]).toEqual([
      1,
      'Error: This application is already deployed - did you mean to call update?\n',
    ])
  }, 180_000)

  test("the project's own tests run on sqlite whatever DATABASE_URL says", async () => {
    const env = { DATABASE_URL: 'postgresql://user:word@127.0.0.1:1/production' }
    const options = { env, program: [join(environmentOfZappa(), 'bin/python'), 'manage.py'] }
    expect(await zappa(aws, project, ['test'], options)).toMatchObject({ code: 0 })
    expect(await zappa(aws, project, ['migrate'], options)).toMatchObject({ code: 1 })
  })

  test('update, migration and rollback', async () => {
    project.release('2')
    const before = await aws.sha('demo-dev')
    const updated = await run('update', 'dev')
    expect(updated.code).toBe(0)
    expect(updated.out).toMatch(
      new RegExp(`\nYour updated Zappa deployment is live!: ${URL.source}\n$`),
    )
    expect(aws.operations()).toEqual([
      ...['GetFunction', 'GetRole', 'GetRolePolicy', 'HeadBucket', 'PutObject'],
      ...['UpdateFunctionCode', 'GetAlias', 'DeleteFunctionConcurrency', 'ListVersionsByFunction'],
      ...['GetFunctionConfiguration', 'HeadBucket', 'DeleteObject', 'GetFunctionConfiguration'],
      ...['UpdateFunctionConfiguration', 'HeadBucket', 'PutObject', 'DescribeStacks'],
      ...['UpdateStack', 'DescribeStacks', 'HeadBucket', 'DeleteObject', 'DescribeStackResource'],
      ...['GetRestApi', 'UpdateRestApi', 'UpdateRestApi', 'CreateDeployment', 'UpdateStage'],
      ...['ListFunctionUrlConfigs', 'HeadBucket', 'DeleteObject'],
    ])
    expect(await page('/')).toBe('200 release 2')
    const status = JSON.parse((await run('status', 'dev', '--json')).out) as Record<string, unknown>
    expect(status).toMatchObject({ 'Lambda Versions': 3, 'Lambda Name': 'demo-dev' })

    const unquoted = await run('manage', 'dev', 'migrate', '--noinput')
    expect([unquoted.code, unquoted.out]).toEqual([2, ''])
    const migrated = await run('manage', 'dev', 'migrate --noinput')
    expect([migrated.code, migrated.err]).toEqual([0, ''])
    expect(migrated.out).toContain('  Applying notes.0001_initial... OK\n')
    expect(await page('/healthz')).toBe('200 release 2 has 0 notes')

    expect((await run('rollback', 'dev')).out).toMatch(/Rolling back\.\.\nDone!\n$/)
    expect(await aws.sha('demo-dev')).toBe(before)
    expect(await page('/')).toBe('200 release 1')
  }, 180_000)
})
