// GitHub's runner as an action sees it: output files, annotations, the log. Written here and not taken from @actions/core
// because loading what that package loads (crypto, streams) takes longer than all the work of a small action; a test holds
// both to the same bytes.
import { appendFileSync, writeSync } from 'node:fs'
import { visible } from '../text/escape.ts'
import type { Position } from './user-error.ts'

export type Level = 'notice' | 'warning' | 'error'

export type Runner = {
  /** Shows a line. Workflow commands in it are made harmless. */
  log(line: string): void
  /** Shows lines that fold under a title. */
  group(title: string, lines: readonly string[]): void
  /** Shows a message above the log, at a place of a file where it has one. */
  annotate(level: Level, message: string, file?: string, at?: Position): void
  /** Hides a value in the log from here on. */
  mask(value: string): void
  /** Sets outputs of the step, all at once. */
  outputs(values: Readonly<Record<string, string>>): void
  /** Keeps a value for the step's post part, which finds it as STATE_<name>. The last one counts. */
  state(name: string, value: string): void
  /** Adds Markdown to the job's summary. */
  summary(markdown: string): void
}

type Env = Readonly<Record<string, string | undefined>>

/** A job summary over 1 MiB is refused by GitHub as a whole; this leaves room for other steps. */
const SUMMARY_LIMIT = 500_000

/** The runner of this process. `write` takes whole lines for standard output. */
export function runner(env: Env, write: (text: string) => void = writeStandardOutput): Runner {
  return {
    log: (line) => write(`${harmless(line)}\n`),
    group(title, lines) {
      const inside = lines.map((line) => `${harmless(line)}\n`).join('')
      write(`::group::${commandData(visible(title))}\n${inside}::endgroup::\n`)
    },
    annotate(level, message, file, at) {
      const place = { file, line: at?.line, col: at?.column }
      const properties = Object.entries(place)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => `${key}=${commandProperty(visible(String(value)))}`)
      const start = properties.length > 0 ? `${level} ${properties.join(',')}` : level
      write(`::${start}::${commandData(message.split('\n').map(visible).join('\n'))}\n`)
    },
    mask: (value) => write(`::add-mask::${commandData(value)}\n`),
    outputs(values) {
      const path = env['GITHUB_OUTPUT']
      const entries = Object.entries(values).map(([name, value]) => fileCommand(name, value))
      if (path) appendFileSync(path, entries.join(''))
    },
    state(name, value) {
      const path = env['GITHUB_STATE']
      if (path) appendFileSync(path, fileCommand(name, value))
    },
    summary(markdown) {
      const path = env['GITHUB_STEP_SUMMARY']
      if (path && markdown.length <= SUMMARY_LIMIT) appendFileSync(path, markdown)
    },
  }
}

/** `name<<delimiter`, the value, the delimiter: the form that a value with line ends needs. */
function fileCommand(name: string, value: string): string {
  const delimiter = delimiterFor(value)
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`
}

/** Random, and never part of the value: so no value can end itself and begin another output. */
function delimiterFor(value: string): string {
  for (;;) {
    // Not from crypto: loading it takes a fifth of a run, and the guarantee is the comparison below.
    const delimiter = `ghadelimiter_${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`
    if (!value.includes(delimiter)) return delimiter
  }
}

/** A line that the runner prints and never takes for a command. */
function harmless(line: string): string {
  return visible(line).replace(/^(\s*):(?=:)/, '$1\\u{3a}')
}

const commandData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const commandProperty = (text: string): string =>
  commandData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

/** Not through process.stdout, whose streams take longer to load than a small action runs. */
function writeStandardOutput(text: string): void {
  const bytes = Buffer.from(text)
  let written = 0
  while (written < bytes.length) {
    try {
      written += writeSync(1, bytes, written)
    } catch (error) {
      // A full pipe that does not block: wait for its reader.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}
