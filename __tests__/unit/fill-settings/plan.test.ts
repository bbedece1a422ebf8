import { describe, expect, test } from '@jest/globals'
import { masksOf, openValues, unknownPublic } from '../../../actions/fill-settings/src/masks.ts'
import { planOf } from '../../../actions/fill-settings/src/plan.ts'
import { mistakesOf, substituted, variablesOf } from '../../../kit/settings-files/envsubst.ts'
import { NOTHING_OPEN } from '../../../kit/text/secret-values.ts'

const known = [
  { name: 'A', isEmpty: true },
  { name: 'B', isEmpty: true },
  { name: 'C', isEmpty: false },
]
const plan = (wanted: object, env: Record<string, string>) =>
  planOf({ names: [], optional: [], prefix: '', ...wanted }, known, (name) => env[name])

describe('what is filled', () => {
  test('all empty values, and no others', () => {
    const { values, refused, missing } = plan({}, { A: '1', B: ' ', C: '3' })
    expect([...values]).toEqual([
      ['A', '1'],
      ['B', ' '],
    ])
    expect({ refused, missing }).toEqual({ refused: undefined, missing: [] })
  })

  test('all names without a value are listed, as the names of their variables', () => {
    const { refused, missing } = plan({ prefix: 'X_' }, { A: '' })
    expect(refused?.reason).toBe('no-value')
    expect(refused?.problem).toContain('"X_A" and "X_B"')
    expect(missing).toEqual(['A', 'B'])
  })

  test('optional names without a value are not an error; optional names that are not to be filled cause a warning', () => {
    const { refused, missing, warnings } = plan({ optional: ['B', 'D'] }, { A: '1' })
    expect({ refused, missing }).toEqual({ refused: undefined, missing: ['B'] })
    expect(warnings).toEqual(['"optional" has "D", which is not among the names to fill'])
  })

  test('names that the file lacks are an error, which lists the names in the file and those without a value', () => {
    const { refused } = plan({ names: ['A', 'D', 'E', 'A'] }, {})
    expect(refused?.reason).toBe('no-name')
    expect(refused?.problem).toContain('lacks "D" and "E"; it has "A", "B" and "C"')
    expect(refused?.problem).toContain('no value for "A"')
  })

  test('a name that has a value keeps it, and is reported', () => {
    const { values, kept } = plan({ names: ['A', 'C'] }, { A: '1', C: '3' })
    expect([...values.keys()]).toEqual(['A'])
    expect(kept).toEqual(['C'])
  })
})

test.each([
  ['secret', '"secret"', ['secret']],
  ['a"bcd', '"a\\"bcd"', ['a"bcd', 'a\\"bcd']],
  ['a"b cd\\', 'a"b cd\\', ['a"b cd\\']],
  ['abc', '"abc"', []],
  ['    ', '"    "', []],
  ['true', '"true"', []],
  ['12345', undefined, []],
])('the value %j, written as %j, is masked as %j', (value, written, masks) => {
  expect(masksOf([['A', value]], NOTHING_OPEN, () => written)).toEqual(masks)
})

describe('what is open', () => {
  const inputs = {
    ...({ file: 'zappa_settings.json', mode: 'fill', prefix: 'S_', public: ['HOST'] } as const),
    values: new Map<string, string>(),
  }
  const zappa = '{"dev": {"project_name": "demo", "aws_region": "eu-west-1", "vars": {"A": ""}}}'

  test.each([
    [zappa, {}, ['dev', 'demo', 'eu-west-1']],
    ['{dev: {\n  s3_bucket: code\n}, base: {x: "y"} /* HJSON */}', {}, ['dev', 'base', 'code']],
    ['dev:\n  s3_bucket: code\n', { file: 'zappa_settings.yml' }, ['dev', 'code']],
    // Not the settings of Zappa, not valid, or a template.
    ['{"dev": {"KEY": "demo"}}', {}, []],
    ['{"dev"', {}, []],
    [zappa, { mode: 'template' as const }, []],
  ])('in %s with %j: %j', (text, changes, words) => {
    const open = openValues({ ...inputs, ...changes }, text, {})
    expect(new Set(open.words)).toEqual(new Set(words))
    expect(open.names).toEqual(['HOST', 'S_HOST'])
  })

  test('a name in "public" that nothing has is warned about', () => {
    const known = [{ name: 'HOST', isEmpty: true }]
    const values = new Map([['OTHER', 'x']])
    const all = { public: ['HOST', 'S_HOST', 'OTHER', '*', 'HSOT'], prefix: 'S_', values }
    expect(unknownPublic(all, known)).toEqual([expect.stringContaining('"public" has "HSOT"')])
    expect(unknownPublic({ ...all, public: ['HOST'] }, known)).toEqual([])
  })
})

describe('templates', () => {
  const values = new Map([
    ['NAME', 'v$&'],
    ['_x1', 'u'],
  ])

  test.each([
    [`$NAME\${NAME}$_x1`, 'v$&v$&u'],
    [`$NAMES \${NAME}S`, '$NAMES v$&S'],
    ['$$NAME \\$NAME', '$v$& \\v$&'],
    [
      `$$ $ $1 \${1} $(NAME) \${} \${ NAME } \${{ NAME }} $é`,
      `$$ $ $1 \${1} $(NAME) \${} \${ NAME } \${{ NAME }} $é`,
    ],
  ])('%j becomes %j', (text, expected) => {
    expect(substituted(text, values)).toBe(expected)
    expect(mistakesOf(text, [])).toEqual([])
  })

  test.each([
    `\${NAME:-x}`,
    `\${NAME-x}`,
    `\${NAME:?x}`,
    `\${NAME%x}`,
    `\${#NAME}`,
    `\${!NAME}`,
    `\${NAME[0]}`,
    `\${NAME`,
    `\${NAME é}`,
  ])('%j is a mistake with its position, only for the given names if there are any', (part) => {
    const text = `x\r\n  ${part}\n`
    expect(mistakesOf(text, [])).toMatchObject([{ at: { line: 2, column: 3 } }])
    expect(mistakesOf(text, ['NAME'])).toHaveLength(1)
    expect(mistakesOf(text, ['OTHER'])).toEqual([])
  })

  test('variables are listed without repeats', () => {
    expect(variablesOf(`$A \${B} $A $$C \${D:-x}`)).toEqual(['A', 'B', 'C'])
  })
})
