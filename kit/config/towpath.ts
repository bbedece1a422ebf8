// .github/towpath.yml: its shape, from which come the reader, the messages and the JSON Schema.
import type { Place } from '../errors.ts'
import { EVENTS, type Filter } from '../events.ts'
import { patternExpression, readPattern } from '../glob-habits.ts'
import type { Pattern } from '../glob-syntax.ts'
import { quote } from '../safe-text.ts'
import { suggestion } from '../suggest.ts'
import { environmentName, urlTemplate, valueTemplate } from './placeholders.ts'
import { batch, host, hosts, serviceOverrides, services } from './services.ts'
import {
  anyText,
  choice,
  list,
  located,
  needed,
  object,
  oneOrMany,
  optional,
  type Report,
  type Rule,
  record,
  type Shape,
  text,
  textLike,
  textList,
} from './shape.ts'
import type { Entry } from './yaml.ts'

const eventNames = Object.keys(EVENTS)

const event: Shape<string> = {
  ...choice(eventNames, 'an event that starts workflows'),
  read(node, report) {
    if (node.kind === 'scalar' && node.value === 'workflow_call') {
      report(
        '"workflow_call" is no event of its own: a called workflow sees the event of its caller',
        node.at,
      )
      return undefined
    }
    return choice(eventNames, 'an event that starts workflows').read(node, report)
  },
}

/** A pattern and where it stands. */
export type PlacedPattern = Pattern & { readonly at: Place }

const pattern: Shape<PlacedPattern> = {
  schema: () => ({ type: 'string', pattern: patternExpression() }),
  read(node, report) {
    const value = anyText.read(node, report)
    if (value === undefined) return undefined
    const read = readPattern(value)
    if (!('problem' in read)) return { ...read, at: node.at }
    report(`${quote(value)} is not a pattern: ${read.problem}`, node.at)
    return undefined
  },
}

const cron = textLike(
  /^[0-9A-Za-z*,/-]+(?: +[0-9A-Za-z*,/-]+){4}$/,
  'a cron expression of five fields',
)

/** The events that a route's `on` names, where they can be read. */
function eventsOf(keys: ReadonlyMap<string, Entry>): string[] {
  const on = keys.get('on')?.value
  if (!on || on.kind === 'map') return []
  const nodes = on.kind === 'list' ? on.items : [on]
  return nodes.flatMap((node) => (node.kind === 'scalar' ? [String(node.value)] : []))
}

/** The JSON Schema of a route that names one of some events. */
const namesOneOf = (events: readonly string[]) => ({
  properties: { on: { anyOf: [{ enum: events }, { type: 'array', contains: { enum: events } }] } },
})

const eventsWith = (filter: Filter): string[] =>
  eventNames.filter((name) => EVENTS[name]?.filters.includes(filter))

/** A key that means nothing to any of the route's events. */
function forEvents(key: string, filter: Filter): Rule {
  const able = eventsWith(filter)
  return {
    schema: () => ({ anyOf: [{ not: { required: [key] } }, namesOneOf(able)] }),
    check(keys, report) {
      const entry = keys.get(key)
      const events = eventsOf(keys)
      // An unknown event is reported where it stands.
      const fine = events.some((name) => able.includes(name) || !eventNames.includes(name))
      if (!entry || events.length === 0 || fine) return
      report(
        `${quote(key)} has no meaning for ${events.join(', ')}; it filters ${able.join(', ')}`,
        entry.keyAt,
      )
    },
  }
}

function notBoth(one: string, other: string, advice: string): Rule {
  return {
    schema: () => ({ not: { required: [one, other] } }),
    check(keys, report) {
      const second = keys.get(other)
      if (keys.has(one) && second)
        report(`"${one}" and "${other}" can't stand together; ${advice}`, second.keyAt)
    },
  }
}

const activities = [...new Set(Object.values(EVENTS).flatMap(({ types }) => types ?? []))].sort()

/** Activities are GitHub's words, but for repository_dispatch, whose sender chooses them. */
const knownActivities: Rule = {
  schema: () => ({
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
      if (node.kind !== 'scalar' || activities.includes(String(node.value))) continue
      const word = String(node.value)
      report(
        `${quote(word)} is not an activity${suggestion(word, known.length > 0 ? known : activities, 'there are')}`,
        node.at,
      )
    }
  },
}

const oneEnvironmentKey: Rule = {
  schema: () => ({ oneOf: [{ required: ['environment'] }, { required: ['environments'] }] }),
  check(keys, report: Report, at) {
    const many = keys.get('environments')
    if (keys.has('environment') && many) {
      report(
        '"environment" and "environments" can\'t stand together; "environments" takes a list',
        many.keyAt,
      )
    }
    if (!keys.has('environment') && !many)
      report('a route needs "environment" or "environments"', at)
  },
}

const names = located(environmentName)
const patterns = oneOrMany(pattern)

export const route = object(
  'a route',
  {
    name: optional(text(), 'A name for messages'),
    on: needed(oneOrMany(event), 'The event that starts the run, or a list of events'),
    branches: optional(
      patterns,
      "Patterns of branches, GitHub's dialect; the last that matches decides",
    ),
    'branches-ignore': optional(patterns, 'Every branch but these'),
    tags: optional(patterns, "Patterns of tags, GitHub's dialect; the last that matches decides"),
    'tags-ignore': optional(patterns, 'Every tag but these'),
    types: optional(
      oneOrMany(text()),
      "The event's activities, such as opened; all when not given",
    ),
    cron: optional(cron, 'The cron expression of the schedule that started the run'),
    environment: optional(names, 'The environment to deploy to'),
    environments: optional(textList(names), 'The environments to deploy to'),
    forks: optional(
      choice(['deny', 'allow'], 'a rule for forks'),
      'Whether forks may take this route; deny',
    ),
  },
  [
    oneEnvironmentKey,
    notBoth('branches', 'branches-ignore', 'exclude with a pattern that begins with "!"'),
    notBoth('tags', 'tags-ignore', 'exclude with a pattern that begins with "!"'),
    forEvents('branches', 'branches'),
    forEvents('branches-ignore', 'branches'),
    forEvents('tags', 'tags'),
    forEvents('tags-ignore', 'tags'),
    forEvents('types', 'types'),
    forEvents('cron', 'cron'),
    knownActivities,
  ],
)

const variableName = textLike(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a name of a variable')

export const CHANNELS = ['stable', 'rc', 'beta', 'alpha'] as const

const environment = object('an environment', {
  url: optional(located(urlTemplate), 'Where it can be seen'),
  channel: optional(choice(CHANNELS, 'a channel'), 'The kind of version it gets; stable'),
  variables: optional(record(variableName, valueTemplate), 'Values for the jobs that deploy to it'),
  hosts: optional(hosts, 'Its hosts by role'),
  gateway: optional(host, 'The host that the others are reached through'),
  batch: optional(batch, 'Hosts at a time: a number or a percentage; all when not given'),
  services: optional(serviceOverrides, 'What it changes of the services'),
})

export const towpathFile = object('towpath.yml', {
  routes: needed(list(route), 'The first route that matches decides'),
  environments: optional(record(environmentName, environment), 'What the environments are'),
  services: optional(services, 'The containers that run on the hosts'),
})

type ValueOf<S> = S extends Shape<infer T> ? T : never

export type RouteEntry = ValueOf<typeof route>
export type EnvironmentEntry = ValueOf<typeof environment>
export type TowpathFile = ValueOf<typeof towpathFile>
