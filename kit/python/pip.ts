// Arguments for pip, and what may be shown of its output.

import type { ProgramResult } from '../process/run.ts'
import { redactableParts } from '../text/redact.ts'

/**
 * The arguments of `python` that install packages. Isolated (-I), because Python would otherwise import modules from its working
 * directory. Nothing is compiled: that makes an installation half as long again (Django and Zappa: 15.6 s instead of 9.2 s) and the
 * copy in the cache larger. Python compiles what a program imports, a quarter of the files, and keeps that for the next start.
 */
export const PIP_INSTALL = [
  '-I',
  '-m',
  'pip',
  'install',
  '--quiet',
  '--disable-pip-version-check',
  '--no-input',
  '--no-compile',
] as const

/** Removes users and passwords from all URLs in a string. */
export function withoutCredentials(text: string): string {
  return text.replace(/:\/\/[^\s/]*@/g, '://')
}

/** Returns the passwords in the URLs of a string, as they are and decoded; of `https://token@host`, the token. */
export function passwordsIn(text: string): string[] {
  const urls = [...text.matchAll(/https?:\/\/([^\s/:@]*)(?::([^\s/]*))?@/gi)]
  return urls.flatMap(([, user = '', password = '']) => {
    const secret = password === '' || password === 'x-oauth-basic' ? user : password
    return [...new Set([secret, decoded(secret)])].flatMap((form) => redactableParts(form))
  })
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Returns the last lines of a program's output, without credentials. */
export function lastLines(finished: ProgramResult | undefined, count: number): readonly string[] {
  const output = `${finished?.stdout ?? ''}\n${finished?.stderr ?? ''}`.trim()
  return withoutCredentials(output).split(/\r?\n/).slice(-count)
}
