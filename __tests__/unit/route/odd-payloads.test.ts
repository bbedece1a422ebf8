import { createRequire } from 'node:module'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { outputsOf } from '../../../actions/route/src/outputs.ts'
import { REASONS } from '../../../actions/route/src/reasons.ts'
import { routeLines, sentence, summary } from '../../../actions/route/src/report.ts'
import { EVENTS } from '../../../kit/events/event-rules.ts'
import { planned, pull, SHA, ZERO } from '../../support/route/decision.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

const require = createRequire(import.meta.url)
const EXAMPLES = (
  require('@octokit/webhooks-examples') as { name: string; examples: Record<string, Json>[] }[]
).filter(({ name }) => Object.hasOwn(EVENTS, name))

const all = `on: [${Object.keys(EVENTS).join(', ')}]`
/** Routes that read all that a payload may have. */
const ROUTES = [
  "- { on: [pull_request, pull_request_review], labels: [bug], drafts: deny, environment: 'l-{number}' }",
  "- { on: push, branches: ['gh-readonly-queue/**'], environment: 'q-{slug}' }",
  "- { on: [push, create, delete], tags: ['v*'], tags-on: main, stale: deny, environment: 't-{sha}' }",
  `- { ${all}, branches: ['[a-m]**'], environment: 'b-{slug}', dependabot: allow }`,
  `- { ${all}, forks: allow, environments: [shared, 'x-{slug}'] }`,
].join('\n')

/** Returns the reason of a payload, after everything that is made of it has been made. */
function reasonOf(event: string, payload: object, ref = '', actor = ''): string {
  const decided = planned(ROUTES, { event, payload, ref, sha: '', actor })
  if ('refused' in decided) return decided.refused
  if ('asks' in decided) return decided.asks
  for (const text of [sentence(decided), ...routeLines(decided), summary(decided)]) {
    expect(text).not.toMatch(/undefined|\[object|NaN/)
  }
  const outputs = outputsOf(decided)
  for (const value of Object.values(outputs)) expect(typeof value).toBe('string')
  return decided.reason
}

const KNOWN = [...Object.keys(REASONS), 'tip', 'branches']

const JUNK: Json[] = [
  ...[
    null,
    true,
    0,
    -1,
    1.5,
    2 ** 60,
    '',
    ' ',
    'x',
    '\n',
    ZERO,
    SHA,
    '\u202e::error::',
    '{number}',
  ],
  ...['refs/heads/', 'refs/tags/v1', 'refs/heads/gh-readonly-queue/main/pr-1-a', 'dependabot[bot]'],
  ...['constructor', '__proto__', 'labeled', 'closed', '\ud800', 'a'.repeat(70_000)],
  ...[[], [null], [[]], [{ name: 1 }], [{ name: 'bug' }], {}, { name: 'bug' }, { full_name: 7 }],
]

function pathsOf(value: Json, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null || path.length > 3) return [[...path]]
  return [[...path], ...Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, key]))]
}

function put(value: Json, path: readonly string[], what: Json): Json {
  const [key, ...rest] = path
  if (key === undefined) return what
  if (typeof value !== 'object' || value === null) return what
  const copy: Json = Array.isArray(value) ? [...value] : { ...value }
  const holder = copy as Record<string, Json>
  holder[key] = put(holder[key] ?? null, rest, what)
  return copy
}

/** The parts of a payload that route reads. */
const READ =
  /^(?:ref|ref_type|action|number|after|before|deleted|label|head_commit|sender|repository|pull_request|workflow_run|merge_group|deployment|deployment_status|release|issue|schedule)(?:,|$)/

const damaged = fc
  .constantFrom(...EXAMPLES.flatMap(({ name, examples }) => examples.map((one) => ({ name, one }))))
  .chain(({ name, one }) => {
    const paths = pathsOf(one).filter((path) => READ.test(path.join()))
    if (paths.length === 0) return fc.constant({ name, payload: one as Json })
    return fc
      .array(fc.tuple(fc.constantFrom(...paths), fc.constantFrom(...JUNK)), { maxLength: 4 })
      .map((changes) => ({
        name,
        payload: changes.reduce<Json>((value, [path, what]) => put(value, path, what), one),
      }))
  })

describe('payloads that GitHub would not send', () => {
  test('always get a reason', () => {
    fc.assert(
      fc.property(
        damaged,
        fc.constantFrom('', 'refs/heads/main', 'refs/pull/7/merge', 'x'),
        ({ name, payload }, ref) => {
          expect(KNOWN).toContain(reasonOf(name, payload as object, ref))
        },
      ),
      { numRuns: 600 },
    )
  })

  test.each(Object.keys(EVENTS))('%s without anything in it', (event) => {
    for (const payload of [
      {},
      { action: 7 },
      JSON.parse('{"__proto__": {"ref": "refs/heads/x"}}'),
    ]) {
      expect(KNOWN).toContain(reasonOf(event, payload))
    }
  })

  test('a huge one takes time in proportion to its size', () => {
    const labels = Array.from({ length: 100_000 }, (_, index) => ({ name: `label-${index}` }))
    const payload = pull('labeled', { labels: [...labels, { name: 'bug' }], body: 'x'.repeat(1e7) })
    expect(reasonOf('pull_request', { ...payload, label: { name: 'bug' } })).toBe('routed')
  })
})
