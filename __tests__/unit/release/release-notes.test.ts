import { describe, expect, test } from '@jest/globals'
import { MAX_NOTES, releaseNotes } from '../../../actions/release/src/notes/release-notes.ts'

const commit = (message: string, parents = 1) => ({
  message,
  parents: Array.from({ length: parents }, (_, at) => `${at}`.repeat(40)),
})
const notes = (...messages: readonly string[]): string =>
  releaseNotes({ commits: messages.map((message) => commit(message)), isComplete: true })

describe('the notes of a release', () => {
  test('list subjects by what they change, breaking changes first', () => {
    expect(
      notes(
        'fix(cart): no empty baskets\n\nBody',
        'Tidy up',
        'feat: vouchers',
        'feat(api)!: prices are strings',
        'docs: how to pay',
        'fix: totals\n\nBREAKING CHANGE: totals have taxes',
        'perf: faster search',
      ),
    ).toBe(
      [
        '### Breaking changes',
        '',
        '- feat(api)!: prices are strings',
        '- fix: totals',
        '',
        '### Features',
        '',
        '- feat: vouchers',
        '',
        '### Fixes',
        '',
        '- fix(cart): no empty baskets',
        '',
        '### Other changes',
        '',
        '- Tidy up',
        '- docs: how to pay',
        '- perf: faster search',
      ].join('\n'),
    )
  })

  test('have no headings if no commit says what it changes', () => {
    expect(notes('Tidy up', 'Search is faster')).toBe('- Tidy up\n- Search is faster')
  })

  test('leave out merges, and the commits of the action itself', () => {
    const commits = [
      commit('Merge release/1.2 into develop', 2),
      commit('Release 1.2\n\nRelease: 1.2'),
      commit('Vouchers'),
    ]
    const isOwn = (message: string): boolean => message.includes('\nRelease: ')
    expect(releaseNotes({ commits, isComplete: true }, isOwn)).toBe('- Vouchers')
  })

  test('say so if nothing changed, or not everything is known', () => {
    expect(notes()).toBe('No changes.')
    const commits = [commit('Vouchers')]
    expect(releaseNotes({ commits, isComplete: false })).toBe(
      '- Vouchers\n\nEarlier commits are not listed.',
    )
  })

  test('take no formatting and no mention from a subject', () => {
    expect(notes('<b>@shop</b> *x* [a](b)')).toBe(
      '- \\<b\\>@&#8203;shop\\</b\\> \\*x\\* \\[a\\](b)',
    )
  })

  test.each([
    [
      'many commits',
      Array.from({ length: 3000 }, (_, at) => `feat: change number ${at} of the shop`),
    ],
    ['long subjects', Array.from({ length: 500 }, () => '&'.repeat(100_000))],
    ['one long subject', ['x'.repeat(1_000_000)]],
  ])('are at most 60,000 characters, cut at a line: %s', (_, messages) => {
    const text = notes(...messages)
    expect(text.length).toBeLessThanOrEqual(MAX_NOTES)
    const listed = text.split('\n').filter((line) => line.startsWith('- '))
    const left = messages.length - listed.length
    if (left > 0) expect(text).toMatch(new RegExp(`\\n\\n${left} more commits are not listed\\.$`))
    // As many as there is room for.
    if (left > 0) expect(text.length).toBeGreaterThan(MAX_NOTES - 1000)
  })
})
