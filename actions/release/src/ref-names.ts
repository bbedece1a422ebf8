// The names of branches and tags, by the rules of git check-ref-format. Pure.

/** Returns why a name can't be that of a branch or tag, as the end of a sentence; undefined if it can. */
export function nameProblem(name: string): string | undefined {
  if (name === '') return 'it is empty'
  if (name.startsWith('-')) return 'it starts with a hyphen'
  if (name === '@' || name.includes('@{')) return 'it contains @{'
  if (/[\p{Cc} ~^:?*[\\]/u.test(name)) return 'it has a character that git does not allow'
  if (name.includes('..') || name.endsWith('.')) return 'its dots are not allowed by git'
  const parts = name.split('/')
  if (parts.some((part) => part === '')) return 'a part of it is empty'
  if (parts.some((part) => part.startsWith('.') || part.endsWith('.lock')))
    return 'a part of it starts with a dot, or ends with .lock'
  return undefined
}

export const branchRef = (name: string): string => `refs/heads/${name}`

export const tagRef = (name: string): string => `refs/tags/${name}`

/** Returns an existing branch that bars a new one, or that the new one would be a folder of: git stores `a/b` in a folder `a`. */
export function barringRef(ref: string, existing: Iterable<string>): string | undefined {
  for (const other of existing) {
    if (ref.startsWith(`${other}/`) || other.startsWith(`${ref}/`)) return other
  }
  return undefined
}
