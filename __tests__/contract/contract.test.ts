import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { actionFile, actionNames, bundledFolders, ROOT } from '../../scripts/actions.ts'
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
    expect(built).toEqual(
      [
        ...['index.js', 'licenses.txt', 'package.json'],
        ...(file.runs.post ? ['post.js'] : []),
        ...bundledFolders(name),
      ].sort(),
    )
  })

  test('the post step, if there is one, is the same bundle', () => {
    const { post, main } = file.runs
    if (post === undefined) return
    expect(post).toBe(main.replace('index.js', 'post.js'))
    expect(readFileSync(join(ROOT, 'actions', name, post), 'utf8')).toMatch(
      /await import\('\.\/index\.js'\)\n$/,
    )
  })
})

test('everything generated is fresh', async () => {
  for (const [path, text] of await generated()) {
    expect([path, readFileSync(join(ROOT, path), 'utf8') === text]).toEqual([path, true])
  }
})
