// What only the repository knows about a run's commit. Asked for when a route that needs it would decide. Pure.

export type Facts = {
  /** Why the commit is no longer the tip of its branch or tag; empty if it is. Absent: not asked. */
  readonly stale?: string
  /** Whether the commit is on a branch that the route with this number lists in `tags-on`. */
  readonly onBranch: ReadonlyMap<number, boolean>
}

/** A fact that a decision needs: about the commit, or about some routes. */
export type Question =
  | { readonly asks: 'tip' }
  | { readonly asks: 'branches'; readonly routes: readonly number[] }

export const NO_FACTS: Facts = { onBranch: new Map() }
