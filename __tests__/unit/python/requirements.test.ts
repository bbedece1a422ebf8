import { describe, expect, test } from '@jest/globals'
import { passwordsIn, withoutCredentials } from '../../../kit/python/pip.ts'
import { parseRequirementLine, requirementLines } from '../../../kit/python/requirements-syntax.ts'
import { isUnpinned } from '../../../kit/python/unpinned.ts'

describe('the lines of a requirements file', () => {
  const linesOf = (text: string, env = {}): readonly string[] =>
    requirementLines(text, env).map((line) => `${line.line} ${line.text}`)

  test.each([
    ['six==1.0\r\n\n  # all\n django>=4 # new\n', ['1 six==1.0', '4 django>=4']],
    ['\uFEFFsix', ['1 six']],
    [
      'six \\\n  --hash=sha256:1 \\\n  --hash=sha256:2\nb',
      ['1 six   --hash=sha256:1   --hash=sha256:2', '4 b'],
    ],
    ['a \\\n# a comment\nb', ['1 a', '3 b']],
    ['# a comment never continues \\\nb', ['2 b']],
    ['a\\', ['1 a']],
    ['a@https://host/x#egg=a', ['1 a@https://host/x#egg=a']],
    ['', []],
  ])('%j', (text, expected) => {
    expect(linesOf(text)).toEqual(expected)
  })

  test('variables with a value are filled in, others stay as written', () => {
    const env = { V: '$& 4', EMPTY: '', lower: 'x' }
    expect(linesOf(`a==\${V} \${EMPTY} \${NONE} \${lower} $V`, env)).toEqual([
      `1 a==$& 4 \${EMPTY} \${NONE} \${lower} $V`,
    ])
    const [line] = requirementLines(`a==\${V}`, env)
    expect(line?.written).toBe(`a==\${V}`)
  })
})

describe('a line is', () => {
  const HASH = 'sha256=0a'
  test.each([
    '-e six',
    '-e.',
    '--editable=.',
    '--edit ./x',
    '.',
    './x',
    '../x',
    'x/',
    '/opt/x',
    '.[extra]',
    'x-1.0-py3-none-any.whl',
    'x.tar.gz[extra]',
    'x\\y',
    'file:x.whl',
    'x @ file:///y.whl',
    'git+https://host/x@main',
    'x @ git+ssh://git@host/x.git',
    'x@hg+https://host/x',
    'https://host/x.zip',
    'x @ https://host/x.zip ; python_version > "3"',
    'https://h/x#egg=x',
    '-f wheels',
    '--find-links=file:///wheels',
    '--index-url ../simple',
    '-i file:///simple',
    '--unknown',
    '--r x',
    '-r',
    '--hash "open',
  ])('unpinned: %s', (text) => {
    expect(isUnpinned(parseRequirementLine(text))).toBe(true)
  })

  test.each([
    'six',
    'six==1.0',
    'a.b-c_d[x,y]>=1,<2; python_version < "3.9"',
    'x; m == "a/b"',
    'wheel',
    '-i https://u:p@host/simple',
    '--extra-index-url=https://host',
    '-f https://host/wheels',
    '--pre',
    '--no-index',
    '--no-binary :all:',
    'six --hash=sha256:0a',
    '--trusted-host a:80',
    `https://host/x.zip#${HASH}`,
    `x @ https://host/x.zip#egg=x&${HASH} ; os_name == "nt"`,
    'x @ https://host/x.zip --hash=sha256:0a',
  ])('pinned: %s', (text) => {
    expect(isUnpinned(parseRequirementLine(text))).toBe(false)
  })
})

test.each([
  ['at https://user:p@ss@host/x, http://token@h:80/', 'at https://host/x, http://h:80/'],
  ['git+https://u:p@host/x@main', 'git+https://host/x@main'],
  ['a@b https://host/a@b', 'a@b https://host/a@b'],
])('credentials are removed from %j', (text, expected) => {
  expect(withoutCredentials(text)).toBe(expected)
})

test('the passwords in URLs, as they are and decoded', () => {
  expect(passwordsIn('-i https://me:p%40ss@host/simple --find-links http://TOKEN@host/x')).toEqual([
    'p%40ss',
    'p@ss',
    'TOKEN',
  ])
  expect(passwordsIn('https://TOKEN:x-oauth-basic@host http://u:100%25%@h')).toEqual([
    'TOKEN',
    '100%25%',
  ])
  // Nothing that would hide half of a log.
  expect(passwordsIn('x @ git+ssh://git@host/x https://host/a@b https://u:1@h a@b:c')).toEqual([])
})
