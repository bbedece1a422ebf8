// What is known about an app. Pure.

import type { Container } from './containers.ts'

/** What Dokku deployed last: `git-push` and a commit, or `docker-image` and an image reference. */
export type DeploySource = { readonly kind: string; readonly what: string }

export type AppFacts = {
  /** The branch whose pushes are deployed. */
  readonly branch: string
  readonly containers: readonly Container[]
  /** The first of the app's URLs, https preferred; empty if it has none. */
  readonly url: string
  /** Undefined if this version of Dokku does not report it. */
  readonly source: DeploySource | undefined
  /** A deployment is running, or someone locked the app; undefined if this version can't tell. */
  readonly locked: boolean | undefined
}
