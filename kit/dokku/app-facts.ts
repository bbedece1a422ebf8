// What is known about an app. Pure.

import type { Lock } from './build-records.ts'
import type { Container } from './containers.ts'

/** What Dokku deployed last: `git-push` and a commit, or `docker-image` and an image reference. */
export type DeploySource = { readonly kind: string; readonly what: string }

/** What one question answers. */
export type AppState = {
  /** Undefined if this version of Dokku does not report it. */
  readonly source: DeploySource | undefined
  /** Undefined if it has to be asked separately. */
  readonly isLocked: boolean | undefined
}

export type AppFacts = {
  /** The branch whose pushes are deployed. */
  readonly branch: string
  readonly containers: readonly Container[]
  /** The first of the app's URLs, https preferred; empty if it has none. */
  readonly url: string
  /** Undefined if this version of Dokku does not report it. */
  readonly source: DeploySource | undefined
  readonly lock: Lock
}

/** Parses `apps:report --format json`. Returns undefined for anything else. */
export function parseAppReport(json: string): AppState | undefined {
  let report: unknown
  try {
    report = JSON.parse(json)
  } catch {
    return undefined
  }
  if (typeof report !== 'object' || report === null) return undefined
  const values = report as Readonly<Record<string, unknown>>
  // 0.38.27 has each key twice, and says that the ones with the prefix are to go.
  const textOf = (key: string): string | undefined => {
    const value = values[key] ?? values[`app-${key}`]
    return value === undefined ? undefined : String(value)
  }
  const locked = textOf('locked')
  if (locked === undefined) return undefined
  const [kind = '', what = ''] = [textOf('deploy-source'), textOf('deploy-source-metadata')]
  return { source: { kind, what }, isLocked: locked === 'true' }
}

/** Returns the URL to request: the first with https, or else the first. */
export const preferredUrl = (urls: readonly string[]): string =>
  urls.find((url) => url.startsWith('https:')) ?? urls[0] ?? ''
