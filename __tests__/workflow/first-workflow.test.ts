import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { ROOT } from '../../scripts/actions.ts'
import { withTool } from '../support/tools.ts'
import { workflowWorld } from '../support/workflow/act.ts'

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
const workflow = /## A first workflow\n+```yaml\n(.*?)```/s.exec(readme)?.[1] ?? ''

test('the first workflow of the README has at most 25 lines', () => {
  expect(workflow.trimEnd().split('\n').length).toBeLessThanOrEqual(25)
})

const recipes = readFileSync(join(ROOT, 'action-docs/route.md'), 'utf8')
const review = /\*\*Review environments\.\*\*.*?```yaml\n(.*?)```/s.exec(recipes)?.[1] ?? ''

withTool('act', (act) => {
  test.each([
    ['opened', 'deploy to review-7'],
    ['closed', 'remove review-7'],
  ])('the recipe for review environments, pull request %s: %s and nothing else', (action, says) => {
    using world = workflowWorld(act)
    mkdirSync(join(world.repository, '.github/workflows'), { recursive: true })
    writeFileSync(join(world.repository, '.github/workflows/review.yml'), review)
    const repo = { full_name: 'acme/shop' }
    const [head, base] = [
      { ref: 'feature', sha: 'a'.repeat(40), repo },
      { ref: 'develop', repo },
    ]
    const payload = { action, number: 7, pull_request: { number: 7, head, base } }
    const { status, jobs, log } = world.run('pull_request', { payload })
    expect([status, jobs.map(({ id }) => id).sort()]).toEqual([
      0,
      [action === 'closed' ? 'remove' : 'deploy', 'route'].sort(),
    ])
    expect(log).toContain(says)
  })

  test.each([
    ['refs/heads/master', 'production'],
    ['refs/heads/develop', 'staging'],
    ['refs/heads/feature', undefined],
    ['refs/tags/master', undefined],
  ])('pasted into an empty repository, a push of %s deploys to %s', (ref, environment) => {
    using world = workflowWorld(act)
    mkdirSync(join(world.repository, '.github/workflows'), { recursive: true })
    writeFileSync(join(world.repository, '.github/workflows/deploy.yml'), workflow)
    const { status, jobs, log } = world.run('push', { payload: { ref } })
    expect(status).toBe(0)
    const deploys = jobs.filter(({ id }) => id === 'deploy')
    expect(deploys).toMatchObject(environment ? [{ matrix: { environment } }] : [])
    expect(log.includes(`the deployment to ${environment} begins`)).toBe(environment !== undefined)
  })
})
