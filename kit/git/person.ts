// The author of a commit or tag. Pure.

export type Person = { readonly name: string; readonly mail: string }

/** What git removes from the ends of names and addresses (git: ident.c, `crud`). */
const CRUD = /^[\0- .,:;<>"\\']+|[\0- .,:;<>"\\']+$/g

/** Parses `Name <mail>`. Undefined if it is not that, or git would refuse it or write something else. */
export function parsePerson(text: string): Person | undefined {
  const [, name = '', mail = ''] = /^([^<>\n\0]*?)\s*<([^<>\s\0]*)>\s*$/.exec(text.trim()) ?? []
  const isPlain = [name, mail].every((part) => part !== '' && part.replace(CRUD, '') === part)
  return isPlain ? { name, mail } : undefined
}

/**
 * Returns the variables with which git writes what a person makes at a time, in seconds. It has an `@` before it: git reads small numbers
 * otherwise.
 */
export function committing({ name, mail }: Person, time: number): Record<string, string> {
  const kinds = ['AUTHOR', 'COMMITTER'].flatMap((kind) => [
    [`GIT_${kind}_NAME`, name],
    [`GIT_${kind}_EMAIL`, mail],
    [`GIT_${kind}_DATE`, `@${time} +0000`],
  ])
  return Object.fromEntries(kinds)
}
