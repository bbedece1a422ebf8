import { expect, test } from '@jest/globals'
import { describePlan } from '../../../actions/dokku-deploy/src/describe-plan.ts'
import { planOf } from '../../../actions/dokku-deploy/src/plan.ts'

const contents = {
  directory: 'server',
  include: [
    {
      from: 'client/dist',
      to: 'public',
      replace: false,
      count: 2,
      files: ['public/a', 'public/b'],
    },
    { from: 'x.json', to: 'config.json', replace: true, count: 1, files: ['config.json'] },
  ],
}
const source = { commit: 'c2', tree: 't2', isWhole: false, isComplete: true, isDescendant: true }
const app = { branch: 'main', source: undefined }

test('what is pushed, and what it is made of', () => {
  const plan = planOf({ app, tip: { commit: 'c1', tree: 't1' }, source, settings: [], contents })
  expect(plan).toMatchObject({ tree: 't2', ...contents })
  expect(describePlan('shop', plan)).toEqual([
    'shop: push a new commit of the tree t2 (only a directory, or with included files)',
    '  the directory "server" as the root',
    '  "client/dist" (2 files) to "public"',
    '  "x.json" (1 file) to "config.json", in place of what is tracked there',
  ])
})

test('nothing to push', () => {
  const plan = planOf({ app, tip: { commit: 'c1', tree: 't2' }, source, settings: [], contents })
  expect(describePlan('shop', plan)).toEqual([
    'shop: nothing to push, the app already has these files',
  ])
  expect(plan).toMatchObject({ tree: 't2', ...contents })
})
