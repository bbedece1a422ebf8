import { describe, expect, test } from '@jest/globals'
import { decide, names, pull, repo, SHA, summaryOf, ZERO } from '../../support/route/decision.ts'

const NAME = `gh-readonly-queue/main/pr-104-${SHA}`
const REF = `refs/heads/${NAME}`
const branch = { ref: NAME, ref_type: 'branch' }
const run = {
  repository: repo,
  workflow_run: {
    head_branch: NAME,
    head_sha: SHA,
    head_repository: repo,
    event: 'merge_group',
    conclusion: 'success',
  },
}
const status = {
  deployment: { environment: 'e', sha: SHA },
  deployment_status: { state: 'success' },
}

/** Everything that a temporary branch of a merge queue can trigger. */
const EVENTS: [string, string, object][] = [
  ['a push', 'push', { ref: REF, after: SHA }],
  ['a first push', 'push', { ref: REF, before: ZERO, created: true }],
  ['a push that deletes it', 'push', { ref: REF, after: ZERO, deleted: true }],
  ['its deletion', 'delete', branch],
  ['its creation', 'create', branch],
  ['a run by hand', 'workflow_dispatch', { ref: REF }],
  ['a workflow that ran on it', 'workflow_run', run],
  ['a deployment of it', 'deployment', status],
  ['the state of a deployment of it', 'deployment_status', status],
]

const on =
  'on: [push, delete, create, workflow_dispatch, workflow_run, deployment, deployment_status]'

describe('a temporary branch of a merge queue', () => {
  test.each(EVENTS)('%s is denied by patterns for everything', (_, event, payload) => {
    for (const filter of [
      "branches: ['**'], ",
      '',
      "branches: ['gh-*/**'], ",
      "branches: ['**', '!gh-readonly-queue/x/**'], ",
      'branches-ignore: [main], ',
      "branches-ignore: ['gh-readonly-queue/develop/**'], ",
    ]) {
      const routes = `- { ${on}, ${filter}environment: e }\n- { ${on}, ${filter}environment: 'e-{slug}' }`
      const decided = decide(routes, { event, payload, ref: REF })
      expect(summaryOf(decided)).toEqual(['none', 'merge-queue', []])
    }
  })

  test.each(EVENTS)('%s has this reason as well if no route matches', (_, event, payload) => {
    const routes = '- { on: push, branches: [main], environment: e }'
    expect(decide(routes, { event, payload, ref: REF }).reason).toBe('merge-queue')
  })

  test.each(EVENTS)('%s is routed if a pattern names such branches', (_, event, payload) => {
    const routes = `- { ${on}, branches: ['**'], environment: x }\n- { ${on}, branches: ['gh-readonly-queue/**'], environments: [e, 'e-{slug}'] }`
    const { action, reason } = decide(routes, { event, payload, ref: REF })
    const isGone = event === 'delete' || 'deleted' in payload
    expect([action, reason]).toEqual(isGone ? ['teardown', 'ref-deleted'] : ['deploy', 'routed'])
  })

  test('a later route that names it takes what earlier ones pass over', () => {
    const routes =
      "- { on: push, environment: all }\n- { on: push, branches: ['gh-readonly-queue/main/*'], environment: queue }"
    expect(names(decide(routes, { event: 'push', payload: { ref: REF } }))).toEqual(['queue'])
  })

  test.each([
    ['a tag of that name', 'push', { ref: `refs/tags/${NAME}` }],
    ['a branch with a similar name', 'push', { ref: 'refs/heads/gh-readonly-queue-notes' }],
    ['a branch that contains it', 'push', { ref: `refs/heads/x/${NAME}` }],
    ['a pull request', 'pull_request', pull('opened')],
  ])('%s is none', (_, event, payload) => {
    expect(
      names(decide('- { on: [push, pull_request], environment: e }', { event, payload })),
    ).toEqual(['e'])
  })

  test('an event of the queue itself is routed by its base branch, if a route names the event', () => {
    const payload = { merge_group: { base_ref: 'refs/heads/main', head_ref: REF, head_sha: SHA } }
    const routes = '- { on: merge_group, branches: [main], environment: e }'
    expect(names(decide(routes, { event: 'merge_group', payload }))).toEqual(['e'])
  })
})
