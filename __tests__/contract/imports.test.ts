import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { ROOT } from '../../scripts/actions.ts'
import { brokenRules } from '../support/contract/import-rules.ts'

test('every import of this repository keeps the rules', () => {
  const paths = globSync('{actions,bench,fakes,kit,rehearsal,scripts,__tests__}/**/*.ts', {
    cwd: ROOT,
  })
  expect(paths.length).toBeGreaterThan(300)
  const sources = new Map(paths.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]))
  expect(brokenRules(sources)).toEqual([])
})

test.each<[rule: string, files: Readonly<Record<string, string>>, broken: string]>([
  [
    'a plan is pure through any number of imports',
    {
      'actions/a/src/plan.ts': "import { b } from './b.ts'\n",
      'actions/a/src/b.ts': "export * from '../../../kit/c/c.ts'\n",
      'kit/c/c.ts': "import {\n  readFileSync,\n} from 'node:fs'\n",
    },
    'a pure file reaches an effect: actions/a/src/plan.ts -> actions/a/src/b.ts -> kit/c/c.ts -> node:fs',
  ],
  [
    'so is a file in a folder of plans',
    { 'actions/a/src/plan/host.ts': "import 'node:net'\n" },
    'a pure file reaches an effect: actions/a/src/plan/host.ts -> node:net',
  ],
  [
    'so is a file whose first comment says it',
    {
      'kit/a/a.ts':
        "// Reads\n// words. Pure.\nconst { spawn } = await import('node:child_process')\n",
    },
    'a pure file reaches an effect: kit/a/a.ts -> node:child_process',
  ],
  [
    'a circle, of types as well',
    {
      'kit/a/a.ts': "import type { B } from '../b/b.ts'\n",
      'kit/b/b.ts': "export type { C } from './c.ts'\n",
      'kit/b/c.ts': "import { a } from '../a/a.ts'\n",
    },
    'a circle of imports: kit/a/a.ts -> kit/b/b.ts -> kit/b/c.ts -> kit/a/a.ts',
  ],
  [
    'a package of the toolkit in an action',
    { 'actions/a/src/run.ts': "import { find } from '@actions/tool-cache'\n" },
    'actions/a/src/run.ts must not import @actions/tool-cache',
  ],
  [
    'or in another folder of kit',
    { 'kit/git/git.ts': "import { exec } from '@actions/exec'\n" },
    'kit/git/git.ts must not import @actions/exec',
  ],
  [
    'kit imports an action',
    { 'kit/a/a.ts': "import type { Plan } from '../../actions/a/src/plan.ts'\n" },
    'kit/a/a.ts must not import actions/a/src/plan.ts',
  ],
  [
    'an action imports another',
    { 'actions/a/src/run.ts': "import { b } from '../../b/src/b.ts'\n" },
    'actions/a/src/run.ts must not import actions/b/src/b.ts',
  ],
  [
    'an action imports what it is tested with',
    { 'actions/a/src/run.ts': "import { b } from '../../../fakes/b.ts'\n" },
    'actions/a/src/run.ts must not import fakes/b.ts',
  ],
  ...['bench', 'rehearsal', 'fakes'].map((folder): [string, Record<string, string>, string] => [
    `${folder} imports a test's helper`,
    { [`${folder}/a.ts`]: "import { b } from '../__tests__/support/b.ts'\n" },
    `${folder}/a.ts must not import __tests__/support/b.ts`,
  ]),
  ['a file that is flat in kit', { 'kit/a.ts': '' }, 'kit/a.ts is in no folder of kit'],
])('would find: %s', (_, files, broken) => {
  expect(brokenRules(new Map(Object.entries(files)))).toEqual([broken])
})

test('types of a file with effects, and the toolkit in main.ts, break no rule', () => {
  const files = {
    'actions/a/src/plan.ts': "import type { Run } from '../../../kit/a/a.ts'\n",
    'actions/a/src/main.ts': "import { find } from '@actions/tool-cache'\nimport './plan.ts'\n",
    'kit/a/a.ts': "import { spawn } from 'node:child_process'\n",
    'kit/action/runner.ts': "import { info } from '@actions/core'\n",
  }
  expect(brokenRules(new Map(Object.entries(files)))).toEqual([])
})
