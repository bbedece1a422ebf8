import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { ROOT } from '../../scripts/actions.ts'

/** A first comment directly above an import: tsc drops it together with an `import type`, so the bundles in dist/ would lack it. */
const ATTACHED = /^(?:\/\/.*\n)+import\b|^\/\*[\s\S]*?\*\/\nimport\b/

test('a blank line follows the first comment of every source file that has imports', () => {
  const paths = globSync('{kit,actions/*/src}/**/*.ts', { cwd: ROOT })
  expect(paths.length).toBeGreaterThan(200)
  const attached = paths.filter((path) => ATTACHED.test(readFileSync(join(ROOT, path), 'utf8')))
  expect(attached).toEqual([])
})

test.each([
  ["// One.\nimport 'a'\n", true],
  ["// One.\n// Two.\nimport type { A } from 'a'\n", true],
  ["/* One.\n * Two. */\nimport 'a'\n", true],
  ["// One.\n\nimport 'a'\n", false],
  ["/* One. */\n\n// Two.\nimport 'a'\n", false],
  ["import 'a'\n", false],
])('%j: found is %s', (source, isFound) => {
  expect(ATTACHED.test(source)).toBe(isFound)
})
