// The schema of .github/towpath.yml: the source of its reader, its messages and its JSON Schema.

import type { Position } from '../action/user-error.ts'
import { EVENTS } from '../events/event-rules.ts'
import { patternExpression, readPattern } from '../patterns/foreign-syntax.ts'
import type { Pattern } from '../patterns/parse.ts'
import { quote } from '../text/escape.ts'
import { anyText, choice, flag, located, type Schema, text, textLike } from '../yaml/schema.ts'
import {
  list,
  needed,
  object,
  oneOrMany,
  optional,
  record,
  textList,
} from '../yaml/schema-collections.ts'
import { duration } from './durations.ts'
import { environmentName, urlTemplate, valueTemplate } from './placeholders.ts'
import { hostProxy } from './proxy.ts'
import { ROUTE_RULES } from './route-rules.ts'
import { batch, host, hosts, serviceOverrides, services } from './services.ts'

const eventNames = Object.keys(EVENTS)

const knownEvent = choice(eventNames, 'an event that starts workflows')

const event: Schema<string> = {
  ...knownEvent,
  read(node, report) {
    if (node.kind === 'map') {
      report('expected the name of an event; write its filters next to "on", not below it', node.at)
      return undefined
    }
    if (node.kind !== 'scalar' || node.value !== 'workflow_call') {
      return knownEvent.read(node, report)
    }
    const why = 'a called workflow sees the event of its caller'
    report(`"workflow_call" is not an event: ${why}`, node.at)
    return undefined
  },
}

/** A pattern with its position. */
export type PlacedPattern = Pattern & { readonly at: Position }

const pattern: Schema<PlacedPattern> = {
  jsonSchema: () => ({ type: 'string', pattern: patternExpression() }),
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

const names = located(environmentName)

const oneName: typeof names = {
  ...names,
  read(node, report) {
    if (node.kind !== 'list') return names.read(node, report)
    report('"environment" is one name; write "environments" for several', node.at)
    return undefined
  },
}

const patterns = oneOrMany(pattern)

export const route = object(
  'a route',
  {
    name: optional(text(), 'A name for messages'),
    on: needed(oneOrMany(event), 'The event that starts the run, or a list of events'),
    branches: optional(patterns, "Branch patterns in GitHub's syntax; the last match decides"),
    'branches-ignore': optional(patterns, 'All branches except these'),
    tags: optional(patterns, "Tag patterns in GitHub's syntax; the last match decides"),
    'tags-ignore': optional(patterns, 'All tags except these'),
    types: optional(
      oneOrMany(text()),
      'Activity types of the events, such as opened; default: all',
    ),
    cron: optional(cron, 'The cron expression of the schedule that started the run'),
    environment: optional(oneName, 'The environment to deploy to'),
    environments: optional(textList(names), 'The environments to deploy to'),
    forks: optional(
      choice(['deny', 'allow'], 'a setting for forks'),
      'Whether runs from forks match this route; default: deny',
    ),
    dependabot: optional(
      choice(['deny', 'allow'], 'a setting for Dependabot'),
      'Whether runs that Dependabot started, which have no secrets, match this route; default: deny',
    ),
    labels: optional(
      oneOrMany(text()),
      'A pull request matches while it has one of these labels; what it deployed is torn down with the last of them',
    ),
    drafts: optional(
      choice(['allow', 'deny'], 'a setting for drafts'),
      'Whether drafts of pull requests match this route; default: allow',
    ),
    stale: optional(
      choice(['allow', 'deny'], 'a setting for stale commits'),
      'Whether a commit that is no longer the tip of its branch or tag is deployed; default: allow',
    ),
    'tags-on': optional(
      patterns,
      'Branch patterns; a tag matches only if its commit is on one of these branches',
    ),
  },
  ROUTE_RULES,
)

const variableName = textLike(
  /^[A-Za-z_][A-Za-z0-9_]*$/,
  'a variable name: letters, digits and "_", not starting with a digit',
)

const CHANNELS = ['stable', 'rc', 'beta', 'alpha'] as const

const environment = object('an environment', {
  url: optional(located(urlTemplate), 'The URL of the environment'),
  channel: optional(choice(CHANNELS, 'a channel'), 'The kind of version it gets; default: stable'),
  variables: optional(
    record(variableName, valueTemplate),
    'Variables for the jobs that deploy to it',
  ),
  hosts: optional(hosts, 'The hosts, by role'),
  gateway: optional(located(host), 'The jump host through which all others are reached'),
  batch: optional(
    batch,
    'How many hosts are switched at a time: a number or a percentage; default all',
  ),
  canary: optional(flag, 'Whether the first host is switched before all others; default `true`'),
  pause: optional(
    duration,
    'The time between two batches, so that a load balancer notices the change',
  ),
  proxy: optional(hostProxy, 'The proxy in front of the services with `proxy`, one on each host'),
  services: optional(serviceOverrides, 'Overrides of the services in this environment'),
})

export const towpathFile = object('towpath.yml', {
  routes: optional(list(route), 'The first route that matches decides'),
  environments: optional(record(environmentName, environment), 'The environments, by name'),
  services: optional(services, 'The containers that run on the hosts'),
})

type ValueOf<S> = S extends Schema<infer T> ? T : never

export type RouteEntry = ValueOf<typeof route>
export type EnvironmentEntry = ValueOf<typeof environment>
export type TowpathFile = ValueOf<typeof towpathFile>
