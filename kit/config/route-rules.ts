// Rules about the keys of a route: which can be combined, and which apply to its events.

import { EVENTS, type Filter } from '../events/event-rules.ts'
import { quote } from '../text/escape.ts'
import { suggestion } from '../text/suggest.ts'
import type { Entry } from '../yaml/parse.ts'
import type { Report } from '../yaml/schema.ts'
import type { Rule } from '../yaml/schema-collections.ts'

const eventNames = Object.keys(EVENTS)

/** Returns the events in the `on` of a route, if valid. */
function eventsOf(keys: ReadonlyMap<string, Entry>): string[] {
  const on = keys.get('on')?.value
  if (!on || on.kind === 'map') return []
  const nodes = on.kind === 'list' ? on.items : [on]
  return nodes.flatMap((node) => (node.kind === 'scalar' ? [String(node.value)] : []))
}

/** Returns the JSON Schema of a route that names one of some events. */
const namesOneOf = (events: readonly string[]) => ({
  properties: { on: { anyOf: [{ enum: events }, { type: 'array', contains: { enum: events } }] } },
})

const eventsWith = (filter: Filter): string[] =>
  eventNames.filter((name) => EVENTS[name]?.filters.includes(filter))

/** A key must apply to at least one event of the route. */
function forEvents(key: string, filter: Filter): Rule {
  const able = eventsWith(filter)
  return {
    jsonSchema: () => ({ anyOf: [{ not: { required: [key] } }, namesOneOf(able)] }),
    check(keys, report) {
      const entry = keys.get(key)
      const events = eventsOf(keys)
      // An unknown event is reported at its own position.
      const fine = events.some((name) => able.includes(name) || !eventNames.includes(name))
      if (!entry || events.length === 0 || fine) return
      report(
        `${quote(key)} does not apply to ${events.join(', ')}; it filters ${able.join(', ')}`,
        entry.keyAt,
      )
    },
  }
}

function notBoth(one: string, other: string, advice: string): Rule {
  return {
    jsonSchema: () => ({ not: { required: [one, other] } }),
    check(keys, report) {
      const second = keys.get(other)
      if (keys.has(one) && second)
        report(`"${one}" and "${other}" can't be combined; ${advice}`, second.keyAt)
    },
  }
}

const activities = [...new Set(Object.values(EVENTS).flatMap(({ types }) => types ?? []))].sort()

/** Activities are defined by GitHub, except for repository_dispatch, whose sender chooses them. */
const knownActivities: Rule = {
  jsonSchema: () => ({
    anyOf: [
      { not: { required: ['types'] } },
      namesOneOf(['repository_dispatch']),
      {
        properties: {
          types: { anyOf: [{ enum: activities }, { type: 'array', items: { enum: activities } }] },
        },
      },
    ],
  }),
  check(keys, report) {
    const types = keys.get('types')?.value
    const events = eventsOf(keys)
    if (!types || types.kind === 'map' || events.includes('repository_dispatch')) return
    const known = events.flatMap((name) => EVENTS[name]?.types ?? [])
    for (const node of types.kind === 'list' ? types.items : [types]) {
      if (node.kind !== 'scalar' || typeof node.value !== 'string') continue
      const word = node.value
      if (activities.includes(word)) continue
      report(
        `${quote(word)} is not an activity${suggestion(word, known.length > 0 ? known : activities, 'there are')}`,
        node.at,
      )
    }
  },
}

const oneEnvironmentKey: Rule = {
  jsonSchema: () => ({ oneOf: [{ required: ['environment'] }, { required: ['environments'] }] }),
  check(keys, report: Report, at) {
    const many = keys.get('environments')
    if (keys.has('environment') && many) {
      report(
        '"environment" and "environments" can\'t be combined; "environments" takes a list',
        many.keyAt,
      )
    }
    if (!keys.has('environment') && !many)
      report('a route needs "environment" or "environments"', at)
  },
}

const tagsOnNeedsTags: Rule = {
  jsonSchema: () => ({
    anyOf: [
      { not: { required: ['tags-on'] } },
      { required: ['tags'] },
      { required: ['tags-ignore'] },
    ],
  }),
  check(keys, report) {
    const entry = keys.get('tags-on')
    if (!entry || keys.has('tags') || keys.has('tags-ignore')) return
    report('"tags-on" needs "tags": it restricts the tags that they match', entry.keyAt)
  },
}

/** Every rule of a route. */
export const ROUTE_RULES: readonly Rule[] = [
  oneEnvironmentKey,
  notBoth('branches', 'branches-ignore', 'exclude with a pattern that starts with "!"'),
  notBoth('tags', 'tags-ignore', 'exclude with a pattern that starts with "!"'),
  forEvents('branches', 'branches'),
  forEvents('branches-ignore', 'branches'),
  forEvents('tags', 'tags'),
  forEvents('tags-ignore', 'tags'),
  forEvents('types', 'types'),
  forEvents('cron', 'cron'),
  forEvents('labels', 'labels'),
  forEvents('drafts', 'labels'),
  tagsOnNeedsTags,
  knownActivities,
]
