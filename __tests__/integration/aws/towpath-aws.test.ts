// Real Zappa against the tests' AWS: exit codes, texts and what is left are those that were recorded.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { type Aws, startAws } from '../../../fakes/aws/aws.ts'
import { FAULTS } from '../../../fakes/aws/faults.ts'
import { deployed } from '../../../fakes/zappa-project/deployed.ts'
import {
  djangoProject,
  environmentOfZappa,
  type Project,
} from '../../../fakes/zappa-project/project.ts'
import { type Said, zappa } from '../../../fakes/zappa-project/zappa-command.ts'
import { withTools } from '../../support/tools.ts'
import { put, repacked } from '../../support/zappa/put.ts'

const URL = /https:\/\/\w+\.execute-api\.eu-west-1\.amazonaws\.com\/dev/
const BANNER = 'Oh no! An error occurred! :('
const { conflict, denied, expired, throttled, unrecognised } = FAULTS

withTools(['zappa', 'moto'], () => {
  let aws: Aws
  let project: Project
  const temp = mkdtempSync(join(tmpdir(), 'towpath-zappa-test-'))
  let count = 0
  beforeAll(async () => {
    aws = await startAws()
  }, 300_000)
  afterAll(async () => {
    await aws[Symbol.asyncDispose]()
    rmSync(temp, { recursive: true })
  })
  beforeEach(async () => {
    await aws.reset()
    count += 1
    project = djangoProject(join(temp, `project${count}`))
    await deployed(aws, project)
  }, 300_000)
  const run = (...args: string[]): Promise<Said> => zappa(aws, project, args)
  const page = async (path: string): Promise<string> => {
    const answer = await fetch(`${aws.siteUrl('demo-dev')}${path}`)
    return `${answer.status} ${(await answer.text()).trim()}`
  }
  /** `zappa update` with a package that is there, which is all that it does but packaging. */
  const update = async (): Promise<Said> => {
    const file = join(temp, 'package.zip')
    writeFileSync(file, await repacked(aws, project))
    return run('update', 'dev', '--json', '--zip', file)
  }

  test('deploy, where there is nothing and where there is something', async () => {
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

  test('a migration that fails, and calls that do', async () => {
    project.migration('fails')
    await put(aws, project)
    const failed = await run('manage', 'dev', 'migrate')
    expect([failed.code, failed.err]).toEqual([
      1,
      'Error: Unhandled error occurred while invoking command.\n',
    ])
    aws.fault('Invoke', throttled)
    const throttling = await run('manage', 'dev', 'migrate')
    expect([throttling.code, throttling.out]).toEqual([255, expect.stringContaining(BANNER)])
    expect(throttling.err).toMatch(/TooManyRequestsException.*\n$/)
    aws.unfault()
    const invoked = aws.callsOf('Invoke').length
    aws.fault('Invoke', { ...FAULTS.internal, times: 2 })
    expect((await run('manage', 'dev', 'check')).code).toBe(0)
    expect(aws.callsOf('Invoke').length - invoked).toBe(3)
  }, 180_000)

  test.each([
    ['expired', expired],
    ['denied', denied],
    ['unrecognised', unrecognised],
    ['throttled', throttled],
  ])('update with credentials or a rate that AWS refuses: %s', async (_, fault) => {
    aws.fault('GetFunction', fault)
    const { code, out, err } = await run('update', 'dev', '--json')
    expect([code, err]).toEqual([255, ''])
    expect(out).toMatch(/^\w+: An error occurred \(\w+\) when calling the GetFunction operation/)
    expect(out).toContain(`(${fault.code})`)
    expect(out).toContain(fault.message)
  })

  test('an update that dies before the code is live, and one that dies after', async () => {
    const before = await aws.sha('demo-dev')
    project.release('2')
    aws.fault('UpdateFunctionCode', conflict)
    const early = await update()
    expect([early.code, early.out]).toEqual([255, expect.stringContaining(BANNER)])
    expect(early.err).toContain(`ResourceConflictException) when calling the UpdateFunctionCode`)
    expect(await aws.sha('demo-dev')).toBe(before)
    aws.unfault()
    aws.fault('UpdateFunctionConfiguration', denied)
    const late = await update()
    expect([late.code, late.out]).toEqual([255, expect.stringContaining(BANNER)])
    expect(await page('/')).toBe('200 release 2')
    aws.unfault()
    aws.fault('UpdateStack', denied)
    const later = await update()
    expect(later.code).toBe(255)
    expect(later.err).toContain('AccessDeniedException) when calling the UpdateStack')
  }, 180_000)

  test('an upload that is refused, and a download', async () => {
    const before = await aws.sha('demo-dev')
    aws.fault('PutObject', denied)
    const upload = await run('update', 'dev', '--json')
    expect([upload.code, upload.out]).toEqual([1, ''])
    expect(upload.err).toContain('\nError: Unable to upload project to S3. Quitting.\n')
    expect(await aws.sha('demo-dev')).toBe(before)
    aws.unfault()
    aws.fault('DownloadCode', { status: 403, code: 'AccessDenied', message: 'expired' })
    project.release('2')
    const second = await put(aws, project)
    const rollback = await run('rollback', 'dev', '--json')
    expect([rollback.code, rollback.err]).toEqual([
      0,
      'ERROR:Failed to get version 1 of demo-dev code\n',
    ])
    expect(await aws.sha('demo-dev')).toBe(second)
  }, 180_000)
})
