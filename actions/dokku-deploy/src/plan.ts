// Decides what to push, from the facts about app and checkout. Pure.

import type { AppFacts } from '../../../kit/dokku/app-facts.ts'

export type DeployFacts = {
  /** Undefined if the app has to be created. */
  readonly app: Pick<AppFacts, 'branch' | 'source'> | undefined
  /** What its branch has; empty if it has nothing yet. */
  readonly tip: { readonly commit: string; readonly tree: string }
  readonly source: {
    readonly commit: string
    /** Everything that is to be pushed. */
    readonly tree: string
    /** The tree is the commit's own. */
    readonly isWhole: boolean
    /** The checkout has the whole history. */
    readonly isComplete: boolean
    /** The commit is a descendant of the tip, or there is no tip. */
    readonly isDescendant: boolean
  }
  /** The names of variables that get a new value. */
  readonly settings: readonly string[]
  /** What is in the tree. */
  readonly contents: TreeContents
}

/** An included file or folder. */
export type PlannedInclude = {
  readonly from: string
  /** Where it is put, in what is pushed. */
  readonly to: string
  readonly replace: boolean
  /** How many files it has. */
  readonly count: number
  /** Where they are in what is pushed: the first of them, if there are many. */
  readonly files: readonly string[]
}

/** What a tree is made of. */
export type TreeContents = {
  /** The directory of the commit that becomes the root; `.` for the whole commit. */
  readonly directory: string
  readonly include: readonly PlannedInclude[]
}

export type PlannedPush =
  /** The commit of the checkout itself. */
  | { readonly as: 'commit'; readonly commit: string }
  /** A new commit of a tree, on top of what the app has. */
  | { readonly as: 'tree'; readonly tree: string; readonly parent: string }

export type Plan = {
  readonly create: boolean
  readonly branch: string
  readonly settings: readonly string[]
  /** The id of the tree that the app gets. */
  readonly tree: string
  /** What is in it. */
  readonly directory: string
  readonly include: readonly PlannedInclude[]
  /** Undefined if the app is up to date. */
  readonly push: PlannedPush | undefined
  /** The reason for this push, for the log. */
  readonly because: string
}

/** Decides what to do. */
export function planOf({ app, tip, source, settings, contents }: DeployFacts): Plan {
  const plan = (push: PlannedPush | undefined, because: string): Plan => ({
    create: app === undefined,
    branch: app?.branch ?? 'master',
    settings,
    tree: source.tree,
    ...contents,
    push,
    because,
  })
  const onTop: PlannedPush = { as: 'tree', tree: source.tree, parent: tip.commit }
  if (app && isCurrent(app, tip, source.tree)) {
    return settings.length === 0
      ? plan(undefined, 'the app already has these files')
      : plan(onTop, 'the app already has these files, but not these variables')
  }
  if (!source.isWhole) return plan(onTop, 'only a directory, or with included files')
  if (!source.isComplete) return plan(onTop, 'the checkout does not have the whole history')
  if (source.commit === tip.commit) return plan(onTop, 'the app does not run what was pushed last')
  if (!source.isDescendant) return plan(onTop, 'the app has commits that this one does not include')
  return plan({ as: 'commit', commit: source.commit }, 'the commit itself')
}

/** Returns whether the tip has these files, and was deployed last. */
function isCurrent(
  { source }: Pick<AppFacts, 'source'>,
  tip: DeployFacts['tip'],
  tree: string,
): boolean {
  if (tip.tree !== tree) return false
  // Older versions don't report what they deployed.
  return source === undefined || source.what === '' || source.what === tip.commit
}
