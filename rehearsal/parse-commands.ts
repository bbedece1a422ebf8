// Workflow commands in an action's output, as the runner reads them (actions/runner: ActionCommand.cs and
// ActionCommandManager.cs): `::name key=value::data` at the start of a line, `##[name key=value]data` anywhere in it.

export type Annotation = {
  readonly level: 'error' | 'warning' | 'notice'
  readonly message: string
  readonly properties: Readonly<Record<string, string>>
}

export type CommandReader = {
  /** Takes one line of output. */
  line(line: string): void
  readonly annotations: Annotation[]
  readonly masks: Set<string>
  readonly state: Record<string, string>
  /** The lines of the log, with secrets masked. */
  readonly log: string[]
}

type Command = {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
}

const NAMES = new Set(
  `add-mask add-matcher add-path debug echo endgroup error group notice remove-matcher save-state set-env set-output
   stop-commands warning`.split(/\s+/),
)

/** Reads the commands of one step. */
export function commandReader(): CommandReader {
  const annotations: Annotation[] = []
  const masks = new Set<string>()
  const state: Record<string, string> = {}
  const log: string[] = []
  let resume: string | undefined
  const show = (text: string): void => {
    log.push(masked(text, masks))
  }
  const obey = ({ name, properties, data }: Command): void => {
    if (name === 'error' || name === 'warning' || name === 'notice') {
      annotations.push({ level: name, message: masked(data, masks), properties })
      show(`##[${name}]${data}`)
    } else if (name === 'add-mask') addMask(data, masks)
    else if (name === 'save-state') state[properties['name'] ?? ''] = data
    else if (name === 'stop-commands') resume = data
    else if (name === 'group' || name === 'endgroup' || name === 'debug') show(`##[${name}]${data}`)
    else throw new Error(`the runner rejects the command ${name}, or it is not supported here`)
  }
  const line = (text: string): void => {
    if (resume !== undefined) {
      if (text.trim() === `::${resume}::`) resume = undefined
      else show(text)
      return
    }
    const command = parseCommand(text)
    if (command) obey(command)
    else show(text)
  }
  return { line, annotations, masks, state, log }
}

/** Parses a line; undefined if it is not a command. */
function parseCommand(line: string): Command | undefined {
  const modern = /^\s*::([^\s:]*)(?:\s((?:(?!::).)*))?::(.*)$/s.exec(line)
  if (modern && NAMES.has(modern[1] ?? '')) {
    return {
      name: modern[1] ?? '',
      properties: parseProperties(modern[2] ?? '', ','),
      data: unescaped(modern[3] ?? ''),
    }
  }
  const old = /##\[([^\s\]]*)(?:\s([^\]]*))?\](.*)$/s.exec(line)
  if (old && NAMES.has(old[1] ?? '')) {
    return {
      name: old[1] ?? '',
      properties: parseProperties(old[2] ?? '', ';'),
      data: unescaped(old[3] ?? ''),
    }
  }
  return undefined
}

function parseProperties(text: string, separator: string): Record<string, string> {
  return Object.fromEntries(
    text.split(separator).flatMap((pair) => {
      const [, key, value] = /^\s*([^=]+)=(.*)$/s.exec(pair) ?? []
      return key === undefined || value === undefined ? [] : [[key, unescaped(value)]]
    }),
  )
}

const ESCAPES = {
  '%0D': '\r',
  '%0A': '\n',
  '%3A': ':',
  '%2C': ',',
  '%5D': ']',
  '%3B': ';',
  '%25': '%',
}

const unescaped = (text: string): string =>
  text.replace(/%(?:0D|0A|3A|2C|5D|3B|25)/g, (code) => ESCAPES[code as keyof typeof ESCAPES])

/** The runner masks a value and each of its lines. */
function addMask(value: string, masks: Set<string>): void {
  for (const part of [value, ...value.split(/\r\n|\r|\n/)]) if (part.trim() !== '') masks.add(part)
}

function masked(text: string, masks: ReadonlySet<string>): string {
  return [...masks]
    .sort((a, b) => b.length - a.length)
    .reduce((shown, mask) => shown.replaceAll(mask, '***'), text)
}
