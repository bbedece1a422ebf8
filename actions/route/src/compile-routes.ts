// The routes of a configuration, prepared for matching: defaults filled in, patterns parsed.

import type { Position } from '../../../kit/action/user-error.ts'
import type {
  EnvironmentEntry,
  PlacedPattern,
  RouteEntry,
  TowpathFile,
} from '../../../kit/config/towpath-file.ts'
import { QUEUE_PREFIX } from '../../../kit/events/subject.ts'
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
  readonly dependabot: boolean
  /** One of its patterns begins with the prefix of the merge queue's temporary branches. */
  readonly namesQueue: boolean
  /** A pull request must have one of these; undefined for no condition. */
  readonly labels: readonly string[] | undefined
  /** It takes drafts too. */
  readonly drafts: boolean
  /** It deploys only the tip of a branch or tag. */
  readonly onlyTips: boolean
  /** The commit of a tag must be on one of these branches; undefined for no condition. */
  readonly tagsOn: readonly PlacedPattern[] | undefined
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
    dependabot: entry.dependabot === 'allow',
    namesQueue: (entry.branches ?? []).some(
      ({ negative, prefix }) => !negative && prefix.startsWith(`${QUEUE_PREFIX}/`),
    ),
    labels: entry.labels,
    drafts: entry.drafts !== 'deny',
    onlyTips: entry.stale === 'deny',
    tagsOn: entry['tags-on'],
  }
}

/** Returns how messages name a route: `route 3`, or `route 3 ("production")`. */
export function titleOf({ number, name }: Route, quoted: (name: string) => string = quote): string {
  return name === undefined ? `route ${number}` : `route ${number} (${quoted(name)})`
}
