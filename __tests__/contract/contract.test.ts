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
    // What a bundle imports only when it needs it is in a file of its own, such as 68.index.js.
    const parts = built.filter((file) => /^\d+\.index\.js$/.test(file))
    const whole = readFileSync(join(ROOT, 'dist', name, 'index.js'), 'utf8')
    for (const part of parts)
      expect(whole).toContain(`/* import() */ ${Number.parseInt(part, 10)})`)
    expect(built.filter((file) => !parts.includes(file))).toEqual(
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
