import { describe, expect, test } from '@jest/globals'
import { compile } from '../../../actions/route/src/compile-routes.ts'
import { warningsOf } from '../../../actions/route/src/warnings.ts'
import { inputSource, readTowpath } from '../../../kit/config/read.ts'

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
