import { describe, expect, test } from '@jest/globals'
import { decide, names, planned, pull, summaryOf } from '../../support/route/decision.ts'

const PREVIEW = "- { on: pull_request, labels: [preview], environment: 'r-{number}' }"
const READY = "- { on: pull_request, drafts: deny, environment: 'r-{number}' }"

type State = { has?: readonly string[]; draft?: boolean; label?: string; state?: string }

/** Returns an event of a pull request with some labels after it. */
const event = (action: string, { has = [], label, ...more }: State = {}) => ({
  event: 'pull_request',
  payload: {
    ...pull(action, { labels: has.map((name) => ({ name })), ...more }),
    ...(label === undefined ? {} : { label: { name: label } }),
  },
})

describe('a route with labels', () => {
  test.each<[string, string, State, string, string]>([
    ['opened with the label', 'opened', { has: ['preview'] }, 'deploy', 'routed'],
    ['opened without', 'opened', {}, 'none', 'no-route'],
    ['pushed to without', 'synchronize', { has: ['bug'] }, 'none', 'no-route'],
    ['pushed to with it', 'synchronize', { has: ['bug', 'preview'] }, 'deploy', 'routed'],
    ['labelled', 'labeled', { has: ['preview'], label: 'preview' }, 'deploy', 'routed'],
    ['labelled otherwise', 'labeled', { has: ['bug'], label: 'bug' }, 'none', 'no-route'],
    ['unlabelled', 'unlabeled', { label: 'preview' }, 'teardown', 'label-removed'],
    [
      'unlabelled, in a payload that still lists it',
      'unlabeled',
      { has: ['preview'], label: 'preview' },
      'teardown',
      'label-removed',
    ],
    ['unlabelled otherwise', 'unlabeled', { label: 'bug' }, 'none', 'no-route'],
    [
      'unlabelled otherwise with the label left',
      'unlabeled',
      { has: ['preview'], label: 'bug' },
      'deploy',
      'routed',
    ],
    [
      'closed with it',
      'closed',
      { has: ['preview'], state: 'closed' },
      'teardown',
      'pull-request-closed',
    ],
    ['closed without', 'closed', { state: 'closed' }, 'none', 'pull-request-closed'],
    [
      'unlabelled after it was closed',
      'unlabeled',
      { label: 'preview', state: 'closed' },
      'none',
      'pull-request-closed',
    ],
    ['labelled in capitals', 'labeled', { has: ['Preview'], label: 'Preview' }, 'deploy', 'routed'],
    ['edited without', 'edited', {}, 'none', 'no-route'],
  ])('%s', (_, action, state, decided, reason) => {
    const expected = decided === 'none' ? [] : ['r-7']
    expect(summaryOf(decide(PREVIEW, event(action, state)))).toEqual([decided, reason, expected])
  })

  test('tears down only when the last of its labels goes', () => {
    const routes = "- { on: pull_request, labels: [a, b], environment: 'r-{number}' }"
    const one = decide(routes, event('unlabeled', { has: ['b'], label: 'a' }))
    expect(summaryOf(one)).toEqual(['deploy', 'routed', ['r-7']])
    const last = decide(routes, event('unlabeled', { label: 'b' }))
    expect(summaryOf(last)).toEqual(['teardown', 'label-removed', ['r-7']])
  })

  test('its types restrict deployments, not teardowns', () => {
    const routes =
      "- { on: pull_request, labels: [preview], types: [labeled, synchronize], environment: 'r-{number}' }"
    const gone = decide(routes, event('unlabeled', { label: 'preview' }))
    expect(summaryOf(gone)).toEqual(['teardown', 'label-removed', ['r-7']])
    expect(decide(routes, event('edited', { has: ['preview'] })).reason).toBe('no-route')
  })

  test('never tears a shared environment down', () => {
    const routes = '- { on: pull_request, labels: [preview], environment: shared }'
    const decided = decide(routes, event('unlabeled', { label: 'preview' }))
    expect(summaryOf(decided)).toEqual(['none', 'label-removed', []])
  })

  test('restricts only pull requests', () => {
    const routes = '- { on: [push, pull_request], labels: [preview], environment: e }'
    const pushed = { event: 'push', payload: { ref: 'refs/heads/x' } }
    expect(names(decide(routes, pushed))).toEqual(['e'])
  })

  test('needs forks: allow as well', () => {
    const fork = { full_name: 'mallory/shop' }
    const payload = pull('labeled', { labels: [{ name: 'preview' }] }, fork)
    expect(decide(PREVIEW, { event: 'pull_request', payload }).reason).toBe('fork')
    const allowed = `${PREVIEW.slice(0, -2)}, forks: allow }`
    expect(names(decide(allowed, { event: 'pull_request', payload }))).toEqual(['r-7'])
  })

  test.each([null, 'preview', ['preview'], [null], [{ name: 7 }], { name: 'preview' }, [[]]])(
    'labels that are %j are none',
    (labels) => {
      const payload = pull('opened', { labels, draft: 'true' })
      expect(decide(PREVIEW, { event: 'pull_request', payload }).reason).toBe('no-route')
    },
  )

  test.each([null, 'preview', { name: null }, { name: 7 }, []])(
    'an event about the label %j takes nothing away',
    (label) => {
      const payload = { ...pull('unlabeled', { labels: [{ name: 'preview' }] }), label }
      expect(decide(PREVIEW, { event: 'pull_request', payload }).action).toBe('deploy')
    },
  )
})

describe('a route without drafts', () => {
  test.each<[string, string, State, string, string]>([
    ['opened as a draft', 'opened', { draft: true }, 'none', 'no-route'],
    ['pushed to as a draft', 'synchronize', { draft: true }, 'none', 'no-route'],
    ['opened', 'opened', {}, 'deploy', 'routed'],
    ['ready for review', 'ready_for_review', {}, 'deploy', 'routed'],
    ['a draft again', 'converted_to_draft', { draft: true }, 'teardown', 'converted-to-draft'],
    ['closed', 'closed', { state: 'closed' }, 'teardown', 'pull-request-closed'],
    [
      'closed as a draft',
      'closed',
      { draft: true, state: 'closed' },
      'none',
      'pull-request-closed',
    ],
  ])('%s', (_, action, state, decided, reason) => {
    const expected = decided === 'none' ? [] : ['r-7']
    expect(summaryOf(decide(READY, event(action, state)))).toEqual([decided, reason, expected])
  })

  test('with labels: both conditions must hold, and one that goes is enough', () => {
    const routes =
      "- { on: pull_request, labels: [preview], drafts: deny, environment: 'r-{number}' }"
    const of = (action: string, state: State) => decide(routes, event(action, state)).action
    expect(of('labeled', { has: ['preview'], label: 'preview', draft: true })).toBe('none')
    expect(of('ready_for_review', { has: ['preview'] })).toBe('deploy')
    expect(of('ready_for_review', {})).toBe('none')
    expect(of('converted_to_draft', { has: ['preview'], draft: true })).toBe('teardown')
    expect(of('converted_to_draft', { draft: true })).toBe('none')
    expect(of('unlabeled', { label: 'preview', draft: true })).toBe('none')
  })

  test('with drafts: allow it is a route like any other', () => {
    const routes = READY.replace('deny', 'allow')
    expect(decide(routes, event('opened', { draft: true })).action).toBe('deploy')
    expect(decide(routes, event('converted_to_draft', { draft: true })).action).toBe('deploy')
  })
})

describe('several routes for pull requests', () => {
  const routes = `
- { on: pull_request, labels: [big], environment: 'big-{number}' }
- { on: pull_request, labels: [preview], environment: 'r-{number}' }
- { on: pull_request, environment: 'checks-{number}' }
- { on: pull_request, environment: 'never-{number}' }`

  test('the first that matches decides', () => {
    expect(names(decide(routes, event('opened', { has: ['preview', 'big'] })))).toEqual(['big-7'])
    expect(names(decide(routes, event('opened', { has: ['preview'] })))).toEqual(['r-7'])
    expect(names(decide(routes, event('opened', {})))).toEqual(['checks-7'])
  })

  test('a label that goes is a teardown, even if a later route matches', () => {
    const decided = decide(routes, event('unlabeled', { has: ['preview'], label: 'big' }))
    expect(summaryOf(decided)).toEqual(['teardown', 'label-removed', ['big-7']])
    expect(decided.taken).toEqual([1])
  })

  test('a label that came before another is torn down too when it goes', () => {
    const decided = decide(routes, event('unlabeled', { has: ['big'], label: 'preview' }))
    expect(summaryOf(decided)).toEqual(['teardown', 'label-removed', ['r-7']])
  })

  test('at the end, whatever may have been deployed is torn down', () => {
    const closed = (has: string[]) =>
      names(decide(routes, event('closed', { has, state: 'closed' })))
    expect(closed(['preview', 'big'])).toEqual(['big-7', 'r-7', 'checks-7'])
    expect(closed([])).toEqual(['checks-7'])
  })

  test('what another route still deploys stays', () => {
    const same = `
- { on: pull_request, labels: [a], environment: 'r-{number}' }
- { on: pull_request, labels: [b], environments: ['R-{number}'] }`
    const decided = decide(same, event('unlabeled', { has: ['b'], label: 'a' }))
    expect(summaryOf(decided)).toEqual(['deploy', 'routed', ['R-7']])
  })

  test('what a route behind the one that decides would deploy does not stay', () => {
    const behind = `
- { on: pull_request, labels: [a], environment: 'r-{number}' }
- { on: pull_request, labels: [b], environment: 'other-{number}' }
- { on: pull_request, environment: 'r-{number}' }`
    const decided = decide(behind, event('unlabeled', { has: ['b'], label: 'a' }))
    expect(summaryOf(decided)).toEqual(['teardown', 'label-removed', ['r-7']])
    const last = decide(behind, event('unlabeled', { label: 'a' }))
    expect(summaryOf(last)).toEqual(['deploy', 'routed', ['r-7']])
  })

  test('what another route deploys on other activities stays', () => {
    const pushes = `
- { on: pull_request, labels: [a], environments: ['r-{number}', 'a-{number}'] }
- { on: pull_request, types: [opened, synchronize], environment: 'r-{number}' }`
    const sent = event('unlabeled', { label: 'a' })
    expect(summaryOf(decide(pushes, sent))).toEqual(['teardown', 'label-removed', ['a-7']])
    const same = decide(pushes.replace(", 'a-{number}'", ''), sent)
    expect(summaryOf(same)).toEqual(['none', 'label-removed', []])
    expect(same.detail).toBe('another route still deploys to the same environment')
    expect(decide(pushes, { ...sent, chosen: 'r-7' }).action).toBe('none')
  })

  test('a route behind one that takes every pull request has deployed nothing', () => {
    const hidden = `- { on: pull_request, environment: shared }\n${PREVIEW}`
    const decided = decide(hidden, event('unlabeled', { label: 'preview' }))
    expect(summaryOf(decided)).toEqual(['deploy', 'routed', ['shared']])
  })

  test('a chosen environment is torn down alone, and stays if another route deploys it', () => {
    const sent = { ...event('unlabeled', { label: 'preview' }), chosen: 'r-7' }
    expect(summaryOf(decide(PREVIEW, sent))).toEqual(['teardown', 'label-removed', ['r-7']])
    const both = `${PREVIEW}\n- { on: pull_request, environment: 'r-{number}' }`
    expect(summaryOf(decide(both, sent))).toEqual(['deploy', 'routed', ['r-7']])
    expect(planned(PREVIEW, { ...sent, chosen: 'x' })).toMatchObject({ reachable: ['r-7'] })
  })
})

test.each(['pull_request_target', 'pull_request_review', 'pull_request_review_comment'])(
  'labels and drafts are conditions for %s too',
  (name) => {
    const routes = `- { on: ${name}, labels: [preview], drafts: deny, environment: e }`
    const of = (labels: object[], draft: boolean) =>
      decide(routes, { event: name, payload: pull('edited', { labels, draft }) }).action
    expect([
      of([{ name: 'preview' }], false),
      of([{ name: 'preview' }], true),
      of([], false),
    ]).toEqual(['deploy', 'none', 'none'])
  },
)
