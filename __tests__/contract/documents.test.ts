import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { ROOT } from '../../scripts/actions.ts'

/** Paths of this repository in code spans, but not those with a placeholder. */
function pathsIn(markdown: string): string[] {
  const spans = [...markdown.replace(/^```.*?^```/gms, '').matchAll(/`([^`\s]+)`/g)]
  return spans
    .map(([, span]) => span ?? '')
    .filter((span) =>
      /^(?:__tests__|actions|bench|fakes|kit|rehearsal|scripts|schema)\//.test(span),
    )
    .filter((path) => !path.includes('NAME'))
}

/** The targets of relative links. */
function linksIn(markdown: string): string[] {
  return [...markdown.matchAll(/\]\(([^)#\s]+)[^)]*\)|(?:src|srcset)="([^"]+)"/g)]
    .map(([, link, source]) => link ?? source ?? '')
    .filter((link) => !/^[a-z]+:/.test(link))
}

const missing = (folder: string, paths: readonly string[]): string[] =>
  paths.filter((path) => !existsSync(join(ROOT, folder, path)))

describe('the documents name only what exists', () => {
  test.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('paths in %s', (name) => {
    const paths = pathsIn(readFileSync(join(ROOT, name), 'utf8'))
    expect(paths.length).toBeGreaterThan(10)
    expect(missing('.', paths)).toEqual([])
  })

  test.each(
    globSync('{*,action-docs/*,actions/*/*,workflows-examples/*/*,fakes/*/*,bench/*}.md', {
      cwd: ROOT,
    }),
  )('links in %s', (path) => {
    expect(missing(dirname(path), linksIn(readFileSync(join(ROOT, path), 'utf8')))).toEqual([])
  })

  test('a missing path and a missing link are found', () => {
    expect(missing('.', pathsIn('`kit/nothing.ts`, `kit/NAME`, `npm test`'))).toEqual([
      'kit/nothing.ts',
    ])
    expect(missing('.', linksIn('[a](nothing.md#x) [b](https://example.org)'))).toEqual([
      'nothing.md',
    ])
  })
})
