// pip, and what it says.
import type { Finished } from '../process/run.ts'

/**
 * The arguments that install. Isolated, because Python would otherwise take modules of the folder it runs in for its own. Nothing is
 * compiled: that makes an installation half as long again (Django and Zappa: 15.6 s, not 9.2 s) and its copy larger, while Python
 * itself compiles what a program imports, a quarter of the files, and leaves it there for the next start.
 */
export const PIP_INSTALL = [
  ...['-I', '-m', 'pip', 'install'],
  ...['--quiet', '--disable-pip-version-check', '--no-input', '--no-compile'],
] as const

/** A text whose URLs have neither users nor passwords. */
export function withoutLogins(text: string): string {
  return text.replace(/:\/\/[^\s/]*@/g, '://')
}

/** The last lines of what a program said, without logins. */
export function lastLines(ended: Finished | undefined, count: number): readonly string[] {
  const text = `${ended?.stdout ?? ''}\n${ended?.stderr ?? ''}`.trim()
  return withoutLogins(text).split(/\r?\n/).slice(-count)
}
