import { describe, expect, test } from '@jest/globals'
import { conventionalStep } from '../../../kit/versions/conventional-step.ts'
import { type Pep440, parsePep440 } from '../../../kit/versions/pep440.ts'
import type { ChangeCommit } from '../../../kit/versions/reverts.ts'

const release = (text: string): Pep440 => {
  const version = parsePep440(text)
  if (!version) throw new Error(text)
  return version
}

/** Commits of a line, the first one first. */
const line = (messages: readonly string[]): ChangeCommit[] =>
  messages.map((message, index) => ({
    id: idOf(index),
    parents: [index === 0 ? RELEASED : idOf(index - 1)],
    message,
  }))

/** The id of the commit with a number. The first 12 digits differ. */
const idOf = (index: number): string => (index + 1).toString(16).padStart(12, 'a').padEnd(40, '0')
const RELEASED = 'f'.repeat(40)

const step = (commits: readonly ChangeCommit[]) => conventionalStep(commits, release('1.2.3'))

const reverting = (...ids: readonly string[]): string =>
  `Revert "something"\n\n${ids.map((id) => `This reverts commit ${id}.`).join('\n')}`

test.each([
  [['fix: a'], 'patch'],
  [['perf(core): a', 'docs: b'], 'patch'],
  [['fix: a', 'feat(x): b'], 'minor'],
  [['feat!: a'], 'major'],
  [['fix(a)!: b', 'feat: c'], 'major'],
  [['chore: a\n\nBREAKING CHANGE: b'], 'major'],
  [['chore: a\n\nBREAKING-CHANGE: b'], 'major'],
  [
    ['docs: a', 'merge branch', 'feature: b', 'feat:c', 'the fix: d', 'no BREAKING CHANGE: e'],
    undefined,
  ],
  [['constructor: a', '__proto__: b', 'toString: c'], undefined],
  [[], undefined],
])('the commit messages %j call for a step: %s', (messages, expected) => {
  expect(step(line(messages))).toBe(expected)
})

test('on 0.x a breaking change is a minor step', () => {
  expect(conventionalStep(line(['feat!: a']), release('0.4.1'))).toBe('minor')
  expect(conventionalStep(line(['feat!: a']), undefined)).toBe('minor')
})

describe('a revert', () => {
  const [first, second, third] = [idOf(0), idOf(1), idOf(2)]
  test.each<[string, string[], string | undefined]>([
    ['and its commit cancel each other', ['feat: a', reverting(first)], undefined],
    ['leaves what else there is', ['feat: a', 'fix: b', reverting(first)], 'patch'],
    ['of a breaking change', ['feat!: a', 'feat: b', reverting(first)], 'minor'],
    ['of a released commit is a patch', [reverting(RELEASED)], 'patch'],
    ['that names no commit is a patch, and cancels none', ['feat: a', 'Revert "feat: a"'], 'minor'],
    [
      'of the type revert',
      ['feat: a', `revert: feat: a\n\nThis reverts commit ${first}.`],
      undefined,
    ],
    ['of the type revert, released', ['revert(x): feat: a'], 'patch'],
    ['that breaks something', ['revert!: feat: a'], 'major'],
    ['with references', ['feat: a', `revert: noodles\n\nRefs: ${first.slice(0, 12)}`], undefined],
    ['with another subject', ['feat: a', `fix: no a\n\nThis reverts commit ${first}.`], undefined],
    ['by an abbreviated id', ['feat: a', reverting(first.slice(0, 12))], undefined],
    ['by an id in capitals', ['feat: a', reverting(first.toUpperCase())], undefined],
    ['by an id that fits several', ['feat: a', 'feat: b', reverting('aaaa')], 'minor'],
    [
      'with --reference',
      ['feat: a', `Revert "x"\n\nThis reverts commit ${first.slice(0, 12)} (x, 2024-01-01).`],
      undefined,
    ],
    ['of several commits', ['feat: a', 'fix: b', reverting(first, second)], undefined],
    [
      'of several commits in a list',
      [
        'feat: a',
        'fix: b',
        'fix: c',
        `Revert "x"\n\nThis reverts commits ${first}, ${second}\nand ${third}.`,
      ],
      undefined,
    ],
    [
      'of one that is released and one that is not',
      ['feat: a', reverting(first, RELEASED)],
      'patch',
    ],
    ['of a revert restores the commit', ['feat: a', reverting(first), reverting(second)], 'minor'],
    [
      'of a revert of a revert',
      [
        'feat: a',
        reverting(first),
        `Reapply "a"\n\nThis reverts commit ${second}.`,
        reverting(third),
      ],
      undefined,
    ],
    ['of a released revert is a patch', [reverting(RELEASED), 'docs: b'], 'patch'],
    ['of a revert of a released commit', [reverting(RELEASED), reverting(first)], undefined],
    ['does not cancel what comes later', [reverting(second), 'feat: b'], 'minor'],
    ['and a later second try', ['feat: a', reverting(first), 'feat: a'], 'minor'],
    [
      'twice, with a revert between',
      ['feat: a', reverting(first), reverting(second), reverting(first)],
      undefined,
    ],
    ['only quoted is none', ['feat: a', `docs: b\n\n> This reverts commit ${first}.`], 'minor'],
    [
      'in a squashed branch with a feature of its own',
      ['fix: a', `feat: b (#5)\n\n* b\n\n* Revert "a"\n\n  This reverts commit ${first}.`],
      'minor',
    ],
    [
      'of a commit by the id that it was picked from',
      [`feat: a\n\n(cherry picked from commit ${RELEASED})`, reverting(RELEASED)],
      undefined,
    ],
  ])('%s', (_, messages, expected) => {
    expect(step(line(messages))).toBe(expected)
    // git lists the commits in any order.
    expect(step(line(messages).reverse())).toBe(expected)
  })

  /** A merge of two features (1, 2) after a fix (0); more commits follow. */
  const merged = (...after: readonly string[]): ChangeCommit[] => {
    const [trunk, one, two, merge] = [idOf(0), idOf(1), idOf(2), idOf(3)]
    const commit = (id: string, message: string, ...parents: string[]) => ({ id, message, parents })
    const base = [
      commit(trunk, 'docs: trunk', RELEASED),
      commit(one, 'feat: one', RELEASED),
      commit(two, 'feat!: two', one),
      commit(merge, 'Merge branch x', trunk, two),
    ]
    const later = after.map((message, index) => commit(idOf(4 + index), message, idOf(3 + index)))
    return [...later.reverse(), ...base.reverse()]
  }
  const ofMerge = (mainline: string): string =>
    `Revert "Merge branch x"\n\nThis reverts commit ${idOf(3)}, reversing\nchanges made to ${mainline}.`

  test.each<[string, string[], string | undefined]>([
    ['cancels all that the merge brought', [ofMerge(idOf(0))], undefined],
    ['without its parent, the first stays', [reverting(idOf(3))], undefined],
    ['to the other parent cancels the trunk', [ofMerge(idOf(2))], 'major'],
    ['that is reverted restores them', [ofMerge(idOf(0)), reverting(idOf(4))], 'major'],
    ['of one merged commit leaves the other', [reverting(idOf(2))], 'minor'],
  ])('of a merge %s', (_, after, expected) => {
    expect(step(merged(...after))).toBe(expected)
  })

  test('on a side branch reaches a commit of the trunk through the merge', () => {
    const commits = [
      { id: idOf(0), message: 'feat: a', parents: [RELEASED] },
      { id: idOf(1), message: reverting(idOf(0)), parents: [idOf(0)] },
      { id: idOf(2), message: 'docs: b', parents: [idOf(0)] },
      { id: idOf(3), message: 'Merge', parents: [idOf(2), idOf(1)] },
    ]
    expect(step(commits)).toBeUndefined()
    const again = { id: idOf(4), message: ofMerge(idOf(2)), parents: [idOf(3)] }
    expect(step([...commits, again])).toBe('minor')
  })
})

test('commits that do not count may still be reverts', () => {
  const commits = line(['feat: a', reverting(idOf(0)), 'feat: elsewhere'])
  const counts = (id: string): boolean => id === idOf(0)
  expect(conventionalStep(commits, undefined, counts)).toBeUndefined()
  expect(conventionalStep(commits.slice(0, 1), undefined, counts)).toBe('minor')
})
