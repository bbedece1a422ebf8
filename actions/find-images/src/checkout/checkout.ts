// What find-images asks of the checkout. All paths are from the repository's top, with `/`. Pure.

import type { Followed } from './linked-paths.ts'

/** An entry of git's index. */
export type TrackedFile = {
  readonly path: string
  /** 100644 or 100755: a file; 120000: a symbolic link; 160000: a submodule, of which nothing inside is tracked here. */
  readonly mode: string
  /** The id of its content; of a submodule, its commit. */
  readonly id: string
}

/**
 * What happened to a path between two trees: its content, mode or kind differs, or it is in one of them only. `submodule`: any
 * of these, but it is or was a submodule, whose files are not known here.
 */
export type TreeChange = 'added' | 'removed' | 'changed' | 'submodule'

export type Changes =
  /** Neither the clone nor its remote has this commit. */
  | { readonly kind: 'unknown-commit' }
  /** All paths that differ between the trees of `commit` (a full id) and HEAD. A renamed file is removed and added. */
  | {
      readonly kind: 'changed'
      readonly commit: string
      readonly paths: ReadonlyMap<string, TreeChange>
    }

/** A file's text, with its byte order mark, or why it can't be read: a sentence without the file's name. */
export type FileText = { readonly text: string } | { readonly problem: string }

export type Checkout = {
  /** The folder `path` of the inputs: '' or `games/engine/`. */
  readonly prefix: string
  /** The name of the repository's top folder: what a Dockerfile at the top is named after if nothing better is known. */
  readonly folderName: string
  /** Returns what git tracks, sorted by path; each path once. Throws a UserError (`no-checkout`). One git process. */
  tracked(): Promise<readonly TrackedFile[]>
  /** Reads a tracked file in the working tree; a symbolic link is followed only to other tracked files. Call after `tracked`. */
  read(path: string): FileText
  /**
   * Returns the tracked paths that a symbolic link leads over, in order; the last is a tracked file. Undefined if it does not end at one.
   * Empty for a file. Call after `tracked`.
   */
  linkedPaths(path: string): readonly string[] | undefined
  /** Returns where a folder's path leads, over tracked links. Undefined if that is outside of the repository. Call after `tracked`. */
  follow(folder: string): Followed | undefined
  /**
   * Compares the trees of a commit and HEAD. The commit is a full id, anything that git resolves in this clone, or a branch or tag of the
   * remote. What is missing is fetched into a temporary repository. Throws a UserError (`remote-unreachable`, `no-checkout`).
   */
  changedSince(ref: string): Promise<Changes>
}
