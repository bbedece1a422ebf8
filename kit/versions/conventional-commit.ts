// The first line of a commit message, by Conventional Commits 1.0. Pure.

export type ConventionalCommit = {
  /** `feat`, `fix` and so on, in lower case; empty if the subject has no type. */
  readonly type: string
  readonly isBreaking: boolean
}

/** Parses a message: its subject, and the footer `BREAKING CHANGE`, which counts only after a type. */
export function parseConventional(message: string): ConventionalCommit {
  const [subject = '', ...body] = message.split('\n')
  const [, type = '', breaking] = /^([A-Za-z]+)(?:\([^()\r\n]*\))?(!)?: \S/.exec(subject) ?? []
  const isBreaking =
    type !== '' &&
    (breaking !== undefined || body.some((line) => /^BREAKING[ -]CHANGE(?:: | #)\S/.test(line)))
  return { type: type.toLowerCase(), isBreaking }
}
