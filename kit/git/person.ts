// The author of a commit. Pure.

export type Person = { readonly name: string; readonly mail: string }

/** What git removes from the ends of names and addresses (git: ident.c, `crud`). */
const CRUD = /^[\0- .,:;<>"\\']+|[\0- .,:;<>"\\']+$/g

/** Parses `Name <mail>`. Undefined if it is not that, or git would refuse it or write something else. */
export function parsePerson(text: string): Person | undefined {
  const [, name = '', mail = ''] = /^([^<>\n\0]*?)\s*<([^<>\s\0]*)>\s*$/.exec(text.trim()) ?? []
  const isPlain = [name, mail].every((part) => part !== '' && part.replace(CRUD, '') === part)
  return isPlain ? { name, mail } : undefined
}
