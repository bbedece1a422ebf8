import { execFileSync } from 'node:child_process'
import { parseEnv } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import dotenvPackage from 'dotenv'
import fc from 'fast-check'
import { parse } from 'yaml'
import { readDotenv } from '../../../kit/settings-files/dotenv.ts'
import { substituted, variablesOf } from '../../../kit/settings-files/envsubst.ts'
import { fillText } from '../../../kit/settings-files/fill-text.ts'
import { formatOf } from '../../../kit/settings-files/format-by-name.ts'
import { python } from '../../support/python/python.ts'
import { withTool } from '../../support/tools.ts'

/** Values that break naive quoting. */
const VALUES = [
  'x',
  ' x ',
  '\t',
  '"',
  "'",
  '`',
  '\'"',
  '"\'`',
  'a\nb',
  'a\r\nb',
  '\n',
  `$NAME \${NAME} $$`,
  '\\',
  'C:\\new\\x',
  'a\\',
  '\\\\',
  '\\n',
  "it's\\n",
  '#',
  'a # b',
  '1',
  '1e5',
  '0x1F',
  'null',
  'true',
  '~',
  '2026-11-15',
  '- a',
  '{a: 1}',
  '[1]',
  '*a',
  '&a',
  '!b',
  '%',
  '@',
  'é',
  '日本',
  '😀',
  '\u0085',
  '\u2028\u2029',
  '\ufeff',
  '\u007f',
  '\u0001',
  '\u00a0',
  "'''",
  '"""',
  "''",
  '<<',
  'a: b',
  'a,b',
  '//c',
  '/*c*/',
  '{{ x }}',
  '%s',
  '-----BEGIN KEY-----\nab+/=\n-----END KEY-----\n',
  'x'.repeat(5000),
]
const value = fc.oneof(
  fc.constantFrom(...VALUES),
  fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !text.includes('\0')),
  fc.string({
    unit: fc.constantFrom('"', "'", '`', '\\', '\n', '\r', '$', '#', ' ', 'n', 'a'),
    minLength: 1,
  }),
)

const FILES = {
  'a.json': '{"before": "", "KEY": "", "after": [null]}',
  'a.hjson': "# c\nbefore: it's\nKEY: ''  # c\nafter: '''\n  x\n  '''\n",
  'a.yaml': "before: ''\nKEY: # c\nafter: [~, {x: ''}]\n",
  'a.toml': 'before = ""\nKEY = "" # c\nafter = [{x = ""}]\n',
  '.env': "before='x'\nKEY= # c\nafter=\n",
} as const
type Path = keyof typeof FILES

/** Returns the file filled with the value; undefined if the format can't express it. */
function filled(path: Path, text: string): string | undefined {
  const format = formatOf(path)
  if (!format) throw new Error(path)
  const result = fillText(format, FILES[path], [], new Map([['KEY', text]]))
  return 'problem' in result ? undefined : result.text
}

/** The Python expression that reads the key from a string. */
const READERS: Readonly<Record<string, string>> = {
  'a.json': 'json.loads(t)["KEY"]',
  'a.hjson': 'hjson.loads(t)["KEY"]',
  'a.yaml': 'yaml.safe_load(t)["KEY"]',
  'a.toml': 'tomllib.loads(t)["KEY"]',
  '.env': 'dotenv_values(stream=io.StringIO(t, newline=""), interpolate=False)["KEY"]',
}

function readByPython(tool: string, path: Path, sources: readonly string[]): unknown {
  const program = `
import io
import hjson, tomllib, yaml
from dotenv import dotenv_values
def read(t):
    return ${READERS[path]}
result = [read(t) for t in data]`
  return python(tool, program, sources)
}

withTool('hjson', (tool) => {
  test.each(['a.json', 'a.hjson', 'a.yaml', 'a.toml'] as const)(
    "Python's reader of %s reads exactly the value, whatever it is",
    (path) => {
      const some = [...VALUES, ...fc.sample(value, 300)]
      const sources = some.map((one) => filled(path, one) ?? 'not written')
      expect(readByPython(tool, path, sources)).toEqual(some)
    },
  )

  test('python-dotenv reads the value, unless it mixes quotes or has backslashes or backticks', () => {
    const some = [...VALUES, ...fc.sample(value, 300)].filter(
      (one) => !/[`\\]|'.*"|".*'|["'].*\r|\r.*["']/s.test(one),
    )
    expect(some.length).toBeGreaterThan(50)
    const sources = some.map((one) => filled('.env', one) ?? 'not written')
    expect(readByPython(tool, '.env', sources)).toEqual(some)
  })
})

/** What no quotes can hold: a backslash at the end, or all three kinds of quotes. */
const UNQUOTED = [
  'a\\',
  'C:\\dir\\',
  '\\\\server\\share\\',
  '\\',
  '$HOME\\',
  `it's "a" \`b\``,
  `pass'"\`word`,
  `=a"b'c\`d\\`,
  `a "b" 'c' \`d\` \\n\\`,
]

test('dotenv reads a value that no quotes can hold, with a comment behind it or not', () => {
  for (const one of UNQUOTED) {
    const text = filled('.env', one)
    expect(dotenvPackage.parse(text ?? '')).toEqual({ before: 'x', KEY: one, after: '' })
    const bare = text?.replace(/ # c$/m, '') ?? ''
    expect([bare.includes('#'), dotenvPackage.parse(bare)['KEY']]).toEqual([false, one])
  }
  // dotenv ends an unquoted value at a number sign or a line break, and removes spaces and equal quotes around it.
  for (const one of [`a'"\`#`, `a'"\`\nb`, ` '"\``, `'a"b\`c'`])
    expect([one, filled('.env', one)]).toEqual([one, undefined])
})

withTool('hjson', (tool) => {
  test('python-dotenv reads it too', () => {
    const sources = UNQUOTED.map((one) => filled('.env', one) ?? 'not written')
    expect(readByPython(tool, '.env', sources)).toEqual(UNQUOTED)
  })
})

test('dotenv reads exactly the value; a value that it could not read is refused', () => {
  let refused = 0
  fc.assert(
    fc.property(value, (one) => {
      const text = filled('.env', one)
      if (text === undefined) {
        refused += 1
        expect(one).toMatch(/["\\]/)
      } else expect(dotenvPackage.parse(text)).toEqual({ before: 'x', KEY: one, after: '' })
    }),
    { numRuns: 500 },
  )
  expect(filled('.env', '"\r')).toBeUndefined()
  expect(refused).toBeLessThan(400)
})

test('Node reads it too, except for carriage returns, backslashes at either end, and all three quotes', () => {
  const unread = /\r|^\\|\\$|^(?=.*")(?=.*')(?=.*`)/
  for (const one of VALUES.filter((text) => !unread.test(text))) {
    const text = filled('.env', one)
    if (text !== undefined) expect([one, parseEnv(text)['KEY']]).toEqual([one, one])
  }
})

test('a .env file is read as dotenv reads it', () => {
  const piece = fc.constantFrom(
    'A',
    'B',
    '=',
    ': ',
    ' ',
    '\n',
    '\r\n',
    '"',
    "'",
    '`',
    '#',
    'export ',
    '\\n',
    '\\',
    'x',
    '$',
    '\u2028',
  )
  const file = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(file, (text) => {
      expect(Object.fromEntries(readDotenv(text))).toEqual(dotenvPackage.parse(text))
    }),
    { numRuns: 2000 },
  )
})

test.each(['1.1', '1.2'] as const)('YAML %s reads exactly the value', (version) => {
  for (const one of VALUES) {
    expect(parse(filled('a.yaml', one) ?? '', { version })).toMatchObject({ KEY: one })
  }
})

describe('templates', () => {
  withTool('envsubst', (envsubst) => {
    test('valid variables are replaced as GNU envsubst does', () => {
      const piece = fc.constantFrom(
        '$',
        '{',
        '}',
        'A',
        'B1',
        '_',
        '1',
        ' ',
        '\n',
        '\\',
        '-',
        ':',
        '$A',
        '$' + '{A}',
        '$' + '{B1}',
        'é',
        '#',
        '(',
      )
      const sources = fc.sample(
        fc.array(piece, { maxLength: 12 }).map((some) => some.join('')),
        3000,
      )
      const env = { A: 'one', B1: 'tw"o', A_: '$A', B1B1: '3' }
      const ours = sources.map((text) => {
        const known = variablesOf(text).map((name) => [name, ''] as const)
        return substituted(text, new Map([...known, ...Object.entries(env)]))
      })
      const input = sources.join('\u0001')
      expect(execFileSync(envsubst, { input, env, encoding: 'utf8' }).split('\u0001')).toEqual(ours)
    })
  })
})
