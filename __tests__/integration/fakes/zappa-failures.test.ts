// Real Zappa against the tests' AWS, whose calls fail: exit codes, output and the deployed code are those that were recorded.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from '@jest/globals'
import type { Aws } from '../../../fakes/aws/aws.ts'
import { FAULTS } from '../../../fakes/aws/faults.ts'
import { deployed } from '../../../fakes/zappa-project/deployed.ts'
import type { Project } from '../../../fakes/zappa-project/project.ts'
import { type Finished, zappa } from '../../../fakes/zappa-project/zappa-command.ts'
import { withTools } from '../../support/tools.ts'
import { deployNextVersion, repacked } from '../../support/zappa-update/next-version.ts'
import {
  folder,
  page as pageOf,
  undeployed,
  zappaWorld,
} from '../../support/zappa-update/update.ts'

const BANNER = 'Oh no! An error occurred! :('
const { conflict, denied, expired, throttled, unrecognised } = FAULTS

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
  /** `zappa update` with a package that exists already: the whole command but packaging. */
  const update = async (): Promise<Finished> => {
    const file = join(folder(), 'package.zip')
    writeFileSync(file, await repacked(aws, project))
    return run('update', 'dev', '--json', '--zip', file)
  }

  test('a failed migration, and failed calls', async () => {
    project.migration('fails')
    await deployNextVersion(aws, project)
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

  test('an update that fails before the code is live, and one that fails afterwards', async () => {
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

  test('a refused upload, and a refused download', async () => {
    const before = await aws.sha('demo-dev')
    aws.fault('PutObject', denied)
    const upload = await run('update', 'dev', '--json')
    expect([upload.code, upload.out]).toEqual([1, ''])
    expect(upload.err).toContain('\nError: Unable to upload project to S3. Quitting.\n')
    expect(await aws.sha('demo-dev')).toBe(before)
    aws.unfault()
    aws.fault('DownloadCode', { status: 403, code: 'AccessDenied', message: 'expired' })
    project.release('2')
    const second = await deployNextVersion(aws, project)
    const rollback = await run('rollback', 'dev', '--json')
    expect([rollback.code, rollback.err]).toEqual([
      0,
      'ERROR:Failed to get version 1 of demo-dev code\n',
    ])
    expect(await aws.sha('demo-dev')).toBe(second)
  }, 180_000)
})
