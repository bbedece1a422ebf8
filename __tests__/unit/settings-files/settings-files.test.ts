import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { dotted, pathOf } from '../../../kit/settings-files/dotted-path.ts'
import { fieldsOf, fillText } from '../../../kit/settings-files/fill-text.ts'
import type { Format } from '../../../kit/settings-files/format.ts'
import { formatOf } from '../../../kit/settings-files/format-by-name.ts'

const format = (path: string): Format => {
  const found = formatOf(path)
  if (!found) throw new Error(`${path} has no format`)
  return found
}

/** Returns the text with every empty value filled, the first with `v1`; or the problem. */
function filled(path: string, text: string, at = ''): string {
  const fields = fieldsOf(format(path), text, pathOf(at))
  if ('problem' in fields) return `! ${fields.problem}${place(fields.at)}`
  const empty = fields.filter(({ isEmpty }) => isEmpty)
  const values = new Map(empty.map(({ name }, index) => [name, `v${index + 1}`]))
  const result = fillText(format(path), text, pathOf(at), values)
  return 'problem' in result ? `! ${result.problem}${place(result.at)}` : result.text
}

const place = (at?: { line: number; column: number }): string =>
  at ? ` ${at.line}:${at.column}` : ''

describe('empty values are filled, and nothing else changes', () => {
  test.each([
    [
      'a.json',
      '{ "a":"",\r\n\t"b" : null, "c": "x", "d": {"e": ""}, "f": [""], "g": 0 }',
      '',
      '{ "a":"v1",\r\n\t"b" : "v2", "c": "x", "d": {"e": ""}, "f": [""], "g": 0 }',
    ],
    ['a.json', '\uFEFF{"a": ""}', '', '\uFEFF{"a": "v1"}'],
    [
      'a.json',
      '{"a": {"b": [{"c": ""}, {"c": ""}]}}',
      'a.b.1',
      '{"a": {"b": [{"c": ""}, {"c": "v1"}]}}',
    ],
    ['a.json', '{"a.b": {"c\\\\d": ""}}', 'a\\.b', '{"a.b": {"c\\\\d": "v1"}}'],
    [
      'zappa_settings.json',
      '{\n // a: ""\n # null\n a: ""  # ""\n b: null /* null */\n c: null and ""\n d: \'\'\n e: {a: ""}\n}',
      '',
      '{\n // a: ""\n # null\n a: "v1"  # ""\n b: "v2" /* null */\n c: null and ""\n d: "v3"\n e: {a: ""}\n}',
    ],
    [
      'a.hjson',
      "a: ''''''\nb:\n  '''\n  '''\nnull: \"\"\n'': ''\nc: '''null\n\"\"'''\n",
      '',
      'a: "v1"\nb:\n  "v2"\nnull: "v3"\n\'\': "v4"\nc: \'\'\'null\n""\'\'\'\n',
    ],
    ['a.hjson', 'a: "x"\na: ""\n', '', 'a: "x"\na: "v1"\n'],
    ['a.yaml', '...\na: ""\n...\n...\n', '', '...\na: "v1"\n...\n...\n'],
    [
      'a.toml',
      'a = "" # ""\nb = \'\'\n"c.d" = """"""\n[x]\na = ""\n',
      '',
      'a = "v1" # ""\nb = "v2"\n"c.d" = "v3"\n[x]\na = ""\n',
    ],
    [
      'a.toml',
      '[[x]]\ny = ""\n[[x]]\ny = """\n"""\nz = 99999999999999999999\nd = 1979-05-27\n',
      'x.1',
      '[[x]]\ny = ""\n[[x]]\ny = "v1"\nz = 99999999999999999999\nd = 1979-05-27\n',
    ],
    [
      'a.yaml',
      'a:\nb: # c\nc: ""\nd: \'\' # x\ne: ~\nf: !!str\ng: &x\nh: null\ni: nUll\nj: [""]\nk: !!int\n',
      '',
      'a: "v1"\nb: "v2" # c\nc: "v3"\nd: "v4" # x\ne: "v5"\nf: !!str "v6"\ng: &x "v7"\nh: "v8"\ni: nUll\nj: [""]\nk: !!int\n',
    ],
    ['a.yml', '{a: , "b":, c: ""}', '', '{a: "v1" , "b": "v2", c: "v3"}'],
    [
      'a.yml',
      'd: &d\n  K:\nx:\n  <<: *d\n  L: ""\n',
      'd',
      'd: &d\n  K: "v1"\nx:\n  <<: *d\n  L: ""\n',
    ],
    ['a.yml', '\uFEFFa:\r\nb: "" # c\r\n...\r\n', '', '\uFEFFa: "v1"\r\nb: "v2" # c\r\n...\r\n'],
    ['a.yml', '? a\n: \n? b\n: ""\n', '', '? a\n: "v1" \n? b\n: "v2"\n'],
    [
      'a.yml',
      'a:\n  &x\nb: !!str ~\nc: *x\n"": ""\n',
      '',
      'a:\n  &x "v1"\nb: !!str ~\nc: *x\n"": "v2"\n',
    ],
    ['a.yml', 'x:\n  - a: ""\n  - a: ""\n', 'x.1', 'x:\n  - a: ""\n  - a: "v1"\n'],
    [
      '.env.local',
      '\uFEFFA=\r\nexport B= # x\r\n C=""\r\nD=\'x\'\r\nE=``\r\nF: \r\n#G=\r\n',
      '',
      '\uFEFFA="v1"\r\nexport B="v2" # x\r\n C="v3"\r\nD=\'x\'\r\nE="v4"\r\nF: "v5"\r\n#G=\r\n',
    ],
  ])('%s %j at %j', (path, text, at, expected) => {
    expect(filled(path, text, at)).toBe(expected)
  })
})

describe('ambiguous and invalid files are problems with positions', () => {
  test.each([
    ['a.json', '{"a": "",\n "a": ""}', '', '! a key is repeated; which one is meant? 2:2'],
    [
      'a.json',
      '{"a": ""',
      '',
      "! it is not valid HJSON (End of input while parsing an object (missing '}')) 1:8",
    ],
    ['a.json', '[""]', '', '! it does not contain an object 1:1'],
    ['a.json', '{"a": {"b": 1}}', 'a.c.d', '! it has no a.c 1:2'],
    [
      'a.json',
      '{"a": [1]}',
      'a',
      '! a is not an object; "at" must be the path of the object to fill 1:7',
    ],
    ['a.json', '{"a": 1}', '__proto__', '! it has no __proto__ 1:1'],
    [
      'a.toml',
      'a = ""\na = ""\n',
      '',
      '! it is not valid TOML (trying to redefine an already defined table or value) 2:1',
    ],
    [
      'a.toml',
      'd = 1979-05-27\n',
      'd',
      '! d is not an object; "at" must be the path of the object to fill 1:1',
    ],
    ['a.yaml', 'a: 1\n---\nb:\n', '', '! it has several documents (---); which one is meant? 2:1'],
    [
      'a.yaml',
      'a: ""\u0007\n',
      '',
      '! it is not valid YAML (line 1: it has a control character) 1:6',
    ],
    [
      'a.yaml',
      'b: 1\na: null\r',
      '',
      '! it is not valid YAML (line 2: it has a carriage return without a line feed) 2:8',
    ],
    [
      'a.yaml',
      '["a" "b"]\n',
      '',
      '! it is not valid YAML (line 1: Missing , or : between flow sequence items) 1:6',
    ],
    ['a.yaml', 'a:\nb: 1\na: 2\n', '', '! it is not valid YAML (line 3: a key is repeated) 3:1'],
    ['a.yaml', 'a: |\nb: 1\n', '', '! can\'t locate the value of "a"; write it as "" 1:4'],
    ['a.yaml', '{a}', '', '! can\'t locate the value of "a"; write it as ""'],
    ['a.yaml', 'x: ""\n', 'y', '! it has no y 1:1'],
    ['a.yaml', '"": {a: ""}\n', 'x', '! it has no x 1:1'],
    [
      'a.yaml',
      'a: "\\hunter2"\n',
      '',
      '! it is not valid YAML (line 1: Invalid escape sequence) 1:5',
    ],
    ['a.yaml', `a: ${'['.repeat(200_000)}`, '', '! it is nested too deeply'],
    ['.env', 'A=1\nA=\n', '', '! it has A twice; which one is meant? 2:1'],
    ['.env', 'A=1\0\n', '', '! it has a NUL byte, so it is not a text file 1:4'],
    ['.env', 'A\0=\0', '', '! it seems to be UTF-16; save it as UTF-8 1:2'],
    ['a.json', '', '', '! it is empty 1:1'],
    ['a.yaml', '\n', '', '! it is empty 1:1'],
    ['a.hjson', ' ', '', '! it is empty 1:1'],
    ['a.json', '[]', '', '! it does not contain an object 1:1'],
    ['a.hjson', '[]', '', '! it does not contain an object 1:1'],
    ['a.yaml', '- a\n', '', '! it does not contain an object 1:1'],
    // These have no values.
    ['a.toml', '', '', ''],
    ['.env', '\n', '', '\n'],
    ['.env', 'A=\n', 'x', '! a .env file has no objects; remove "at"'],
    ['a.json', `${'['.repeat(200_000)}`, '', '! it is nested too deeply'],
  ])('%s %.40j at %j', (path, text, at, expected) => {
    expect(filled(path, text, at)).toBe(expected)
  })

  test.each(['a.json', 'a.hjson', 'a.yaml'])(
    'a value that would change something else in %s is not written',
    (path) => {
      const changing: Format = { ...format(path), spell: () => '1, "b": 2' }
      const result = fillText(changing, '{"a": ""}', [], new Map([['a', 'x']]))
      expect(result).toMatchObject({
        problem: expect.stringContaining('would change more than these values'),
      })
    },
  )

  test.each(['a.json', 'a.hjson', 'a.yaml', 'a.toml', '.env'])(
    'a NUL in a value is a problem in %s',
    (path) => {
      const text = { '.env': 'A=', 'a.toml': 'A = ""' }[path] ?? '{"A": ""}'
      const result = fillText(format(path), text, [], new Map([['A', 'x\0y']]))
      expect(result).toMatchObject({
        problem: 'the value of "A" can\'t be written in this format',
        at: { line: 1 },
      })
    },
  )
})

test.each([
  'a: hunter2: x\n',
  '["a", hunter2\nb: 1\n',
  '{a: "b" hunter2}\n',
  'a: !x!hunter2 b\n',
  'a: "\\xhunter2"\n',
  'a: | hunter2\n  b\n',
  'a: b\nhunter2\n',
  '%hunter2\n---\na: @hunter2\n',
  'a: !hunter2!\n',
  'a: !<hunter2\n',
])('the problem with the YAML %j quotes nothing from the file', (text) => {
  expect(filled('a.yaml', text)).toMatch(/not valid YAML/)
  expect(filled('a.yaml', text)).not.toContain('hunter2')
})

test.each([
  ['a.JSON', true],
  ['settings.json.example', true],
  ['.env.example', true],
  ['prod.env', true],
  ['a.txt', false],
  ['env', false],
  ['example', false],
  ['nginx.conf.template', false],
])('%s has a format: %s', (path, has) => {
  expect(formatOf(path) !== undefined).toBe(has)
})

test('a formatted path is parsed to the same path', () => {
  expect(pathOf('')).toEqual([])
  expect(pathOf('a..b.')).toEqual(['a', '', 'b', ''])
  const key = fc.string({ unit: fc.constantFrom('a', '.', '\\', '\n', 'é'), minLength: 1 })
  fc.assert(
    fc.property(fc.array(key, { minLength: 1 }), (path) => {
      expect(pathOf(dotted(path))).toEqual(path)
    }),
  )
})
