// What is to be done, from what was found. Pure.
import type { AppFacts } from '../../../kit/dokku/app.ts'

export type Found = {
  /** The app; undefined where it has to be made. */
  readonly app: AppFacts | undefined
  /** What its branch has; empty where it has nothing yet. */
  readonly tip: { readonly commit: string; readonly tree: string }
  readonly source: {
    readonly commit: string
    /** All that is to be pushed. */
    readonly tree: string
    readonly isWhole: boolean
    readonly isComplete: boolean
    /** The commit comes after the tip, or there is none. */
    readonly isAfter: boolean
  }
  /** Variables that get another value. */
  readonly settings: readonly string[]
}

export type Push =
  /** The commit of the checkout itself. */
  | { readonly as: 'commit'; readonly commit: string }
  /** A commit that is made of a tree, on top of what the app has. */
  | { readonly as: 'tree'; readonly tree: string; readonly parent: string }

export type Plan = {
  readonly create: boolean
  readonly branch: string
  readonly settings: readonly string[]
  /** Undefined where the app has all of it. */
  readonly push: Push | undefined
  /** In a few words, why it is pushed so. */
  readonly because: string
}

/** Decides what to do. */
export function planOf({ app, tip, source, settings }: Found): Plan {
  const common = { create: app === undefined, branch: app?.branch ?? 'master', settings }
  const made: Push = { as: 'tree', tree: source.tree, parent: tip.commit }
  if (app && isCurrent(app, tip, source.tree)) {
    if (settings.length === 0)
      return { ...common, push: undefined, because: 'the app has these files' }
    return { ...common, push: made, because: 'the app has these files, but not these variables' }
  }
  if (!source.isWhole)
    return { ...common, push: made, because: 'files of a directory, or included ones' }
  if (!source.isComplete)
    return { ...common, push: made, because: 'the history of the checkout is cut' }
  const isNew = source.commit !== tip.commit
  if (source.isAfter && isNew)
    return {
      ...common,
      push: { as: 'commit', commit: source.commit },
      because: 'the commit itself',
    }
  const because = isNew
    ? 'the app has commits that this one does not come after'
    : 'what runs is not what was pushed last'
  return { ...common, push: made, because }
}

/** Whether what was pushed last is these files, and is what was deployed last. */
function isCurrent({ source }: AppFacts, tip: Found['tip'], tree: string): boolean {
  if (tip.commit === '' || tip.tree !== tree) return false
  // Older versions don't tell what they deployed.
  return source === undefined || source.what === '' || source.what === tip.commit
}
