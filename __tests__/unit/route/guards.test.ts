import { describe, expect, test } from '@jest/globals'
import {
  decide as decided,
  names,
  pull,
  repo,
  type Sent,
  SHA,
  summaryOf,
  ZERO,
} from '../../support/route/decision.ts'

const TAG_OBJECT = 'b'.repeat(40)

const decide = (routes: string, sent: Sent) => decided(routes, { sha: '', ...sent })

describe('a closed pull request', () => {
  const review = "- { on: pull_request, environment: 'r-{number}' }"
  const onOpen = "- { on: pull_request, types: [opened, synchronize], environment: 'r-{number}' }"

  test.each([
    ['closed', pull('closed')],
    ['merged', pull('closed', { merged: true, state: 'closed' })],
    ['labelled after it was closed', pull('labeled', { state: 'closed' })],
  ])('%s, is torn down and never deployed', (_, payload) => {
    expect(summaryOf(decide(review, { event: 'pull_request', payload }))).toEqual([
      'teardown',
      'pull-request-closed',
      ['r-7'],
    ])
  })

  test('concerns the routes that match its other activities', () => {
    const payload = pull('closed')
    expect(summaryOf(decide(onOpen, { event: 'pull_request', payload }))).toEqual([
      'teardown',
      'pull-request-closed',
      ['r-7'],
    ])
    const onlyClosed = '- { on: pull_request, types: [closed], environment: shared }\n'
    expect(names(decide(onlyClosed + onOpen, { event: 'pull_request', payload }))).toEqual(['r-7'])
    const labelled = "- { on: pull_request, types: [labeled], environment: 'l-{number}' }\n"
    expect(
      names(decide(`${labelled}${review}\n${onOpen}`, { event: 'pull_request', payload })),
    ).toEqual(['l-7', 'r-7'])
  })

  test('tears down for each activity what its first route deployed, and lists all these routes', () => {
    const routes = (...types: readonly string[]) =>
      types
        .map(
          (type, index) =>
            `- { on: pull_request, types: [${type}], environment: 'e${index}-{number}' }\n`,
        )
        .join('')
    const of = (text: string) => decide(text, { event: 'pull_request', payload: pull('closed') })
    expect(names(of(routes('opened', 'opened')))).toEqual(['e0-7'])
    const several = of(`${routes('labeled', 'opened')}${review}`)
    expect([names(several), several.taken]).toEqual([
      ['e0-7', 'e1-7', 'r-7'],
      [1, 2, 3],
    ])
  })

  test('is torn down with a chosen environment as well', () => {
    const sent = { event: 'pull_request', payload: pull('closed'), chosen: 'r-7' }
    expect(summaryOf(decide(review, sent))).toEqual(['teardown', 'pull-request-closed', ['r-7']])
  })
})

describe('a deleted ref', () => {
  const gone = { event: 'delete', payload: { ref: 'x', ref_type: 'branch' } }

  test('concerns a push route, although it does not name delete', () => {
    expect(summaryOf(decide("- { on: push, environment: 'e-{slug}' }", gone))).toEqual([
      'teardown',
      'ref-deleted',
      ['e-x'],
    ])
  })

  test('was deployed by the first route, whatever types that has for other events', () => {
    const text =
      "- { on: [push, pull_request], types: [opened], environment: shared }\n- { on: push, environment: 'x-{slug}' }"
    expect(summaryOf(decide(text, gone))).toEqual(['none', 'ref-deleted', []])
  })

  test('was deployed by any of several routes that ask for its branch', () => {
    const text = [
      "- { on: push, tags: ['v*'], tags-on: main, environment: 'a-{slug}' }",
      "- { on: push, tags: ['v*'], environment: 'b-{slug}' }",
      "- { on: push, tags: ['v*'], environment: 'c-{slug}' }",
    ].join('\n')
    const tag = { event: 'delete', payload: { ref: 'v1', ref_type: 'tag' } }
    expect(names(decide(text, tag))).toEqual(['a-v1', 'b-v1'])
  })

  test('needs no values for the URL and variables of its environment', () => {
    const text =
      "routes: [{ on: push, environment: 'e-{slug}' }]\nenvironments: { 'e-{slug}': { url: 'https://{sha}.example.org' } }"
    expect(names(decide(text, gone))).toEqual(['e-x'])
  })

  test('was on the commit in "before" of the push', () => {
    const payload = { ref: 'refs/heads/x', deleted: true, before: SHA, after: ZERO }
    const decided = decide("- { on: push, environment: 'e-{sha}' }", { event: 'push', payload })
    expect(names(decided)).toEqual([`e-${SHA}`])
    expect(decided.subject.sha).toBe('')
  })
})

describe('commits', () => {
  const all = '- { on: push, environment: e }'
  test.each([
    ['"after" of a tag is never the commit', { ref: 'refs/tags/v1', after: TAG_OBJECT }, '', ''],
    [
      'the head commit of a tag is the commit',
      { ref: 'refs/tags/v1', after: TAG_OBJECT, head_commit: { id: SHA } },
      TAG_OBJECT,
      SHA,
    ],
    ['"after" of a branch is the commit', { ref: 'refs/heads/x', after: SHA }, '', SHA],
    [
      'zeros are not a commit',
      { ref: 'refs/heads/x', after: SHA, head_commit: { id: ZERO } },
      ZERO,
      SHA,
    ],
  ])('%s', (_, payload, sha, expected) => {
    expect(decide(all, { event: 'push', payload, sha }).subject.sha).toBe(expected)
  })
})

describe('forks', () => {
  const open = '- { on: pull_request, environment: e }'
  test.each([
    ['of another repository', pull('opened', {}, { full_name: 'mallory/shop' })],
    ['that are deleted', pull('opened', {}, null)],
    [
      'of a payload that names no repository',
      {
        action: 'opened',
        pull_request: { head: { ref: 'a', repo: {} }, base: { ref: 'develop' } },
      },
    ],
  ])('%s are denied, whether a route names the event or not', (_, payload) => {
    expect(decide(open, { event: 'pull_request', payload }).reason).toBe('fork')
    expect(
      decide('- { on: push, environment: e }', { event: 'pull_request', payload }).reason,
    ).toBe('fork')
  })
})

describe('numbers', () => {
  const numbered = (event: string) => `- { on: ${event}, environment: 'e-{number}' }`
  const plain = pull('opened')
  const head = { ref: 'feature', sha: SHA, repo }
  test.each([
    ['pull_request', plain],
    ['pull_request', { ...plain, pull_request: { head, base: { ref: 'develop', repo } } }],
    [
      'merge_group',
      {
        merge_group: {
          base_ref: 'refs/heads/main',
          head_ref: `refs/heads/gh-readonly-queue/main/pr-7-${SHA}`,
        },
      },
    ],
    [
      'issue_comment',
      { issue: { number: 7, pull_request: { url: 'https://api.example.org/pulls/7' } } },
    ],
  ])('%s has the number of the pull request', (event, payload) => {
    expect(names(decide(numbered(event), { event, payload }))).toEqual(['e-7'])
  })

  test.each([undefined, null, [], true, {}])(
    'a comment on an issue has no number (%j)',
    (pull_request) => {
      const payload = { issue: { number: 7, pull_request } }
      expect(() => decide(numbered('issue_comment'), { event: 'issue_comment', payload })).toThrow(
        'no-value',
      )
    },
  )
})

describe('refs other than GITHUB_REF', () => {
  test('workflow_dispatch: the ref in the payload', () => {
    const sent = {
      event: 'workflow_dispatch',
      ref: 'refs/heads/main',
      payload: { ref: 'refs/heads/x' },
    }
    expect(
      names(decide('- { on: workflow_dispatch, branches: [x], environment: e }', sent)),
    ).toEqual(['e'])
  })

  test('schedule: the default branch', () => {
    const sent = { event: 'schedule', payload: { repository: { default_branch: 'trunk' } } }
    expect(decide('- { on: schedule, environment: e }', sent).subject.name).toBe('trunk')
  })

  test('a cron expression restricts schedules only', () => {
    const text = "- { on: [push, schedule], cron: '0  3 * * 1', environment: e }"
    expect(names(decide(text, { event: 'push', payload: { ref: 'refs/heads/x' } }))).toEqual(['e'])
    expect(names(decide(text, { event: 'schedule', payload: { schedule: '0 3 * * 1' } }))).toEqual([
      'e',
    ])
    expect(names(decide(text, { event: 'schedule', payload: { schedule: '0 4 * * 1' } }))).toEqual(
      [],
    )
  })
})

describe('releases', () => {
  const routes = `
- { on: release, types: [published], tags: ['v*-*'], environment: staging }
- { on: release, types: [published], tags: ['v*'], environment: production }`

  test.each([
    ['v1.2.0', 'published', ['production']],
    ['v1.2.0-rc.1', 'published', ['staging']],
    ['v1.2.0-rc.1', 'created', []],
    ['other', 'published', []],
  ])('are told apart by their tags: %s, %s', (tag_name, action, expected) => {
    const payload = { action, release: { tag_name, prerelease: tag_name.includes('-') } }
    expect(names(decide(routes, { event: 'release', payload }))).toEqual(expected)
  })
})

describe('deployments', () => {
  const text = '- { on: deployment, branches: [main], environments: [staging, production] }'
  const sent = (ref: string, chosen = '') => ({
    event: 'deployment',
    ref,
    chosen,
    payload: { deployment: { environment: 'production', sha: SHA } },
  })

  test('pass a branch filter only on a branch that passes it', () => {
    expect(names(decide(text, sent('refs/heads/main')))).toEqual(['production'])
    expect(names(decide(text, sent('refs/heads/other')))).toEqual([])
    expect(names(decide(text, sent('')))).toEqual([])
  })

  test.each([
    ['refs/heads/main', 'other', 'environment-not-reachable'],
    ['refs/heads/main', 'production', 'routed'],
    ['refs/heads/other', 'production', 'no-route'],
    ['', 'production', 'no-route'],
  ])('on %s to %s: %s', (ref, environment, reason) => {
    const payload = { deployment: { environment, sha: SHA } }
    expect(decide(text, { ...sent(ref), payload }).reason).toBe(reason)
  })

  test('find their environment in upper or lower case', () => {
    const upper = '- { on: deployment, environment: Production }'
    expect(names(decide(upper, sent('refs/heads/main')))).toEqual(['Production'])
  })

  test('go to their own environment; any other choice is an error', () => {
    expect(names(decide(text, sent('refs/heads/main', 'production')))).toEqual(['production'])
    expect(() => decide(text, sent('refs/heads/main', 'staging'))).toThrow(
      'environment-not-reachable',
    )
  })
})

describe('types', () => {
  const text = '- { on: [push, pull_request], types: [opened], environment: e }'
  test.each([
    ['push', { ref: 'refs/heads/x' }, ['e']],
    ['pull_request', pull('opened'), ['e']],
    ['pull_request', pull('labeled'), []],
  ])('restrict only the events that have activities: %s', (event, payload, expected) => {
    expect(names(decide(text, { event, payload }))).toEqual(expected)
  })
})

describe('environments', () => {
  const push = { event: 'push', payload: { ref: 'refs/heads/x' } }

  test('that differ only in case are one, with one concurrency', () => {
    const decided = decide("- { on: push, environments: ['e-{slug}', e-x, E-X] }", push)
    expect(names(decided)).toEqual(['e-x'])
    const [upper, lower] = ['Production', 'production'].map((name) =>
      decide(`- { on: push, environment: ${name} }`, push),
    )
    expect(upper?.targets[0]?.concurrency).toBe(lower?.targets[0]?.concurrency)
  })

  test("without a value can't be chosen, and do not prevent a choice", () => {
    const text = "- { on: push, environments: ['r-{number}', e] }"
    expect(names(decide(text, { ...push, chosen: 'e' }))).toEqual(['e'])
  })

  test.each(['https://{name}.example.org', 'https://x.{name}', 'https://{name}'])(
    "a branch name can't choose the host of %s",
    (url) => {
      expect(() =>
        decide(
          `routes: [{ on: push, environment: e }]\nenvironments: { e: { url: '${url}' } }`,
          push,
        ),
      ).toThrow('in its host')
    },
  )
})

describe('inline routes', () => {
  test('may be indented as a whole', () => {
    const text = '  - { on: push, environment: e }\n  - { on: schedule, environment: f }\n'
    expect(names(decide(text, { event: 'push', payload: { ref: 'refs/heads/x' } }))).toEqual(['e'])
  })

  test('have positions counted from their first line, empty or not', () => {
    expect(() => decide('\n\n- on: push\n  environmment: e\n', { event: 'push' })).toThrow(
      /routes input:4:3/,
    )
  })
})
