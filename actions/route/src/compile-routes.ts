// The routes of a configuration, prepared for matching: defaults filled in, patterns parsed.

import type { Position } from '../../../kit/action/user-error.ts'
import type {
  EnvironmentEntry,
  PlacedPattern,
  RouteEntry,
  TowpathFile,
} from '../../../kit/config/towpath-file.ts'
import { quote } from '../../../kit/text/escape.ts'
import type { Located } from '../../../kit/yaml/schema.ts'
import { type RefFilter, refFilter } from './filters/ref-filter.ts'

export type Route = {
  /** Counted from 1, in the order of the file. */
  readonly number: number
  readonly name: string | undefined
  readonly at: Position
  readonly events: readonly string[]
  /** The activities it matches; undefined for all. */
  readonly activities: readonly string[] | undefined
  readonly cron: string | undefined
  readonly filter: RefFilter<PlacedPattern>
  /** Environment names with their placeholders. */
  readonly environments: readonly Located<string>[]
  readonly forks: boolean
}

export type Routes = {
  readonly routes: readonly Route[]
  readonly environments: ReadonlyMap<string, Located<EnvironmentEntry>>
}

/** Prepares the routes of a checked file. */
export function compile(file: TowpathFile): Routes {
  const routes = (file.routes ?? []).map((entry, index) => compileRoute(entry, index + 1))
  return { routes, environments: file.environments ?? new Map() }
}

function compileRoute(entry: RouteEntry, number: number): Route {
  return {
    number,
    name: entry.name,
    at: entry.at,
    events: entry.on ?? [],
    activities: entry.types,
    cron: entry.cron?.trim().split(/\s+/).join(' '),
    filter: refFilter(entry),
    environments: entry.environments ?? (entry.environment ? [entry.environment] : []),
    forks: entry.forks === 'allow',
  }
}

/** Returns how messages name a route: `route 3`, or `route 3 ("production")`. */
export function titleOf({ number, name }: Route, quoted: (name: string) => string = quote): string {
  return name === undefined ? `route ${number}` : `route ${number} (${quoted(name)})`
}
