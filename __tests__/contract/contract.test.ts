import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { actionFile, actionNames, ROOT, shippedFolders } from '../../scripts/actions.ts'
import { generated } from '../../scripts/docs.ts'

describe.each(actionNames())('%s', (name) => {
  const file = actionFile(name)
  const source = (part: string): string => join(ROOT, 'actions', name, 'src', `${part}.ts`)

  test('action.yml and the sources name the same inputs and outputs', async () => {
    const { inputs } = await import(source('inputs'))
    const { OUTPUTS } = await import(source('outputs'))
    expect(Object.keys(inputs).sort()).toEqual(Object.keys(file.inputs ?? {}).sort())
    expect([...OUTPUTS].sort()).toEqual(Object.keys(file.outputs ?? {}).sort())
  })

  test('what action.yml runs is built, and nothing else', () => {
    expect(existsSync(join(ROOT, 'actions', name, file.runs.main))).toBe(true)
    const built = readdirSync(join(ROOT, 'dist', name)).sort()
    const files = ['index.js', 'licenses.txt', 'package.json', ...shippedFolders(name)]
    expect(built).toEqual([...files, ...(file.runs.post ? ['post.js'] : [])].sort())
  })
})

test('everything generated is fresh', async () => {
  for (const [path, text] of await generated()) {
    expect([path, readFileSync(join(ROOT, path), 'utf8') === text]).toEqual([path, true])
  }
})

/** The modules that a source imports values of, and those it imports types of alone. */
function importsOf(source: string): { readonly values: string[]; readonly types: string[] } {
  const found = [...source.matchAll(/^(?:import|export) (type )?(?:[^'"]*? from )?'([^']+)'/gms)]
  const named = (isType: boolean): string[] =>
    found.filter((match) => (match[1] !== undefined) === isType).map((match) => match[2] ?? '')
  return { values: named(false), types: named(true) }
}

/** The arrows main -> run -> plan, and kit below all: what in a file's imports goes against them. */
function wrongArrows(path: string, source: string): string[] {
  const { values, types } = importsOf(source)
  const all = [...values, ...types]
  if (path.startsWith('kit/')) return all.filter((name) => name.includes('actions/'))
  const isMain = path.endsWith('/main.ts')
  // These bring files to Fabric, and Fabric's to the run.
  const isEdge = isMain || /\/fabric\/(?:environment|fabfile|fab)\.ts$/.test(path)
  const kit = `${'../'.repeat(path.split('/').length - 1)}kit/`
  const outside = all.filter(
    (name) =>
      !(name.startsWith('./') || name.startsWith(kit)) &&
      !(isEdge && name.startsWith('node:')) &&
      !(isMain && name.startsWith('@actions/')),
  )
  const upward = isMain ? [] : all.filter((name) => /\/(?:main|entry)\.ts$/.test(name))
  const effects =
    isEdge || /\/run\.ts$/.test(path)
      ? []
      : values.filter((name) =>
          /\/(?:run|runner|run-event|read)\.ts$|^(?:node:|@actions\/)/.test(name),
        )
  const early = path.endsWith('/plan.ts') ? all.filter((name) => name.endsWith('/run.ts')) : []
  return [...new Set([...outside, ...upward, ...effects, ...early])]
}

describe('the arrows', () => {
  test.each(globSync('{kit,actions}/**/*.ts', { cwd: ROOT }))('%s keeps them', (path) => {
    expect(wrongArrows(path, readFileSync(join(ROOT, path), 'utf8'))).toEqual([])
  })

  test.each([
    ['kit/a.ts', "import { plan } from '../actions/route/src/plan.ts'"],
    ['actions/a/src/plan.ts', "import { tag } from '../../docker-tag/src/tag.ts'"],
    ['actions/a/src/plan.ts', "import { readFileSync } from 'node:fs'"],
    ['actions/a/src/plan.ts', "import { runner } from '../../../kit/runner.ts'"],
    ['actions/a/src/plan.ts', "import type { Ports } from './run.ts'"],
    ['actions/a/src/run.ts', "import * as core from '@actions/core'"],
    ['actions/a/src/run.ts', "import { resolve } from 'node:path'"],
    ['actions/a/src/run.ts', "import './main.ts'"],
    ['actions/a/src/outputs.ts', "export {\n  run\n} from './run.ts'"],
  ])('would find it when %s had %s', (path, source) => {
    expect(wrongArrows(path, source)).toHaveLength(1)
  })

  test.each(actionNames())("%s's main.ts has at most 30 lines", (name) => {
    const path = join(ROOT, 'actions', name, 'src/main.ts')
    expect(readFileSync(path, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(30)
  })
})

test.each([
  ['docker-tag', 30_000],
  ['route', 200_000],
  ['version', 120_000],
])('the bundle of %s has at most %i bytes', (name, most) => {
  expect(statSync(join(ROOT, 'dist', name, 'index.js')).size).toBeLessThanOrEqual(most)
})
