// A runner that shows no value which was given to hide, whatever form it is in.

import { scrubber } from '../text/redact.ts'
import type { Runner } from './runner.ts'

export type Hiding = {
  readonly runner: Runner
  /** Hides values from here on: by GitHub's mask in the log, and by what this runner writes itself. */
  hide(values: readonly string[]): void
  /** A text without them. To be used before a text is cut: half a value is not recognised. */
  scrub(text: string): string
  /** What is hidden. */
  hidden(): string[]
}

/** Wraps a runner. Outputs and states are not touched: what they hold is for programs. */
export function hiding(runner: Runner): Hiding {
  const hidden = new Set<string>()
  let scrub = scrubber(hidden)
  return {
    runner: {
      ...runner,
      log: (line) => runner.log(scrub(line)),
      group: (title, lines) => runner.group(scrub(title), lines.map(scrub)),
      annotate: (level, message, ...place) => runner.annotate(level, scrub(message), ...place),
      summary: (markdown) => runner.summary(scrub(markdown)),
    },
    hide(values) {
      const fresh = values.filter((value) => !hidden.has(value))
      for (const value of fresh) {
        hidden.add(value)
        runner.mask(value)
      }
      if (fresh.length > 0) scrub = scrubber(hidden)
    },
    scrub: (text) => scrub(text),
    hidden: () => [...hidden],
  }
}
