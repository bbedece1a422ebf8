// The names that a commit may have on a remote. Pure.

/** Forty hexadecimal digits, or 64 in a repository with SHA-256. */
const FULL_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i

/** What no ref contains (git check-ref-format). The remote would take some of it for something else than a name. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a name must not have.
const NO_NAME = /[\x00-\x20\x7F~^:?*[\\]|\.\.|@\{|\/\/|^[-/.]|[/.]$|^@$/

/** Returns what to ask the remote for, in this order: a full id, or a branch or tag. Nothing if it can't be either. */
export function remoteNames(ref: string): readonly string[] {
  if (FULL_ID.test(ref)) return [ref.toLowerCase()]
  if (ref === '' || NO_NAME.test(ref)) return []
  // git prefers tags too.
  return ref.startsWith('refs/') ? [ref] : [`refs/tags/${ref}`, `refs/heads/${ref}`]
}
