// GitHub's runner as an action sees it, over @actions/core. Added here: text from outside can't become a workflow command, several
// outputs are set with one call, and a job summary that GitHub would refuse is not written.

import {
  endGroup,
  error,
  info,
  notice,
  saveState,
  setOutput,
  setSecret,
  startGroup,
  summary,
  warning,
} from '@actions/core'
import { quote, visible } from '../text/escape.ts'
import { isSystemError, plainError } from '../text/plain-error.ts'
import { maskableParts } from '../text/redact.ts'
import { type Position, UserError } from './user-error.ts'

export type Level = 'notice' | 'warning' | 'error'

export type Runner = {
  /** Prints a line. Workflow commands in it are made harmless. */
  log(line: string): void
  /** Prints lines that fold under a title. */
  group(title: string, lines: readonly string[]): void
  /** Opens a group for lines that come one by one. Everything that is logged before it ends is in it. */
  openGroup(title: string): OpenGroup
  /** Shows a message above the log, and at a position in a file if one is given. */
  annotate(level: Level, message: string, file?: string, at?: Position): void
  /** Hides a value in the log from now on, as a whole and line by line; lines that are short or common are not hidden. */
  mask(value: string): void
  /** Sets outputs of the step. Throws a UserError (`system-error`) if their file can't be written. */
  outputs(values: Readonly<Record<string, string>>): void
  /**
   * Saves a value for the post step, which reads it as STATE_<name>. A later value replaces an earlier one. Throws a UserError
   * (`system-error`) if their file can't be written.
   */
  state(name: string, value: string): void
  /** Appends Markdown to the job's summary. */
  summary(markdown: string): void
}

export type OpenGroup = { line(text: string): void; end(): void }

/** GitHub refuses a job summary over 1 MiB as a whole; this leaves room for other steps. */
const SUMMARY_LIMIT = 500_000

const ANNOTATE = { notice, warning, error }

/** Returns the runner that started this process. */
export function githubRunner(): Runner {
  writeAtOnce()
  return {
    log: (line) => info(harmless(line)),
    group(title, lines) {
      startGroup(visible(title))
      for (const line of lines) info(harmless(line))
      endGroup()
    },
    openGroup(title) {
      startGroup(visible(title))
      return { line: (text) => info(harmless(text)), end: endGroup }
    },
    annotate(level, message, file, position) {
      ANNOTATE[level](message.split('\n').map(visible).join('\n'), {
        ...(file === undefined ? {} : { file: visible(file) }),
        ...(position && { startLine: position.line, startColumn: position.column }),
      })
    },
    mask(value) {
      for (const part of maskableParts(value)) setSecret(part)
    },
    outputs(values) {
      for (const [name, value] of Object.entries(values))
        toFile('GITHUB_OUTPUT', () => setOutput(name, value))
    },
    state: (name, value) => toFile('GITHUB_STATE', () => saveState(name, value)),
    summary: summaryWriter(),
  }
}

/** The runner creates the file before each step. Another program, or a container without its folder, can take it away. */
function toFile(variable: string, write: () => void): void {
  try {
    write()
  } catch (cause) {
    // The toolkit has an error of its own for a file that does not exist.
    const why = isSystemError(cause) ? plainError(cause) : 'it does not exist'
    const path = quote(process.env[variable] ?? '')
    throw new UserError('system-error', `${path} (${variable}) can't be written: ${why}`, { cause })
  }
}

/**
 * Makes every line leave this process before the next statement. By default Node queues what a full pipe does not take, and a run that is
 * cancelled would end without its last warning. Node has no public way to do this, and does it by itself on Windows.
 */
function writeAtOnce(): void {
  const { _handle: handle } = process.stdout as unknown as {
    readonly _handle?: { setBlocking?(isBlocking: boolean): void } | null
  }
  handle?.setBlocking?.(true)
}

/** Writes one part of the summary after the other: the toolkit would write the first part twice if the second came too early. */
function summaryWriter(): Runner['summary'] {
  let written: Promise<unknown> = Promise.resolve()
  return (markdown) => {
    if (!process.env['GITHUB_STEP_SUMMARY'] || markdown.length > SUMMARY_LIMIT) return
    written = written
      .then(() => summary.addRaw(markdown).write())
      .catch((error: unknown) => warning(`Could not write the job summary: ${plainError(error)}`))
  }
}

/** A line that the runner prints and never takes for a command. */
const harmless = (line: string): string => visible(line).replace(/^(\s*):(?=:)/, '$1\\u{3a}')
