// Refuses pushes to some refs of a repository as GitHub does: with its words, and its summary for each ref.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Answer } from './git-backend.ts'
import { withReport } from './push-report.ts'

export type RefusedRef = {
  /** A full name; `*` stands for anything. */
  readonly ref: string
  /** What the server prints, without `remote: `. */
  readonly words: string
  /** In parentheses after the ref: `protected branch hook declined`. */
  readonly summary: string
}

/**
 * Makes a bare repository refuse changes of some refs. Returns what to do with its answers over HTTP: only there do the summaries appear;
 * over SSH they are git's own.
 */
export function refuseRefs(
  repository: string,
  refused: readonly RefusedRef[],
): (answer: Answer) => Answer {
  const hook = join(repository, 'hooks', 'update')
  mkdirSync(join(repository, 'hooks'), { recursive: true })
  const cases = refused.map(({ ref, words }, index) => {
    const file = join(repository, `refused-${index}`)
    writeFileSync(file, `${words}\n`)
    return `${ref}) cat '${file}' >&2; exit 1 ;;\n`
  })
  writeFileSync(hook, `#!/bin/sh\ncase $1 in\n${cases.join('')}esac\n`)
  chmodSync(hook, 0o755)
  const summaryOf = (name: string): string =>
    refused.find(({ ref }) => isLike(name, ref))?.summary ?? 'hook declined'
  const change = (line: string): string =>
    line
      .replace(/^(ng (\S+) )hook declined$/, (_, start, ref) => start + summaryOf(ref))
      .replace(/^(ng \S+ )atomic push failure$/, '$1atomic transaction failed')
  return (answer) => ({ ...answer, body: withReport(answer.body, change) })
}

function isLike(name: string, pattern: string): boolean {
  const [start = '', end] = pattern.split('*')
  return end === undefined ? name === pattern : name.startsWith(start) && name.endsWith(end)
}
