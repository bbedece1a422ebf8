// Asks moby/patternmatcher, and our own reader, which paths a file ignores.
import { execFileSync } from 'node:child_process'
import { parseIgnoreFile } from '../../../actions/find-images/src/ignore-file/parse-ignore-file.ts'
import type { IgnoreCase } from './ignore-cases.ts'

const REFUSED = 'refused'

const shown = (paths: readonly string[], isIgnored: (path: string) => boolean): string =>
  paths.map((path) => (isIgnored(path) ? '1' : '0')).join('')

/** Returns one character for each path, `1` for an ignored one; or that the file is refused, and why. */
export function patternmatcherAnswers(program: string, cases: readonly IgnoreCase[]): string[] {
  const answers = JSON.parse(
    execFileSync(program, [], {
      input: JSON.stringify(cases),
      maxBuffer: 2 ** 28,
      encoding: 'utf8',
      // Go's text/scanner writes there what it thinks of a NUL.
      stdio: ['pipe', 'pipe', 'ignore'],
    }),
  ) as {
    readonly ignored: readonly string[]
    readonly error?: string
  }[]
  return answers.map(({ ignored, error }, index) => {
    if (error !== undefined) return `${REFUSED}: ${error}`
    const all = new Set(ignored)
    return shown(cases[index]?.paths ?? [], (path) => all.has(path))
  })
}

/** Returns our own answer in the same form, without the reason of a refusal. */
export async function ownAnswer({ text, paths }: IgnoreCase): Promise<string> {
  const { letsIn, problems } = await parseIgnoreFile(text)
  return problems.length > 0 ? REFUSED : shown(paths, (path) => !letsIn(path))
}

/** Returns an answer without the reason of a refusal. */
export const withoutReason = (answer: string): string =>
  answer.startsWith(REFUSED) ? REFUSED : answer
