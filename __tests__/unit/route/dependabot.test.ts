import { describe, expect, test } from '@jest/globals'
import {
  decide,
  names,
  planned,
  pull,
  repo,
  SHA,
  summaryOf,
  ZERO,
} from '../../support/route/decision.ts'

const BOT = 'dependabot[bot]'
const BRANCH = 'dependabot/npm_and_yarn/lodash-4.17.21'
const push = { ref: `refs/heads/${BRANCH}` }
const bump = (action: string, more: object = {}) =>
  pull(action, { head: { ref: BRANCH, sha: SHA, repo }, user: { login: BOT }, ...more })
const deployment = { deployment: { environment: 'e', sha: SHA } }

/** The events that GitHub restricts for Dependabot. */
const RESTRICTED: [string, object][] = [
  ['push', push],
  ['push', { ...push, deleted: true, after: ZERO }],
  ['pull_request', bump('opened')],
  ['pull_request', bump('closed')],
  ['pull_request_review', bump('submitted')],
  ['pull_request_review_comment', bump('created')],
  ['create', { ref: BRANCH, ref_type: 'branch' }],
  ['deployment', deployment],
  ['deployment_status', { ...deployment, deployment_status: { state: 'success' } }],
]

const on = `on: [${[...new Set(RESTRICTED.map(([event]) => event))].join(', ')}, pull_request_target, workflow_run, delete]`
const routes = `- { ${on}, environments: [e, 'e-{slug}'] }`
const allowing = `- { ${on}, environments: [e, 'e-{slug}'], dependabot: allow }`

describe('a run that Dependabot started', () => {
  test.each(RESTRICTED)('by %s is denied', (event, payload) => {
    expect(summaryOf(decide(routes, { event, payload, actor: BOT }))).toEqual([
      'none',
      'dependabot',
      [],
    ])
  })

  test.each(RESTRICTED)(
    'by %s has this reason as well if no route names the event',
    (event, payload) => {
      const other = '- { on: schedule, environment: e }'
      expect(decide(other, { event, payload, actor: BOT }).reason).toBe('dependabot')
    },
  )

  test.each(RESTRICTED)('by %s is routed if the route allows it', (event, payload) => {
    const { reason } = decide(allowing, { event, payload, actor: BOT })
    expect(['routed', 'ref-deleted', 'pull-request-closed']).toContain(reason)
  })

  test('passes over routes that do not allow it, to a later one', () => {
    const later = '- { on: push, environment: checks, dependabot: allow }'
    const decided = decide(`${routes}\n${later}`, { event: 'push', payload: push, actor: BOT })
    expect(names(decided)).toEqual(['checks'])
    expect(decided.routes[0]?.verdict.reason).toBe('dependabot')
  })

  test('is found by its sender if the actor is unknown', () => {
    const payload = { ...push, sender: { login: BOT } }
    expect(decide(routes, { event: 'push', payload }).reason).toBe('dependabot')
  })

  test("can't reach a chosen environment", () => {
    const sent = { event: 'push', payload: push, actor: BOT, chosen: 'e' }
    expect(planned(routes, sent)).toMatchObject({ refused: 'environment-not-reachable' })
  })

  test.each([
    ['pull_request_target', bump('opened')],
    ['delete', { ref: BRANCH, ref_type: 'branch' }],
    [
      'workflow_run',
      {
        repository: repo,
        workflow_run: { head_branch: BRANCH, head_repository: repo, conclusion: 'success' },
      },
    ],
  ])('by %s has its secrets, and is routed', (event, payload) => {
    expect(decide(routes, { event, payload, actor: BOT }).reason).not.toBe('dependabot')
  })
})

describe('a run that a person started', () => {
  test.each([
    ["a push onto Dependabot's branch", 'push', { ...push, sender: { login: 'ada' } }],
    ["a new commit in Dependabot's pull request", 'pull_request', bump('synchronize')],
    ["a label on Dependabot's pull request", 'pull_request', bump('labeled')],
  ])('is routed: %s', (_, event, payload) => {
    expect(decide(routes, { event, payload, actor: 'ada' }).action).toBe('deploy')
  })

  test('is its own if the payload is older: GITHUB_ACTOR has the rights', () => {
    const payload = { ...push, sender: { login: BOT } }
    expect(decide(routes, { event: 'push', payload, actor: 'ada' }).action).toBe('deploy')
  })

  test.each(['dependabot', 'dependabot-preview[bot]', 'Dependabot[bot]x', 'renovate[bot]'])(
    '%s is not Dependabot',
    (actor) => {
      expect(decide(routes, { event: 'push', payload: push, actor }).action).toBe('deploy')
    },
  )
})

describe('a re-run', () => {
  test('keeps the rights of the first actor, whoever starts it and whatever the payload says', () => {
    const payload = { ...push, sender: { login: 'ada' } }
    expect(decide(routes, { event: 'push', payload, actor: BOT }).reason).toBe('dependabot')
  })
})
