import { describe, expect, test } from '@jest/globals'
import { inputs } from '../../../actions/dokku-deploy/src/inputs.ts'
import { type Found, planOf } from '../../../actions/dokku-deploy/src/plan.ts'
import { readInputs } from '../../../kit/action/inputs.ts'
import { keyValueLines } from '../../../kit/action/key-value-lines.ts'
import type { AppFacts } from '../../../kit/dokku/app.ts'

const app = (source?: AppFacts['source']): AppFacts => ({
  branch: 'main',
  containers: [],
  url: '',
  source,
  locked: false,
})
const SOURCE = { commit: 'c2', tree: 't2', isWhole: true, isComplete: true, isAfter: true }
const found = (more: Partial<Found> = {}, source: Partial<Found['source']> = {}): Found => ({
  app: app({ kind: 'git-push', what: 'c1' }),
  tip: { commit: 'c1', tree: 't1' },
  settings: [],
  ...more,
  source: { ...SOURCE, ...source },
})
const MADE = { as: 'tree', tree: 't2', parent: 'c1' }

describe('what is done', () => {
  test.each([
    ['a commit that comes after: itself', found(), { as: 'commit', commit: 'c2' }],
    ['one that does not come after: on top', found({}, { isAfter: false }), MADE],
    ['a history that is cut: on top', found({}, { isComplete: false }), MADE],
    ['a directory: on top', found({}, { isWhole: false }), MADE],
    ['the same files: nothing', found({}, { tree: 't1' }), undefined],
    [
      'the same files and another variable: on top',
      found({ settings: ['A'] }, { tree: 't1' }),
      { ...MADE, tree: 't1' },
    ],
    [
      'the same commit, and something else was deployed since: on top',
      found(
        { app: app({ kind: 'docker-image', what: 'dokku/stg:1' }) },
        { commit: 'c1', tree: 't1' },
      ),
      { ...MADE, tree: 't1' },
    ],
    [
      'the same files on a version that does not tell: nothing',
      found({ app: app() }, { tree: 't1' }),
      undefined,
    ],
    [
      'the same files, and nobody knows of a deployment: nothing',
      found({ app: app({ kind: '', what: '' }) }, { tree: 't1' }),
      undefined,
    ],
  ])('%s', (_, asked, push) => {
    const plan = planOf(asked)
    expect([plan.push, plan.create, plan.branch]).toEqual([push, false, 'main'])
    expect(plan.because).not.toBe('')
  })

  test('an app that is made', () => {
    const tip = { commit: '', tree: '' }
    const whole = planOf(found({ app: undefined, tip }))
    expect(whole).toMatchObject({ create: true, branch: 'master', push: { as: 'commit' } })
    const part = planOf(found({ app: undefined, tip }, { isWhole: false }))
    expect(part.push).toEqual({ ...MADE, parent: '' })
  })
})

const values = (text: string) => {
  const read = keyValueLines(text)
  if ('value' in read) return Object.fromEntries(read.value)
  return 'problems' in read ? read.problems : read.problem
}

describe('the lines of config', () => {
  test.each([
    ['A=b', { A: 'b' }],
    ['A=', { A: '' }],
    ['A=b=c', { A: 'b=c' }],
    ['  A=b  ', { A: 'b  ' }],
    ['A= "x" #y', { A: ' "x" #y' }],
    ['# A=b\r\nB=c\r\n\r\n', { B: 'c' }],
    ['_a1=$(id) `id` \\n %41', { _a1: '$(id) `id` \\n %41' }],
    ['', {}],
  ])('%j', (text, is) => {
    expect(values(text)).toEqual(is)
  })

  test.each(['s3cret', '1A=s3cret', 'A-B=s3cret', 'A B=s3cret', 'export A=s3cret', '=s3cret'])(
    '%j is refused, and its value is not told',
    (text) => {
      const told = JSON.stringify(values(`OK=1\n${text}`))
      expect(told).toContain('line 2')
      expect(told).not.toContain('s3cret')
    },
  )

  test('a variable twice is refused without its values', () => {
    const told = JSON.stringify(values('A=s3cret\nA=s3cret2'))
    expect(told).toContain('twice')
    expect(told).not.toContain('s3cret')
  })

  test('all of it is masked, and no problem shows it', () => {
    const masks: string[] = []
    const env = { INPUT_CONFIG: 'A=s3cret\nnonsense s3cret' }
    let message = ''
    try {
      readInputs(inputs, env, (value) => masks.push(value))
    } catch (error) {
      message = String(error)
    }
    expect(masks).toEqual(['A=s3cret\nnonsense s3cret'])
    expect(message).toContain('line 2')
    expect(message).not.toContain('s3cret')
  })
})

const problemOf = (name: keyof typeof inputs, raw: string) => {
  const read = inputs[name](raw)
  return 'value' in read ? read.value : 'refused'
}

describe('the other inputs', () => {
  test.each([
    ['app', 'shop', 'shop'],
    ['app', 'shop_2.old-x', 'shop_2.old-x'],
    ['app', 'Shop', 'refused'],
    ['app', '-f', 'refused'],
    ['app', '--force', 'refused'],
    ['app', 'a b', 'refused'],
    ['app', 'a;id', 'refused'],
    ['app', '', 'refused'],
    ['app', '../other', 'refused'],
    ['ref', 'HEAD', 'HEAD'],
    ['ref', '', 'refused'],
    ['ref', '--all', 'refused'],
    ['directory', '', ''],
    ['directory', './server/', 'server'],
    ['directory', '.', ''],
    ['directory', '../x', 'refused'],
    ['directory', '/srv', 'refused'],
    ['directory', 'a\\b', 'refused'],
  ] as const)('%s: %j is %j', (name, raw, is) => {
    expect(problemOf(name, raw)).toBe(is)
  })

  test.each([
    ['', undefined],
    ['/', { url: '/', status: undefined, text: '' }],
    ['/healthz?x=1', { url: '/healthz?x=1', status: undefined, text: '' }],
    ['https://example.org/', { url: 'https://example.org/', status: undefined, text: '' }],
    ['url: /\nstatus: 204', { url: '/', status: 204, text: '' }],
    ['url: /\ntext: "hello: x"', { url: '/', status: undefined, text: 'hello: x' }],
    ['//example.org/x', 'refused'],
    ['healthz', 'refused'],
    ['ftp://example.org/', 'refused'],
    ['http://', 'refused'],
    ['/a b', 'refused'],
    ['url: healthz', 'refused'],
    ['url: /\nstatus: 99', 'refused'],
    ['url: /\nstatus: ok', 'refused'],
    ['url: /\nstats: 200', 'refused'],
    ['status: 200', 'refused'],
    ['- /', 'refused'],
    ['url: [', 'refused'],
  ])('smoke: %j', (raw, is) => {
    expect(problemOf('smoke', raw)).toEqual(is)
  })
})
