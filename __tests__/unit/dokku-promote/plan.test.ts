import { describe, expect, test } from '@jest/globals'
import type { MethodChoice } from '../../../actions/dokku-promote/src/method.ts'
import { type PlanFacts, planOf } from '../../../actions/dokku-promote/src/plan.ts'
import { describePlan, planWarnings } from '../../../actions/dokku-promote/src/plan-messages.ts'
import type { AppFacts } from '../../../kit/dokku/app-facts.ts'
import type { Container } from '../../../kit/dokku/containers.ts'
import { container } from '../../support/dokku/container.ts'

const COMMIT = '1'.repeat(40)
const NUMBER = 'reg.example.org:5000/dokku/stg:7'
const LOCAL = 'dokku/stg:latest'

const app = (containers: readonly Container[], source?: AppFacts['source']): AppFacts => ({
  ...{ branch: 'master', url: '', lock: 'free' },
  ...{ containers, source },
})
const choice = (method: MethodChoice['method'], reference: string): MethodChoice => ({
  ...{ method, reference, because: [] },
})
const facts = (more: Partial<PlanFacts> = {}): PlanFacts => ({
  from: [container()],
  madeAt: 1000,
  sha: COMMIT,
  to: app([]),
  toCommit: '',
  hasCommit: false,
  ...more,
})

describe('the plan of a promotion', () => {
  test('a first deployment has no previous version', () => {
    expect(planOf(choice('registry', NUMBER), facts())).toEqual({
      method: 'registry',
      image: NUMBER,
      'from-sha': COMMIT,
      previous: '',
      there: false,
      'can-go-back': false,
      because: [],
    })
  })

  test.each([
    ['the image it was promoted from', app([container({ madeFrom: [NUMBER] })]), '', NUMBER, true],
    [
      'the image that was deployed',
      app([container()], { kind: 'docker-image', what: NUMBER }),
      '',
      NUMBER,
      true,
    ],
    ['the running commit', app([container()]), COMMIT, COMMIT, true],
    ['the image of its containers', app([container()]), '', LOCAL, false],
    [
      'not a container left over from a failed deployment',
      app([container({ upcoming: true, madeFrom: [NUMBER] })]),
      COMMIT,
      COMMIT,
      true,
    ],
  ])('the previous version is %s', (_, to, toCommit, previous, isRestorable) => {
    const plan = planOf(choice('image', LOCAL), facts({ to, toCommit }))
    expect([plan.previous, plan['can-go-back']]).toEqual([previous, isRestorable])
  })

  test('an image is already there if the app runs it, a commit if the app deployed it', () => {
    const to = app([container({ created: 2000, madeFrom: [NUMBER] })])
    expect(planOf(choice('registry', NUMBER), facts({ to })).there).toBe(true)
    expect(planOf(choice('registry', NUMBER), facts({ hasCommit: true })).there).toBe(false)
    expect(planOf(choice('commit', ''), facts({ hasCommit: true })).there).toBe(true)
    expect(planOf(choice('commit', ''), facts({ to })).there).toBe(false)
  })
})

describe('the messages about a plan', () => {
  const inputs = { from: 'stg', to: 'prod', smoke: undefined, 'on-failure': 'keep' } as const
  const smoke = { url: '/', status: undefined, text: '' }
  const plan = planOf(choice('image', LOCAL), facts({ to: app([container()]) }))

  test.each([
    ['an image', plan, `prod: deploy ${LOCAL}`],
    ['a commit', { ...plan, method: 'commit', image: '' }, 'prod: rebuild the same commit'],
    ['an image that is there', { ...plan, there: true }, `prod: already has ${LOCAL}`],
    ['a commit that is there', { ...plan, image: '', there: true }, `prod: already has ${COMMIT}`],
  ] as const)('%s', (_, given, line) => {
    expect(describePlan('prod', given)).toContain(line)
  })

  const warnings = (
    more: Partial<Parameters<typeof planWarnings>[0]>,
    given: Partial<typeof plan>,
  ) =>
    planWarnings({ ...inputs, ...more }, { ...plan, ...given }).map(
      (warning) => /app\.json|removes|rolled back to "/.exec(warning)?.[0],
    )

  test('checks that are not part of the image, unless there is a smoke test', () => {
    expect(warnings({}, { image: NUMBER })).toEqual(['app.json'])
    expect(warnings({ smoke }, { image: NUMBER })).toEqual([])
    expect(warnings({}, { method: 'commit' })).toEqual([])
  })

  test('an image that the next deployment removes', () => {
    expect(warnings({ smoke }, {})).toEqual(['removes'])
    expect(warnings({ smoke }, { method: 'registry' })).toEqual([])
  })

  test('a rollback that is requested but not possible', () => {
    const rollback = { smoke, 'on-failure': 'rollback' } as const
    expect(warnings(rollback, { image: NUMBER })).toEqual(['rolled back to "'])
    expect(warnings(rollback, { image: NUMBER, 'can-go-back': true })).toEqual([])
    expect(warnings(rollback, { image: NUMBER, previous: '' })).toEqual([])
  })

  test('nothing if the app is up to date', () => {
    expect(warnings({ 'on-failure': 'rollback' }, { there: true })).toEqual([])
  })
})
