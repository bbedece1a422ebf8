import { describe, expect, test } from '@jest/globals'
import {
  chooseMethod,
  type Method,
  type MethodFacts,
} from '../../../actions/dokku-promote/src/method.ts'
import { container } from '../../support/dokku/container.ts'

const DIGEST = `sha256:${'ab'.repeat(32)}`
const COMMIT = '1'.repeat(40)
const NUMBER = 'reg.example.org:5000/dokku/stg:7'
const PINNED = `reg.example.org:5000/dokku/stg@${DIGEST}`
const LOCAL = 'dokku/stg:latest'

describe('the choice of a method', () => {
  const facts = (more: Partial<MethodFacts> = {}): MethodFacts => ({
    containers: [container()],
    source: { kind: 'git-push', what: COMMIT },
    commit: COMMIT,
    takesImages: true,
    doubt: undefined,
    ...more,
  })
  const started = (reference: string) => ({ containers: [container({ reference })] })
  const made = (madeFrom: readonly string[], what: string): Partial<MethodFacts> => ({
    containers: [container({ madeFrom })],
    source: { kind: 'docker-image', what },
    commit: '',
  })
  type Row = readonly [string, Partial<MethodFacts>, Method | 'auto', string]
  const rows: readonly Row[] = [
    ['a number given by Dokku', started(NUMBER), 'auto', `registry ${NUMBER}`],
    ['the same, by image', started(NUMBER), 'image', `image ${NUMBER}`],
    ['the same, by commit', started(NUMBER), 'commit', 'commit '],
    ['a local image', {}, 'auto', `image ${LOCAL}`],
    ['a local image, wanted from a registry', {}, 'registry', 'not-in-registry'],
    ['a local image in doubt', { doubt: 'x' }, 'auto', 'commit '],
    ['a local image in doubt, by image', { doubt: 'x' }, 'image', 'image-unproved'],
    [
      'a registry image is never in doubt',
      { ...started(NUMBER), doubt: 'x' },
      'auto',
      `registry ${NUMBER}`,
    ],
    ['no image name', started(''), 'image', 'image-unknown'],
    ['an old version', { takesImages: false }, 'auto', 'commit '],
    ['an old version, by image', { takesImages: false }, 'image', 'too-old'],
    [
      'an old version, by registry',
      { ...started(NUMBER), takesImages: false },
      'registry',
      'too-old',
    ],
    ['no commit', { commit: '' }, 'commit', 'no-commit'],
    ['no method at all', { commit: '', doubt: 'x' }, 'auto', 'no-method'],
    ['a promoted image, by digest', made([PINNED], PINNED), 'auto', `registry ${PINNED}`],
    [
      'a promoted image with a movable tag',
      made(['r.io/x:main'], 'r.io/x:main'),
      'auto',
      `image ${LOCAL}`,
    ],
    // The last deployment is not the running image.
    ['a promoted image that was replaced', made([NUMBER], PINNED), 'auto', `image ${LOCAL}`],
    ['a deployment without a label', made([], PINNED), 'auto', `image ${LOCAL}`],
    [
      'a commit named like an image',
      { ...made([PINNED], PINNED), source: { kind: 'git-push', what: PINNED } },
      'registry',
      'not-in-registry',
    ],
    [
      'two images',
      { containers: [container(), container({ id: 'two', image: 'sha256:other' })] },
      'auto',
      'from-mixed',
    ],
    [
      'two images, by commit',
      { containers: [container(), container({ id: 'two', image: 'sha256:other' })] },
      'commit',
      'from-mixed',
    ],
  ]
  test.each(rows)('%s', (_, more, wanted, expected) => {
    const choice = chooseMethod(wanted, facts(more))
    const result = 'problem' in choice ? choice.reason : `${choice.method} ${choice.reference}`
    expect(result).toBe(expected)
  })

  test('auto says why better methods are not possible; a given method says nothing', () => {
    expect(chooseMethod('auto', facts({ doubt: 'it failed' }))).toMatchObject({
      because: [
        expect.stringMatching(/^"registry" is not possible: /),
        '"image" is not possible: it failed',
      ],
    })
    expect(chooseMethod('commit', facts({ doubt: 'it failed' }))).toMatchObject({ because: [] })
    expect(chooseMethod('auto', facts({ doubt: 'it failed', commit: '' }))).toMatchObject({
      problem: expect.stringMatching(
        /"registry" is .*; "image" is not possible: it failed; "commit" is not possible: /,
      ),
    })
  })

  test.each([
    ['commit', LOCAL, 'image'],
    ['registry', LOCAL, 'image'],
    ['image', NUMBER, 'registry'],
    ['auto', PINNED, 'registry'],
  ] as const)('%s: what is promoted already, as %s, needs no method', (wanted, name, method) => {
    const inDoubt = facts({ doubt: 'x', commit: '' })
    expect(chooseMethod(wanted, inDoubt, name)).toMatchObject({ method, reference: name })
  })

  test('processes with different images are refused, whatever is promoted already', () => {
    const mixed = facts({ containers: [container(), container({ id: 'two', image: 'sha256:x' })] })
    expect(chooseMethod('auto', mixed, LOCAL)).toMatchObject({ reason: 'from-mixed' })
  })
})
