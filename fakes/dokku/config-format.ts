// The formats in which config:* reads and prints an environment.
import { Fail, mark } from './call.ts'

/** Parses `KEY=VALUE`; the value may be base64. */
export function pairOf(pair: string, encoded: boolean): [string, string] {
  const at = pair.indexOf('=')
  if (at < 0) throw new Fail([mark(`Invalid env pair: ${pair}`)])
  const [key, value] = [pair.slice(0, at), pair.slice(at + 1)]
  return [checked(key), encoded ? Buffer.from(value, 'base64').toString() : value]
}

function checked(key: string): string {
  if (/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(key)) return key
  throw new Fail([mark(`Invalid key name: '${key}'`)])
}

/** Parses the input of config:import: a JSON object, or lines of `KEY=VALUE`. */
export function parseEnvironment(text: string, isJson: boolean): Record<string, string> {
  if (!isJson) {
    const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
    return Object.fromEntries(lines.map((line) => unquoted(pairOf(line, false))))
  }
  try {
    const values = Object.entries(JSON.parse(text) as Record<string, unknown>)
    return Object.fromEntries(values.map(([key, value]) => [checked(key), String(value)]))
  } catch (error) {
    if (error instanceof Fail) throw error
    throw new Fail([mark(`Unable to parse: ${String(error)}`)])
  }
}

function unquoted([key, value]: [string, string]): [string, string] {
  const inside = /^(['"])(.*)\1$/.exec(value)
  return [key, inside?.[2] ?? value]
}

/** Returns the lines of config:export, or undefined if the format is unknown. */
export function exported(
  config: Readonly<Record<string, string>>,
  format: string,
): string[] | undefined {
  const pairs = Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1))
  const quoted = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`
  if (format === 'json') return [JSON.stringify(Object.fromEntries(pairs))]
  if (format === 'exports') return pairs.map(([key, value]) => `export ${key}=${quoted(value)}`)
  if (format === 'shell') return [pairs.map(([key, value]) => `${key}=${quoted(value)}`).join(' ')]
  if (format !== 'envfile') return undefined
  return pairs.map(([key, value]) =>
    /^\d+$/.test(value) ? `${key}=${value}` : `${key}=${JSON.stringify(value)}`,
  )
}
