import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { compile } from '../../../actions/route/src/compile-routes.ts'
import { warningsOf } from '../../../actions/route/src/warnings.ts'
import { inputSource, readTowpath } from '../../../kit/config/read.ts'
import { decide, pull as pullPayload } from '../../support/route/decision.ts'

const warnings = (...routes: readonly string[]): string[] => {
  const text = routes.map((route) => `- { ${route}, environment: e }\n`).join('')
  const compiled = compile(readTowpath(inputSource('routes', text)))
  return warningsOf(compiled, '').map(({ message }) => message)
}

const labels = (...names: readonly string[]): string =>
  `on: pull_request, labels: [${names.join(', ')}]`
const pull = 'on: pull_request'
const many = Array.from({ length: 40 }, (_, index) => `l${index}`)
const tags = (on: string): string => `on: push, tags: ['v*'], tags-on: ${on}`

describe('a route with conditions takes only a part of what its filters match', () => {
  test.each<[string, string[]]>([
    ['labels', [labels('a'), pull]],
    ['other labels', [labels('a'), labels('b'), pull]],
    ['one label of two', [labels('a'), labels('a', 'b')]],
    ['drafts', [`${pull}, drafts: deny`, pull]],
    ['drafts, then labels', [`${pull}, drafts: deny`, labels('a')]],
    ['labels and drafts', [`${labels('a')}, drafts: deny`, labels('a')]],
    ['Dependabot', ['on: push', 'on: push, dependabot: allow']],
    ['forks or Dependabot', [`${pull}, forks: allow`, `${pull}, dependabot: allow`]],
    [
      'both forks and Dependabot',
      [
        `${pull}, forks: allow`,
        `${pull}, dependabot: allow`,
        `${pull}, forks: allow, dependabot: allow`,
      ],
    ],
    ['tags on a branch', [tags('main'), "on: push, tags: ['v1']"]],
    ['tags on another branch', [tags('main'), tags('develop')]],
    ['tags on one branch of two', [tags('main'), tags('[main, develop]')]],
    ['tags on a part of the branches', [tags("['**', '!main']"), tags("['**']")]],
    ['the merge queue', ['on: push', "on: push, branches: ['gh-readonly-queue/**']"]],
    [
      'the merge queue by patterns',
      ["on: push, branches: ['**']", "on: push, branches: ['gh-readonly-queue/main/*']"],
    ],
    [
      'the merge queue by exclusions',
      ['on: push, branches-ignore: [x]', "on: push, branches: ['gh-readonly-queue/**']"],
    ],
    ['labels for a push, which has none', ['on: [push, pull_request], labels: [a]', pull]],
    ['more labels than can be told apart', [labels(...many), labels('l39'), pull]],
    ['more branches than can be told apart', [tags(`[${many}]`), tags('l39')]],
  ])('%s', (_, routes) => {
    expect(warnings(...routes)).toEqual([])
  })
})

describe('a route with conditions can never match behind', () => {
  test.each<[string, string[]]>([
    ['one without them', [pull, labels('a')]],
    ['one that takes drafts too', [pull, `${pull}, drafts: deny`]],
    ['the same labels', [labels('a'), labels('a')]],
    ['the same label in capitals', [labels('a'), labels('A')]],
    ['more labels', [labels('a', 'b'), labels('b')]],
    ['several with its labels', [labels('a'), labels('b'), labels('a', 'b')]],
    ['both halves', [labels('a'), `${pull}, drafts: deny`, `${labels('a')}, drafts: deny`]],
    ['one that allows Dependabot', ['on: push, dependabot: allow', 'on: push, dependabot: allow']],
    ['one that takes tags on any branch', ["on: push, tags: ['**']", tags('main')]],
    ['tags on the same branch', [tags('main'), tags('main')]],
    ['tags on more branches', [tags('[main, develop]'), tags('develop')]],
    ['tags on several branches', [tags('main'), tags('develop'), tags('[develop, main]')]],
    ['tags on the same exclusions', [tags("['**', '!main']"), tags("['**', '!main']")]],
    ['one that denies stale commits: it decides', ['on: push, stale: deny', 'on: push']],
    [
      'one that names the merge queue',
      [
        "on: push, branches: ['gh-readonly-queue/**']",
        "on: push, branches: ['gh-readonly-queue/main/*']",
      ],
    ],
    [
      'one without filters, next to the merge queue',
      ["on: push, branches: ['gh-readonly-queue/**']", 'on: push', 'on: push, branches: [main]'],
    ],
    ['a push without labels', ['on: push', 'on: push, branches: [x]', labels(...many)]],
  ])('%s', (_, routes) => {
    expect(warnings(...routes)).toEqual([expect.stringContaining('can never match')])
  })
})

/** What a route may say, and an event that may be about it. */
const some = <T>(...values: readonly T[]) => fc.constantFrom(...values)
const key = (name: string, ...values: readonly string[]) =>
  some('', ...values.map((value) => `, ${name}: ${value}`))
const routeText = fc
  .tuple(
    some('push', 'pull_request', '[push, pull_request]'),
    key('branches', "['**']", '[main]', "['gh-readonly-queue/**']"),
    some(
      '',
      ", tags: ['v*']",
      ", tags: ['v*'], tags-on: main",
      ", tags: ['v1'], tags-on: [main, develop]",
    ),
    key('labels', 'a', '[a, b]'),
    key('drafts', 'deny'),
    key('forks', 'allow'),
    key('dependabot', 'allow'),
    key('types', '[opened]', '[opened, labeled]'),
  )
  .map(([on, ...more]) => `on: ${on}${more.join('')}`)
  // Keys that apply to no event of the route are errors.
  .filter((text) => text.includes('pull_request') || !/labels|drafts|types/.test(text))
  .filter((text) => text.includes('push') || !text.includes('tags'))

const anyEvent = fc.record({
  event: some('push', 'pull_request'),
  ref: some('heads/main', 'heads/x', 'heads/gh-readonly-queue/main/pr-1-a', 'tags/v1', 'tags/v2'),
  actor: some('ada', 'dependabot[bot]'),
  labels: fc.subarray(['a', 'b', 'c']),
  draft: fc.boolean(),
  fork: fc.boolean(),
  action: some('opened', 'labeled', 'synchronize'),
  on: fc.subarray(['main', 'develop']),
})

test('a route of which a warning says that it can never match never decides', () => {
  let warned = 0
  fc.assert(
    fc.property(
      fc.array(routeText, { minLength: 2, maxLength: 4 }),
      fc.array(anyEvent, { minLength: 20, maxLength: 20 }),
      (texts, sent) => {
        const dead = warnings(...texts).flatMap(
          (message) => /^route (\d+) can never/.exec(message)?.[1] ?? [],
        )
        warned += dead.length
        if (dead.length === 0) return
        const routes = texts.map((text) => `- { ${text}, environment: e }\n`).join('')
        for (const { ref, labels, draft, fork, action, on, ...one } of sent) {
          const repo = fork ? { full_name: 'mallory/shop' } : undefined
          const named = labels.map((name) => ({ name }))
          const payload =
            one.event === 'push'
              ? { ref: `refs/${ref}` }
              : pullPayload(action, { labels: named, draft }, repo)
          const onBranch = new Map(
            texts.map((text, index) => [
              index + 1,
              on.some((branch) => text.includes(branch, text.indexOf('tags-on'))),
            ]),
          )
          const { taken } = decide(routes, { ...one, payload }, { onBranch })
          expect(dead.map(Number)).not.toContain(taken[0])
        }
      },
    ),
    { numRuns: 250 },
  )
  expect(warned).toBeGreaterThan(20)
})
