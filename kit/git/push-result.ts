// What `git push --porcelain --atomic` says. Pure.

/** A change of one ref. */
export type RefUpdate = {
  /** The full name. */
  readonly ref: string
  /** The id that it must have; empty if it must not exist. */
  readonly from: string
  /** The new id; empty to delete it. */
  readonly to: string
}

/** A ref that the server refused, with the words of its line. */
export type RefusedRef = { readonly ref: string; readonly summary: string }

/** What a push says. Only the refs of the remote prove what became of it where this is `done` or `unknown`. */
export type PushResult =
  | { readonly kind: 'done' }
  /** A ref was not as expected: another push came first. Or this push arrived twice. */
  | { readonly kind: 'moved' }
  /** A ref can't exist beside another one: `release` and `release/1`. */
  | { readonly kind: 'ref-conflict'; readonly ref: string; readonly existing: string }
  /** A rule or a hook refused. `refs` are all that were refused; `remote` the server's own lines, hostile. */
  | {
      readonly kind: 'refused'
      readonly refs: readonly RefusedRef[]
      readonly remote: readonly string[]
    }
  /** The login may not push. */
  | { readonly kind: 'not-authorized'; readonly remote: readonly string[] }
  /** The server can't push all or nothing. */
  | { readonly kind: 'no-atomic' }
  /** The connection ended, or git failed in another way; `message` is git's own complaint, hostile. */
  | { readonly kind: 'unknown'; readonly message: string }
