// A runner that replaces secrets in everything it shows, in whatever form they occur.

import { redactor } from '../text/redact.ts'
import type { Runner } from './runner.ts'

export type RedactingRunner = {
  readonly runner: Runner
  /** Redacts these values from now on, and masks them in the job's log. */
  addSecrets(values: readonly string[]): void
  /** Returns a string without the secrets. Redact before shortening: half a secret is not recognised. */
  redact(text: string): string
  /** Returns the values that are redacted. */
  secrets(): string[]
}

/** Wraps a runner. Outputs and state are left as they are: programs read them. */
export function redactingRunner(runner: Runner): RedactingRunner {
  const secrets = new Set<string>()
  let redact = redactor(secrets)
  return {
    runner: {
      ...runner,
      log: (line) => runner.log(redact(line)),
      group: (title, lines) => runner.group(redact(title), lines.map(redact)),
      openGroup(title) {
        const group = runner.openGroup(redact(title))
        return { ...group, line: (text) => group.line(redact(text)) }
      },
      annotate: (level, message, ...place) => runner.annotate(level, redact(message), ...place),
      summary: (markdown) => runner.summary(redact(markdown)),
    },
    addSecrets(values) {
      const added = [...new Set(values)].filter((value) => !secrets.has(value))
      for (const value of added) {
        secrets.add(value)
        runner.mask(value)
      }
      if (added.length > 0) redact = redactor(secrets)
    },
    redact: (text) => redact(text),
    secrets: () => [...secrets],
  }
}
