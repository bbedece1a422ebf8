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

  test('the licenses are those of all packages in the bundle', () => {
    const folder = join(ROOT, 'dist', name)
    const files = readdirSync(folder).filter((file) => file.endsWith('index.js'))
    const code = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')
    const packages = [...code.matchAll(/node_modules\/((?:@[a-z0-9-]+\/)?[a-z0-9-]+)\//g)]
    const licenses = readFileSync(join(folder, 'licenses.txt'), 'utf8').split('\n')
    const missing = packages.map(([, one = '']) => one).filter((one) => !licenses.includes(one))
    expect([packages.length > 0, missing]).toEqual([true, []])
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
