import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { actionFile, actionNames, ROOT } from '../../scripts/actions.ts'
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

  test('what action.yml runs is built', () => {
    expect(existsSync(join(ROOT, 'actions', name, file.runs.main))).toBe(true)
  })
})

test('everything generated is fresh', async () => {
  for (const [path, text] of await generated()) {
    expect([path, readFileSync(join(ROOT, path), 'utf8') === text]).toEqual([path, true])
  }
})

test('kit imports nothing of actions, and no action imports another', () => {
  for (const path of globSync('{kit,actions}/**/*.ts', { cwd: ROOT })) {
    const imports = [...readFileSync(join(ROOT, path), 'utf8').matchAll(/from '(\.[^']+)'/g)].map(
      (match) => match[1] ?? '',
    )
    const allowed = path.startsWith('kit/')
      ? /^\.\.?\/(?!.*actions\/)/
      : /^(?:\.\/|\.\.\/\.\.\/\.\.\/kit\/)/
    for (const imported of imports)
      expect([path, imported, allowed.test(imported)]).toEqual([path, imported, true])
  }
})
