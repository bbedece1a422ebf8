// Two updates of one function at once.
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, jest, test } from '@jest/globals'
import { FAULTS } from '../../../fakes/aws/faults.ts'
import { withTools } from '../../support/tools.ts'
import {
  expectNewCode,
  expectOldCode,
  folder,
  message,
  outcome,
  page,
  released,
  run,
  type Stage,
  update,
  warnings,
  zappaWorld,
} from '../../support/zappa-update/update.ts'

jest.setTimeout(300_000)
const PAGE = 'https://github.com/acme/shop/actions/runs'
const job = (id: string) => ({
  env: { GITHUB_REPOSITORY: 'acme/shop', GITHUB_RUN_ID: id, GITHUB_RUN_ATTEMPT: '2' },
})

/** Another checkout of the same project. */
function another(stage: Stage, release: string): Stage {
  const workspace = folder()
  cpSync(stage.project.folder, join(workspace, 'project'), { recursive: true })
  const text = `RELEASE = ${JSON.stringify(release)}\n`
  writeFileSync(join(workspace, 'project/notes/release.py'), text)
  return { ...stage, workspace }
}

withTools(['zappa', 'moto'], () => {
  zappaWorld()

  test('the second waits and then updates, or is refused if it may not wait', async () => {
    const stage = await released()
    const { aws } = stage
    const other = another(stage, '3')
    aws.fault('UpdateFunctionCode', { hang: true, times: 1 })
    const first = run(stage, { manage: 'none' }, job('17'))
    await aws.called('UpdateFunctionCode')
    const refused = await run(other, { 'lock-wait': '0s' }, job('18'))
    expect(outcome(refused)).toBe('failed locked')
    expect(message(refused)).toContain(`${PAGE}/17 attempt 2`)
    expect(Object.keys(await aws.tags('demo-dev'))).toHaveLength(1)
    const onLine = (line: string): void => {
      if (line.includes('Waiting for another run')) aws.unfault()
    }
    const second = await run(other, { manage: 'none' }, { ...job('19'), onLine })
    const { outputs, ...ran } = await first
    expect([outcome({ ...ran, outputs }), outcome(second)]).toEqual([
      'ok - changed',
      'ok - changed',
    ])
    expect(second.log).toContain(`${PAGE}/17 attempt 2`)
    expect(second.outputs).toMatchObject({
      'previous-code-sha256': outputs['code-sha256'],
      'previous-version': outputs['version'],
      'code-sha256': await aws.sha('demo-dev'),
    })
    expect(await page(stage)).toBe('200 release 3')
    expect(await aws.tags('demo-dev')).toEqual({})
  })

  test('the code of the first is restored when the second fails', async () => {
    const stage = await released()
    const { aws, project } = stage
    const other = another(stage, '3')
    project.migration('fails')
    cpSync(
      join(project.folder, 'notes/migrations/0002_fails.py'),
      join(other.workspace, 'project/notes/migrations/0002_fails.py'),
    )
    aws.fault('UpdateFunctionCode', { hang: true, times: 1 })
    const first = run(stage, { manage: 'none' }, job('17'))
    await aws.called('UpdateFunctionCode')
    const onLine = (line: string): void => {
      if (line.includes('Waiting for another run')) aws.unfault()
    }
    const second = await run(other, {}, { ...job('18'), onLine })
    const sha = (await first).outputs['code-sha256']
    expect(outcome(second)).toBe('failed migration-failed restored')
    expect([second.outputs['code-sha256'], await aws.sha('demo-dev')]).toEqual([sha, sha])
    expect(await page(stage)).toBe('200 release 2')
  })

  test('an expired lock is removed, and a valid one is respected', async () => {
    const stage = await released()
    const { aws } = stage
    const later = new Date(Date.now() + 3_600_000).toISOString()
    await aws.tag('demo-dev', { 'towpath-update:new': `${PAGE}/3 attempt 1 until ${later}` })
    const refused = await run(stage, { 'lock-wait': '1s' })
    expect(outcome(refused)).toBe('failed locked')
    expect(message(refused)).toContain(`${PAGE}/3 attempt 1`)
    expect(Object.keys(await aws.tags('demo-dev'))).toEqual(['towpath-update:new'])
    expect(aws.callsOf('PutObject')).toEqual([])
    await expectOldCode(stage, refused)
    const past = new Date(Date.now() - 60_000).toISOString()
    await aws.tag('demo-dev', { 'towpath-update:new': `${PAGE}/3 attempt 1 until ${past}` })
    const result = await update(stage, { 'lock-wait': '0s' })
    expect(outcome(result)).toBe('ok - changed')
    expect(warnings(result)).toEqual([
      expect.stringMatching(
        /left its lock on this function, which has expired: .*runs\/3 attempt 1/,
      ),
    ])
    await expectNewCode(stage, result)
  })

  test.each(['TagResource', 'ListTags'])('%s is denied: there is no lock', async (operation) => {
    const stage = await released()
    stage.aws.fault(operation, FAULTS.denied)
    const result = await run(stage)
    expect(outcome(result)).toBe('ok - changed')
    expect(warnings(result)).toEqual([expect.stringContaining('"concurrency:"')])
    stage.aws.unfault()
    expect(await stage.aws.tags('demo-dev')).toEqual({})
    await expectNewCode(stage, result)
  })
})
