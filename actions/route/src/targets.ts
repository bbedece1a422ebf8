// The environments of a decision, with their placeholders filled in. Pure.

import type { Position } from '../../../kit/action/user-error.ts'
import {
  fill,
  type Placeholder,
  type PlaceholderValues,
  placeholdersIn,
} from '../../../kit/config/placeholders.ts'
import type { Subject } from '../../../kit/events/subject.ts'
import { slug } from '../../../kit/text/slug.ts'
import type { Route, Routes } from './compile-routes.ts'

/** One environment to deploy to or to tear down. */
export type Target = {
  readonly environment: string
  readonly url: string
  readonly channel: string
  readonly variables: Readonly<Record<string, string>>
  /** A name for GitHub's `concurrency`, unique to the environment. */
  readonly concurrency: string
}

/** A placeholder for which this event has no value. */
export type NoValue = {
  readonly refused: 'no-value'
  readonly placeholder: Placeholder
  readonly template: string
  readonly at: Position
}

/**
 * Returns the targets of some environments, without repeats: GitHub ignores the case of their names. A teardown needs only the names,
 * whatever else has no value.
 */
export function targetsOf(
  subject: Subject,
  compiled: Routes,
  environments: Route['environments'],
  needed: 'all' | 'names' = 'all',
): Target[] | NoValue {
  const targets = new Map<string, Target>()
  for (const { value, at } of environments) {
    const target = targetOf(value, at, compiled, subject, needed)
    if ('refused' in target) return target
    const key = target.environment.toLowerCase()
    if (!targets.has(key)) targets.set(key, target)
  }
  return [...targets.values()]
}

function targetOf(
  template: string,
  at: Position,
  compiled: Routes,
  subject: Subject,
  needed: 'all' | 'names',
): Target | NoValue {
  const values = valuesOf(subject)
  const described = compiled.environments.get(template)?.value
  const url = described?.url
  const variables = [...(described?.variables ?? [])]
  const inside = [...(url ? [url] : []), ...variables.map(([, { value, at }]) => ({ value, at }))]
  for (const text of [{ value: template, at }, ...(needed === 'names' ? [] : inside)]) {
    const placeholder = missingIn(text.value, values)
    if (placeholder) return { refused: 'no-value', placeholder, template: text.value, at: text.at }
  }
  const environment = fill(template, values)
  return {
    environment,
    url: url ? fill(url.value, values, encodePath) : '',
    channel: described?.channel ?? 'stable',
    variables: Object.fromEntries(
      variables.map(([name, { value }]) => [name, fill(value, values)]),
    ),
    // GitHub ignores the case of environment names.
    concurrency: `deploy-${slug(environment.toLowerCase())}`,
  }
}

/** Returns the first placeholder without a value for this event. */
export function missingIn(template: string, values: PlaceholderValues): Placeholder | undefined {
  return placeholdersIn(template).find((name) => values[name] === '')
}

/** Returns the values of the placeholders. */
export function valuesOf({ name, number, sha, formerSha = '' }: Subject): PlaceholderValues {
  const numbered = number === undefined ? '' : String(number)
  return { name, number: numbered, sha: sha || formerSha, slug: slug(name) }
}

/** Encodes a value for a URL, except for slashes. */
const encodePath = (value: string): string =>
  value
    .toWellFormed()
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/')
