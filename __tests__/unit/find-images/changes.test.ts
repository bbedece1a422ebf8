import { describe, expect, test } from '@jest/globals'
import type { TreeChange } from '../../../actions/find-images/src/checkout/checkout.ts'
import { type Sources, verdictsOf } from '../../../actions/find-images/src/plan/changes.ts'
import { contextOf, fromWorkspace } from '../../../actions/find-images/src/plan/places.ts'

const image = (folder: string, more: Partial<Sources> = {}): Sources & { image: string } => ({
  image: `acme/${folder}`,
  dockerfile: `${folder}/Dockerfile`,
  dockerfileLinks: [],
  ignoreFiles: [`${folder}/Dockerfile.dockerignore`, `${folder}/.dockerignore`],
  context: `${folder}/`,
  contextLinks: [],
  letsIn: () => true,
  ...more,
})

function verdict(changes: Record<string, TreeChange>, more: Partial<Sources> = {}) {
  return verdictsOf([image('web', more)], [[]], new Map(Object.entries(changes)))[0]
}

describe('why an image changed', () => {
  test.each<[string, Record<string, TreeChange>, string, string | null]>([
    ['nothing', {}, 'unchanged', null],
    ['another folder', { 'webs/a': 'changed', web2: 'changed' }, 'unchanged', null],
    ['its Dockerfile, added', { 'web/Dockerfile': 'added' }, 'new', 'web/Dockerfile'],
    ['its Dockerfile', { 'web/Dockerfile': 'changed' }, 'dockerfile-changed', 'web/Dockerfile'],
    [
      'an ignore file',
      { 'web/.dockerignore': 'removed' },
      'ignore-file-changed',
      'web/.dockerignore',
    ],
    ['a file', { 'web/b': 'changed', 'web/a': 'added' }, 'context-changed', 'web/a'],
    ['a file, removed', { 'web/a': 'removed' }, 'context-changed', 'web/a'],
  ])('%s', (_, changes, reason, cause) => {
    expect(verdict(changes)).toEqual({ reason, cause })
  })

  test('the first reason that applies counts', () => {
    const changes: [string, TreeChange][] = [
      ['web/Dockerfile', 'added'],
      ['base/Dockerfile', 'changed'],
      ['web/.dockerignore', 'changed'],
      ['web/a', 'changed'],
    ]
    const more = { dockerfileLinks: ['base/Dockerfile'] }
    const reasons = changes.map(
      (_, from) => verdict(Object.fromEntries(changes.slice(from)), more)?.reason,
    )
    expect(reasons).toEqual(['new', 'dockerfile-changed', 'ignore-file-changed', 'context-changed'])
  })

  test('only files that the ignore file lets in, by their path from the context', () => {
    const letsIn = (path: string): boolean => path === 'b/c'
    expect(verdict({ 'web/a': 'changed', 'b/c': 'changed' }, { letsIn })?.reason).toBe('unchanged')
    expect(verdict({ 'web/b/c': 'changed' }, { letsIn })?.cause).toBe('web/b/c')
    expect(verdict({ 'b/c': 'changed' }, { letsIn, context: '' })?.cause).toBe('b/c')
  })

  test('its Dockerfile counts even if it is outside of the context and ignored', () => {
    const more = { letsIn: () => false, context: 'elsewhere/' }
    expect(verdict({ 'web/Dockerfile': 'changed' }, more)?.reason).toBe('dockerfile-changed')
  })

  test('the commit of a submodule that the context is in', () => {
    const more = { context: 'vendor/lib/', letsIn: () => false }
    expect(verdict({ vendor: 'changed' }, more)).toEqual({
      reason: 'context-changed',
      cause: 'vendor',
    })
  })

  test('one ignore file for several images is asked once about each path of their context', () => {
    const asked: string[] = []
    const letsIn = (path: string): boolean => asked.push(path) < 0
    const images = ['a', 'b', 'c'].map((folder) => image(folder, { context: '', letsIn }))
    const others = [image('d', { context: 'd/', letsIn }), image('e', { context: '' })]
    const changes = new Map<string, TreeChange>([['d/file', 'changed']])
    const verdicts = verdictsOf([...images, ...others], [[], [], [], [], []], changes)
    expect(asked).toEqual(['d/file', 'file'])
    expect(verdicts.map(({ cause }) => cause)).toEqual([null, null, null, null, 'd/file'])
  })

  test('a link over which the context leads', () => {
    const more = { context: 'files/', contextLinks: ['web'] }
    expect(verdict({ web: 'changed' }, { ...more, letsIn: () => false })?.cause).toBe('web')
    expect(verdict({ 'files/a': 'changed' }, more)?.cause).toBe('files/a')
    expect(verdict({ 'web/a': 'changed' }, more)?.reason).toBe('unchanged')
  })

  test('a changed image changes all that build on it, and these the next', () => {
    const images = ['base', 'web', 'worker', 'tools'].map((folder) => image(folder))
    const bases = [[], [0], [1], []]
    expect(verdictsOf(images, bases, new Map([['base/a', 'changed']]))).toEqual([
      { reason: 'context-changed', cause: 'base/a' },
      { reason: 'base-changed', cause: 'acme/base' },
      { reason: 'base-changed', cause: 'acme/web' },
      { reason: 'unchanged', cause: null },
    ])
  })

  test('but not what it builds on', () => {
    const images = [image('base'), image('web')]
    const verdicts = verdictsOf(images, [[], [0]], new Map([['web/a', 'changed']]))
    expect(verdicts.map(({ reason }) => reason)).toEqual(['unchanged', 'context-changed'])
  })
})

describe('paths', () => {
  test.each([
    ['', '.', 'web/Dockerfile', 'web/Dockerfile'],
    ['', 'sub', 'web/Dockerfile', 'sub/web/Dockerfile'],
    ['games/', 'games', 'games/web/Dockerfile', 'games/web/Dockerfile'],
    ['games/', 'sub/games', 'games/a', 'sub/games/a'],
    ['games/', 'sub/games', 'other/a', 'sub/other/a'],
    ['games/', 'games', '', '.'],
    ['', '.', '', '.'],
  ])('prefix %j, folder %j: %j is %j from the workspace', (prefix, folder, path, expected) => {
    expect(fromWorkspace({ prefix, folder }, path).replace(/\/$/, '')).toBe(expected)
  })

  test.each([
    ['', '{directory}', 'web/Dockerfile', 'web/'],
    ['', '{directory}', 'Dockerfile', ''],
    ['', '.', 'web/Dockerfile', ''],
    ['games/', '.', 'games/web/Dockerfile', 'games/'],
    ['games/', 'a/b/', 'games/web/Dockerfile', 'games/a/b/'],
  ])('prefix %j, context %j of %j is %j', (prefix, context, dockerfile, expected) => {
    expect(contextOf(prefix, context, dockerfile)).toBe(expected)
  })
})
