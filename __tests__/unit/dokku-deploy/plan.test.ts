import { describe, expect, test } from '@jest/globals'
import { type DeployFacts, planOf } from '../../../actions/dokku-deploy/src/plan.ts'
import type { AppFacts } from '../../../kit/dokku/app-facts.ts'

const app = (source?: AppFacts['source']): AppFacts => ({
  branch: 'main',
  containers: [],
  url: '',
  source,
  lock: 'free',
})
const SOURCE = { commit: 'c2', tree: 't2', isWhole: true, isComplete: true, isDescendant: true }
const facts = (
  more: Partial<DeployFacts> = {},
  source: Partial<DeployFacts['source']> = {},
): DeployFacts => ({
  app: app({ kind: 'git-push', what: 'c1' }),
  tip: { commit: 'c1', tree: 't1' },
  settings: [],
  contents: { directory: '.', include: [] },
  ...more,
  source: { ...SOURCE, ...source },
})
const ON_TOP = { as: 'tree', tree: 't2', parent: 'c1' }

describe('what is pushed', () => {
  test.each([
    ['a descendant of the tip: the commit itself', facts(), { as: 'commit', commit: 'c2' }],
    ['not a descendant: a new commit on top', facts({}, { isDescendant: false }), ON_TOP],
    ['a shallow checkout: a new commit on top', facts({}, { isComplete: false }), ON_TOP],
    ['a directory: a new commit on top', facts({}, { isWhole: false }), ON_TOP],
    ['the same files: nothing', facts({}, { tree: 't1' }), undefined],
    [
      'the same files, but a new value of a variable: a new commit on top',
      facts({ settings: ['A'] }, { tree: 't1' }),
      { ...ON_TOP, tree: 't1' },
    ],
    [
      'the same commit, but another version was deployed since: a new commit on top',
      facts(
        { app: app({ kind: 'docker-image', what: 'dokku/stg:1' }) },
        { commit: 'c1', tree: 't1' },
      ),
      { ...ON_TOP, tree: 't1' },
    ],
    [
      'the same files, on a version that does not report its last deployment: nothing',
      facts({ app: app() }, { tree: 't1' }),
      undefined,
    ],
    [
      'the same files, and no deployment on record: nothing',
      facts({ app: app({ kind: '', what: '' }) }, { tree: 't1' }),
      undefined,
    ],
  ])('%s', (_, given, push) => {
    const plan = planOf(given)
    expect([plan.push, plan.create, plan.branch]).toEqual([push, false, 'main'])
    expect(plan.because).not.toBe('')
  })

  test('an app that is created', () => {
    const tip = { commit: '', tree: '' }
    const whole = planOf(facts({ app: undefined, tip }))
    expect(whole).toMatchObject({ create: true, branch: 'master', push: { as: 'commit' } })
    const part = planOf(facts({ app: undefined, tip }, { isWhole: false }))
    expect(part.push).toEqual({ ...ON_TOP, parent: '' })
  })
})
