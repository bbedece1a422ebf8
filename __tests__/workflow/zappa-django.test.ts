import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { toolPath } from '../../scripts/test-tools.ts'
import { withTools } from '../support/tools.ts'
import type { WorkflowResult } from '../support/workflow/act.ts'
import { messages, results } from '../support/workflow/caller.ts'
import { type Notes, startNotes } from '../support/workflow/notes.ts'

const HOSTILE = 'postgres://notes:word-of-production@127.0.0.1:1/production'

withTools(['act', 'zappa', 'moto'], () => {
  describe('zappa-django', () => {
    let notes: Notes
    let settings = ''
    beforeAll(async () => {
      notes = await startNotes(toolPath('act') ?? '', [])
      settings = readFileSync(join(notes.world.repository, 'zappa_settings.json'), 'utf8')
    }, 300_000)
    afterAll(() => notes?.stop())

    const push = (ref = 'refs/heads/develop', args: readonly string[] = []) =>
      notes.begin('push', { payload: { ref }, args })
    /** Returns the secrets that the log shows, as they are and as they are written in the settings. */
    const shown = (result: WorkflowResult): string[] => {
      const key = notes.aws.environment['AWS_SECRET_ACCESS_KEY'] ?? ''
      const texts = [...Object.values(notes.secrets), key].flatMap((value) => [
        value,
        JSON.stringify(value).slice(1, -1),
      ])
      return texts.filter((text) => messages(result).includes(text))
    }
    const functionSha = () => notes.aws.sha('notes-dev')

    // Each test continues where the one before ended.
    test('a push to develop tests on sqlite whatever DATABASE_URL says, updates dev and migrates it', async () => {
      expect(await notes.page('/healthz')).toMatch(/^500 /)
      notes.release('two')
      const result = await push(undefined, [`--env=DATABASE_URL=${HOSTILE}`])
      expect([result.status, results(result)]).toEqual([0, ['test  success', 'deploy dev success']])
      expect(await notes.page('/healthz')).toBe('200 ok from two, with 0 notes')
      expect(await notes.page('/')).toBe('200 Notes, in development')
      expect(result.outputs['update']).toMatchObject({ changed: 'true', restored: 'false' })
      expect(shown(result)).toEqual([])
      expect(notes.cloud.left()).toEqual({ settings, status: '' })
    }, 300_000)

    test('a migration that prints all variables and fails leaves the old release', async () => {
      const before = await functionSha()
      notes.release('three')
      notes.migration(true)
      const result = await push()
      notes.migration(false)
      expect([result.status, results(result)]).toEqual([1, ['test  success', 'deploy dev failure']])
      expect(result.outputs['update']).toMatchObject({
        ...{ changed: 'false', restored: 'true', reason: 'migration-failed' },
      })
      expect(result.log).toContain('DATABASE_URL=***')
      expect(await functionSha()).toBe(before)
      expect(await notes.page('/healthz')).toBe('200 ok from two, with 0 notes')
      expect(shown(result)).toEqual([])
      expect(notes.cloud.left()).toEqual({ settings, status: '' })
    }, 300_000)

    test('failed tests, and other branches, make no call to AWS', async () => {
      const before = notes.aws.calls.length
      const other = await push('refs/heads/master')
      expect([other.status, results(other)]).toEqual([0, ['test  success']])
      const broken = join(notes.world.repository, 'notes/test_broken.py')
      writeFileSync(broken, 'raise AssertionError("on purpose")\n')
      const failed = await push()
      rmSync(broken)
      expect([failed.status, results(failed)]).toEqual([1, ['test  failure']])
      expect(notes.aws.calls.length).toBe(before)
    }, 300_000)

    test('production is updated by hand, from master only', async () => {
      const before = notes.aws.calls.length
      const dispatch = (ref: string) => notes.begin('workflow_dispatch', { payload: { ref } })
      const develop = await dispatch('refs/heads/develop')
      expect([develop.status, results(develop)]).toEqual([0, ['test  success']])
      expect(notes.aws.calls.length).toBe(before)
      // It was never deployed: that is an error, not a first deployment.
      const master = await dispatch('refs/heads/master')
      expect(results(master)).toEqual(['test  success', 'deploy production failure'])
      expect(master.outputs['update']).toMatchObject({ reason: 'not-deployed', changed: 'false' })
      const asked = notes.aws.calls.slice(before).filter(({ path }) => path.includes('/functions/'))
      expect(new Set(asked.map(({ path }) => /notes-\w+/.exec(path)?.[0]))).toEqual(
        new Set(['notes-production']),
      )
    }, 300_000)
  })
})
