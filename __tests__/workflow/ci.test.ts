import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { ROOT } from '../../scripts/actions.ts'
import { withTool } from '../support/tools.ts'
import { workflowWorld } from '../support/workflow/act.ts'

withTool('act', (act) => {
  test('the job of CI that uses the actions succeeds', () => {
    using world = workflowWorld(act)
    for (const part of ['.github', 'actions', 'dist']) {
      cpSync(join(ROOT, part), join(world.repository, part), { recursive: true })
    }
    const payload = { ref: 'refs/heads/master' }
    const { jobs } = world.run('push', { payload, args: ['--job=actions'] })
    expect(jobs.map(({ id, result }) => [id, result])).toEqual([['actions', 'success']])
  })
})
