import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { compile } from '../../../actions/route/src/compile-routes.ts'
import type { Plan, Refusal } from '../../../actions/route/src/decision.ts'
import { plan } from '../../../actions/route/src/plan.ts'
import { REASONS } from '../../../actions/route/src/reasons.ts'
import { warningsOf } from '../../../actions/route/src/warnings.ts'
import type { UserError } from '../../../kit/action/user-error.ts'
import { inputSource, readTowpath } from '../../../kit/config/read.ts'
import { EVENTS, subjectOf } from '../../../kit/events/event-rules.ts'
import { ROOT } from '../../../scripts/actions.ts'

const require = createRequire(import.meta.url)
const SHA = 'a'.repeat(40)
const TAG_OBJECT = 'b'.repeat(40)

const compiled = (text: string) => compile(readTowpath(inputSource('routes', text)))

const ROUTES = `
routes:
  - { on: push, branches: [develop], environment: staging }
  - { on: [push, delete], branches: ['feature/**'], environment: 'review-{slug}' }
  - { on: push, tags: [uat], environment: uat }
  - { on: pull_request, branches: [develop], environment: 'review-{number}' }
  - { on: pull_request, branches: [open], environment: 'fork-{number}', forks: allow }
  - { on: workflow_run, branches: [develop], environment: after }
  - { on: schedule, cron: '0 3 * * 1', environment: staging }
  - { on: workflow_dispatch, environments: [staging, production] }
  - { on: deployment_status, environment: production }
  - { on: release, types: [published], environment: production }
environments:
  staging: { url: 'https://{slug}.example.org/{name}', channel: beta, variables: { REF: '{name}' } }
  'review-{number}': { url: 'https://review-{number}.example.org' }
`

type Sent = { event: string; payload?: unknown; ref?: string; sha?: string; chosen?: string }

const decide = ({ event, payload = {}, ref = 'refs/heads/master', sha = SHA, chosen = '' }: Sent) =>
  plan(
    subjectOf({ event, ref, sha, payload: payload as Record<string, unknown> }),
    compiled(ROUTES),
    chosen,
  )

const repo = { full_name: 'acme/shop' }
const pull = (more: { base?: string; head?: unknown; action?: string } = {}) => ({
  action: more.action ?? 'opened',
  repository: repo,
  pull_request: {
    number: 7,
    head: { ref: 'main', sha: SHA, repo: 'head' in more ? more.head : repo },
    base: { ref: more.base ?? 'develop', repo },
  },
})
const follows = (more: object = {}) => ({
  repository: repo,
  workflow_run: {
    head_branch: 'develop',
    head_sha: SHA,
    conclusion: 'success',
    head_repository: repo,
    ...more,
  },
})

/** The event, then action, reason, environments, and the subject's commit. */
const CASES: [string, Sent, string, string, string[], string?][] = [
  [
    'push',
    { event: 'push', payload: { ref: 'refs/heads/develop' } },
    'deploy',
    'routed',
    ['staging'],
    SHA,
  ],
  ['push of no route', { event: 'push', payload: { ref: 'refs/heads/x' } }, 'none', 'no-route', []],
  [
    'a branch named like a tag',
    { event: 'push', payload: { ref: 'refs/heads/uat' } },
    'none',
    'no-route',
    [],
  ],
  [
    'annotated tag',
    { event: 'push', payload: { ref: 'refs/tags/uat', after: TAG_OBJECT } },
    'deploy',
    'routed',
    ['uat'],
    SHA,
  ],
  [
    'deleted review branch',
    { event: 'push', payload: { ref: 'refs/heads/feature/x', deleted: true } },
    'teardown',
    'ref-deleted',
    ['review-feature-x-217d2bf51f'],
    '',
  ],
  [
    'deleted shared branch',
    { event: 'push', payload: { ref: 'refs/heads/develop', after: '0'.repeat(40) } },
    'none',
    'ref-deleted',
    [],
  ],
  [
    'delete event',
    { event: 'delete', payload: { ref: 'feature/x', ref_type: 'branch' } },
    'teardown',
    'ref-deleted',
    ['review-feature-x-217d2bf51f'],
  ],
  [
    'pull request',
    { event: 'pull_request', payload: pull() },
    'deploy',
    'routed',
    ['review-7'],
    SHA,
  ],
  [
    'pull request closed',
    { event: 'pull_request', ref: 'refs/heads/develop', payload: pull({ action: 'closed' }) },
    'teardown',
    'pull-request-closed',
    ['review-7'],
  ],
  [
    'fork named main',
    { event: 'pull_request', payload: pull({ head: { full_name: 'mallory/shop' } }) },
    'none',
    'fork',
    [],
  ],
  ['deleted fork', { event: 'pull_request', payload: pull({ head: null }) }, 'none', 'fork', []],
  [
    'allowed fork',
    { event: 'pull_request', payload: pull({ base: 'open', head: null }) },
    'deploy',
    'routed',
    ['fork-7'],
  ],
  [
    'pull_request_target',
    { event: 'pull_request_target', payload: pull() },
    'none',
    'privileged-event',
    [],
  ],
  [
    'merge group',
    {
      event: 'merge_group',
      payload: {
        merge_group: {
          base_ref: 'refs/heads/develop',
          head_ref: `refs/heads/gh-readonly-queue/develop/pr-7-${SHA}`,
          head_sha: SHA,
        },
      },
    },
    'none',
    'privileged-event',
    [],
    SHA,
  ],
  [
    'comment',
    { event: 'issue_comment', payload: { issue: { number: 7 } } },
    'none',
    'privileged-event',
    [],
  ],
  [
    'workflow run',
    { event: 'workflow_run', sha: TAG_OBJECT, payload: follows() },
    'deploy',
    'routed',
    ['after'],
    SHA,
  ],
  [
    'failed workflow run',
    { event: 'workflow_run', payload: follows({ conclusion: 'failure' }) },
    'none',
    'run-not-successful',
    [],
  ],
  [
    'workflow run of a fork',
    { event: 'workflow_run', payload: follows({ head_repository: null }) },
    'none',
    'fork',
    [],
  ],
  [
    'schedule',
    { event: 'schedule', payload: { schedule: '0  3 * * 1' } },
    'deploy',
    'routed',
    ['staging'],
  ],
  [
    'other schedule',
    { event: 'schedule', payload: { schedule: '1 3 * * 1' } },
    'none',
    'no-route',
    [],
  ],
  [
    'dispatch',
    { event: 'workflow_dispatch', chosen: 'production' },
    'deploy',
    'routed',
    ['production'],
  ],
  [
    'release',
    { event: 'release', payload: { action: 'published', release: { tag_name: 'v1' } } },
    'deploy',
    'routed',
    ['production'],
  ],
  [
    'created release',
    { event: 'release', payload: { action: 'created', release: { tag_name: 'v1' } } },
    'none',
    'no-route',
    [],
  ],
  [
    'deployment status',
    {
      event: 'deployment_status',
      ref: '',
      payload: {
        deployment: { environment: 'production', ref: '', sha: SHA },
        deployment_status: { state: 'success' },
      },
    },
    'deploy',
    'routed',
    ['production'],
    SHA,
  ],
  [
    'deployment to an unknown environment',
    {
      event: 'deployment_status',
      payload: { deployment: { environment: 'x' }, deployment_status: { state: 'success' } },
    },
    'none',
    'environment-not-reachable',
    [],
  ],
  [
    'inactive deployment',
    {
      event: 'deployment_status',
      payload: {
        deployment: { environment: 'production' },
        deployment_status: { state: 'inactive' },
      },
    },
    'none',
    'deployment-inactive',
    [],
  ],
  ['no payload', { event: 'pull_request' }, 'none', 'incomplete-event', []],
  [
    'a ref of another kind',
    { event: 'push', ref: 'refs/pull/1/merge' },
    'none',
    'incomplete-event',
    [],
  ],
  ['unknown', { event: 'installation' }, 'none', 'unsupported-event', []],
  ['no event', { event: '' }, 'none', 'unsupported-event', []],
  [
    'an event named like a property of Object.prototype',
    { event: 'constructor' },
    'none',
    'unsupported-event',
    [],
  ],
]

describe('the decision', () => {
  test.each(
    CASES.map(([title, sent, action, reason, environments, sha = null]) => ({
      title,
      sent,
      action,
      reason,
      environments,
      sha,
    })),
  )('$title', ({ sent, action, reason, environments, sha }) => {
    const decided = decide(sent) as Plan
    expect(decided).toMatchObject({ action, reason })
    expect(decided.targets.map(({ environment }) => environment)).toEqual(environments)
    if (sha !== null) expect(decided.subject.sha).toBe(sha)
  })

  test('fills URLs and variables in', () => {
    const text = `[{ on: push, environment: e }]`
    const file = compiled(
      `routes: ${text}\nenvironments: { e: { url: 'https://x/{name}', variables: { A: '{slug}' } } }`,
    )
    const subject = subjectOf({
      event: 'push',
      ref: 'refs/heads/a/b?c\ud800',
      sha: SHA,
      payload: {},
    })
    expect(plan(subject, file, '')).toMatchObject({
      targets: [{ url: 'https://x/a/b%3Fc%EF%BF%BD', channel: 'stable', concurrency: 'deploy-e' }],
    })
  })

  test('a chosen environment that no route allows is refused, with the reachable ones', () => {
    expect(decide({ event: 'workflow_dispatch', chosen: 'uat' })).toMatchObject({
      refused: 'environment-not-reachable',
      reachable: ['staging', 'production'],
    })
    expect(
      decide({ event: 'pull_request', payload: pull({ head: null }), chosen: 'staging' }),
    ).toMatchObject({
      refused: 'environment-not-reachable',
      reachable: [],
    })
  })

  test('a placeholder without a value is refused if its route decides', () => {
    const file = compiled("- { on: push, environment: 'review-{number}' }")
    const subject = subjectOf({ event: 'push', ref: 'refs/heads/x', sha: SHA, payload: {} })
    expect(plan(subject, file, '')).toMatchObject({ refused: 'no-value', placeholder: 'number' })
  })

  test('every payload of @octokit/webhooks-examples gets a reason', () => {
    const examples = require('@octokit/webhooks-examples') as {
      name: string
      examples: unknown[]
    }[]
    let seen = 0
    for (const { name, examples: payloads } of examples) {
      for (const payload of payloads) {
        const decided = decide({ event: name, payload, ref: '' }) as Plan | Refusal
        expect(Object.keys(REASONS)).toContain(
          'refused' in decided ? decided.refused : decided.reason,
        )
        seen += 1
      }
    }
    expect(seen).toBeGreaterThan(250)
  })

  test('damaged payloads get a reason', () => {
    for (const event of Object.keys(EVENTS)) {
      for (const payload of [
        { pull_request: null },
        { pull_request: { head: 1 } },
        { ref: 7 },
        { workflow_run: [] },
        { deployment: '' },
      ]) {
        expect(decide({ event, payload, ref: '' })).toHaveProperty('reason')
      }
    }
  })

  test('the events and activities are those that GitHub defines', () => {
    const path = 'node_modules/@actions/workflow-parser/dist/workflow-v1.0.min.json'
    const { definitions } = JSON.parse(readFileSync(join(ROOT, path), 'utf8'))
    const known = Object.keys(definitions['on-mapping-strict'].mapping.properties)
    const others = ['workflow_call', 'pull_request_comment']
    expect(Object.keys(EVENTS).sort()).toEqual(
      known.filter((name) => !others.includes(name)).sort(),
    )
    for (const [event, { types }] of Object.entries(EVENTS)) {
      const words = definitions[`${event.replaceAll('_', '-')}-activity-type`]?.['allowed-values']
      expect([event, types]).toEqual([event, words])
    }
  })
})

function problemsOf(text: string): string[] {
  try {
    compiled(text)
    return []
  } catch (error) {
    return (error as UserError).message.split('\n')
  }
}

describe('mistakes in the configuration', () => {
  test('all are reported in one run, each with its position', () => {
    const text = `routes:
  - on: push
    branches: [develop]
    environmment: staging
  - on: pul_request
    branches: ['{a,b}', 1.0]
    environment: 'x-{numbr}'
  - on: schedule
    branches: [x]
    environment: a
    environments: [b]
`
    expect(problemsOf(text)).toEqual([
      'routes input:2:5: a route needs "environment" or "environments"',
      'routes input:4:5: "environmment" is not a key of a route; did you mean "environment"?',
      'routes input:5:9: "pul_request" is not an event that starts workflows; did you mean "pull_request"?',
      'routes input:6:16: "{a,b}" is not a pattern: GitHub takes "{a,b}" literally; write several patterns (or \\{ for the character itself)',
      'routes input:6:25: expected a string, got "1.0" (put it in quotes to make it a string)',
      'routes input:7:18: "x-{numbr}" contains the unknown placeholder "{numbr}"; did you mean "{number}"?',
      expect.stringMatching(/^routes input:9:5: "branches" does not apply to schedule/),
      'routes input:11:5: "environment" and "environments" can\'t be combined; "environments" takes a list',
    ])
  })

  test.each([
    ['', /^routes input:1:1: it is empty/],
    ['routes: []', /the list is empty/],
    ['routes:\n  - on: push\n    on: push\n    environment: a', /:3:5: the key "on" is repeated/],
    ['- { on: push, branches: [!main], environment: a }', /"!main".*must be in quotes: '!main'/],
    ['- { on: push, branches: [*x], environment: a }', /"\*x".*must be in quotes: '\*x'/],
    ['- { on: push', /invalid YAML/],
    ['- { on: workflow_call, environment: a }', /sees the event of its caller/],
    [
      '- { on: pull_request, types: [opend], environment: a }',
      /"opend" is not an activity; did you mean "opened"\?/,
    ],
    [`routes: &a [*a]`, /aliases are expanded/],
  ])('%j', (text, message) => {
    expect(problemsOf(text).join('\n')).toMatch(message)
  })

  test('aliases that expand exponentially are stopped', () => {
    const levels = Array.from(
      { length: 9 },
      (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}x]`,
    )
    // Expanded, it has 9 ** 9 entries: the test would never end.
    expect(problemsOf(`l0: &l0 [x]\n${levels.join('\n')}`).join()).toMatch(/more than 100 aliases/)
  })
})

const warnings = (text: string): string[] =>
  warningsOf(compiled(text), '').map(({ message }) => message)
describe('warnings about probable mistakes', () => {
  test.each([
    ["- { on: push, branches-ignore: ['!main'], environment: e }", 'ignores what it matches'],
    ["- { on: push, branches: ['feature**/x'], environment: e }", '"**" and then "/"'],
    ["- { on: push, tags: 'v*', tags-on: ['!main'], environment: e }", 'takes no tag'],
    ["- { on: push, tags: 'v*', tags-on: 'main,develop', environment: e }", 'contains ","'],
    ["- { on: push, tags: ['v\\d+'], environment: e }", 'not regular expressions'],
    ["- { on: push, tags: ['v*', '^v$'], environment: e }", 'no name that git allows'],
    ["- { on: push, branches: 'develop,master', environment: e }", 'one pattern that contains ","'],
  ])('%s', (text, message) => {
    expect(warnings(text)).toEqual([expect.stringContaining(message)])
  })
})

const push = (patterns: string[], name = '') =>
  `- { on: push, branches: ${JSON.stringify(patterns)}, environment: e${name && `, name: ${name}`} }\n`

describe('routes that can never match', () => {
  test.each<[string, string[][], boolean]>([
    ['the same pattern', [['a'], ['a']], true],
    ['other spelling', [['a**'], ['ab*']], true],
    ['two earlier routes together', [['*'], ['*/**'], ['feature/**']], true],
    ['a part is left over', [['*'], ['*/*'], ['feature/**']], false],
    ['what an earlier route excludes is left over', [['**', '!x'], ['x']], false],
    ['what an earlier route excludes and includes again is not', [['**', '!x', 'x'], ['x']], true],
    ['only exclusions', [['!x']], true],
    ['only names that git rejects', [['a..b']], true],
    ['character classes', [['[a-m]'], ['[n-z]'], ['[a-z]']], true],
    ['character classes with a gap', [['[a-m]'], ['[o-z]'], ['[a-z]']], false],
    ['capitals with a gap', [['[A-M]*'], ['[O-Z]*'], ['[A-Z]*']], false],
    ['the ends of a range', [['F'], ['I'], ['[F-I]']], false],
    ['all of a range', [['F'], ['G'], ['H'], ['I'], ['[F-I]']], true],
    ['a range without its ends', [['[F-I]', '!F', '!I']], false],
    [
      'all common characters',
      [['[a-zA-Z0-9]**', '-**', '_**', 'é**', '@**', '\\{**'], ['*']],
      false,
    ],
    ['quantifiers', [['a+'], ['aa?']], true],
    ['directories', [['**/x'], ['x', 'a/x', 'a/b/x']], true],
  ])('%s', (_, lists, dead) => {
    expect(warnings(lists.map((list) => push(list)).join('')).length > 0).toBe(dead)
  })

  test.each([
    [
      'the same schedule in another spelling',
      "- { on: schedule, cron: '0 3 * * 1', environment: e }\n- { on: schedule, cron: '0  3 * * 1', environment: e }",
    ],
    ['a closed pull request', '- { on: pull_request, types: [closed], environment: e }'],
    ['a run that has not ended', '- { on: workflow_run, types: [requested], environment: e }'],
  ])('%s', (_, text) => {
    expect(warnings(text)).toEqual([expect.stringContaining('can never match')])
  })

  test('a chosen environment reaches a route that an earlier one hides', () => {
    const text = push(['x']) + push(['x'])
    expect(warningsOf(compiled(text), 'e')).toEqual([])
    expect(warnings(text)).toHaveLength(1)
  })

  test('the warning names the routes that match everything', () => {
    expect(
      warnings(push(['*'], 'flat') + push(['y']) + push(['**/*'], 'all') + push(['z/**'])),
    ).toEqual([
      'route 2 can never match: route 1 ("flat") already matches everything it could match',
      'route 4 can never match: route 3 ("all") already matches everything it could match',
    ])
  })

  test('routes for another event, activity, schedule or kind of ref do not hide each other', () => {
    expect(
      warnings(`
- { on: push, branches: [a], environment: e }
- { on: push, tags: [a], environment: e }
- { on: pull_request, types: [opened], environment: e }
- { on: pull_request, environment: e }
- { on: pull_request, forks: allow, environment: e }
- { on: schedule, cron: '0 1 * * *', environment: e }
- { on: schedule, environment: e }
- { on: workflow_dispatch, environment: e }
- { on: workflow_dispatch, environment: f }
`),
    ).toEqual([])
  })

  test('a warning about an environment that no route uses', () => {
    expect(
      warnings('routes: [{ on: push, environment: stagin }]\nenvironments: { staging: {} }'),
    ).toEqual(['no route uses the environment "staging"; a route uses "stagin"'])
  })
})
