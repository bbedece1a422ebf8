import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Spellings, stampText } from '../../../kit/version-files/stamp-text.ts'

const spellings: Spellings = {
  plain: '1.3.0b4',
  pep440: '1.3.0b4',
  semver: '1.3.0-beta.4',
  frozen: { date: '2026-11-21T12:00:00+0100', dirty: false, sha: 'a'.repeat(40) },
}

const stamped = (path: string, text: string, key = '', spelled = spellings): string => {
  const result = stampText(path, key, text, spelled)
  if ('problem' in result) throw new Error(result.problem)
  return result.text
}

const problem = (path: string, text: string, key = ''): string => {
  const result = stampText(path, key, text, spellings)
  return 'problem' in result ? result.problem : `no problem: ${result.text}`
}

const LOCK = `{
  "name": "shop",
  "version": "1.2.0",
  "lockfileVersion": 3,
  "packages": {
    "": { "name": "shop", "version": "1.2.0", "dependencies": { "version": "1.2.0" } },
    "node_modules/other": { "version": "1.2.0" }
  }
}
`
const PYPROJECT = `# version = "1.2.0"
[build-system]
requires = ["setuptools >= 1.2.0"]

[project]
name = "shop"   # version
version = "1.2.0"  # the version
dependencies = ["other == 1.2.0"]

[tool.other]
version = "1.2.0"
`
const CHART = `# version: 1.2.0
apiVersion: v2
name: shop
version: 1.2.0   # the chart's
appVersion: "1.2.0"
dependencies:
  - name: db
    version: 1.2.0
`
const SETUP_CFG = `[metadata]
name = shop
Version = 1.2.0
description = a shop
    version = 1.2.0
; version = 1.2.0

[options]
python_version = 3.10.1
version: 1.2.0
`

const LIVE =
  '# Git implementation of _version.py.\ndef get_keywords():\n    pass\ndef get_config():\n    pass\n'

describe('a version is written at its position', () => {
  test.each([
    [
      'package.json',
      '{ "a": {"version":"1.2.0"},\n\t"version" : "1.2.0" }',
      '"version" : "1.2.0"',
      '"version" : "1.3.0-beta.4"',
    ],
    ['pyproject.toml', PYPROJECT, 'version = "1.2.0"  # the', 'version = "1.3.0b4"  # the'],
    ['pyproject.toml', "[tool.poetry]\nversion='1.2.0'\n", "'1.2.0'", "'1.3.0b4'"],
    ['pyproject.toml', 'project = { name = "x", version = "1.2.0" }', '"1.2.0"', '"1.3.0b4"'],
    ['pyproject.toml', '[project]\n"version" = "1.2.0"\r\n', '"1.2.0"', '"1.3.0b4"'],
    [
      'Cargo.toml',
      '[package]\nversion = "1.2.0"\n[dependencies]\nx = { version = "1.2.0" }\n',
      '"1.2.0"',
      '"1.3.0-beta.4"',
    ],
    ['Cargo.toml', '[workspace.package]\nversion = "1.2.0"', '"1.2.0"', '"1.3.0-beta.4"'],
    ['charts/shop/Chart.yaml', CHART, 'version: 1.2.0   #', 'version: 1.3.0-beta.4   #'],
    ['setup.cfg', SETUP_CFG, 'Version = 1.2.0', 'Version = 1.3.0b4'],
    ['shop/__init__.py', 'a = 1\n__version__ = "1.2.0"  # x\n', '"1.2.0"', '"1.3.0b4"'],
    ['shop/__init__.py', "__version__: Final[str]='1.2.0'\r\nb = 2\r\n", "'1.2.0'", "'1.3.0b4'"],
    [
      'lib/shop/version.rb',
      "module Shop\n  VERSION = '1.2.0'.freeze\nend\n",
      "'1.2.0'",
      "'1.3.0b4'",
    ],
    ['VERSION', '1.2.0\n', '1.2.0', '1.3.0b4'],
    ['version.txt', 'v1.2.0', '1.2.0', '1.3.0b4'],
    [
      'docs/conf.py',
      'release = "1.2.0"  # towpath:version\n__version__ = "7"\n',
      '1.2.0',
      '1.3.0b4',
    ],
    [
      'Makefile',
      'A = 1.0\nV := shop-1.2.0rc1.post2 # towpath:version\n',
      '1.2.0rc1.post2',
      '1.3.0b4',
    ],
    [
      'README.md',
      'pip install shop==1.2.0+3.gabc1234 <!-- towpath:version -->\n',
      '1.2.0+3.gabc1234',
      '1.3.0b4',
    ],
    [
      'deploy.yaml',
      'image: r.io:5000/shop:1.2.0-3-gabc1234-dirty # towpath:version\n',
      '1.2.0-3-gabc1234-dirty',
      '1.3.0b4',
    ],
  ])('%s', (path, text, before, after) => {
    const changed = stamped(path, text)
    expect(changed).toBe(text.replace(before, after))
    expect(stamped(path, changed)).toBe(changed)
  })

  test.each([
    ['Chart.yaml', CHART, 'appVersion', 'appVersion: "1.2.0"', 'appVersion: "1.3.0-beta.4"'],
    [
      'pyproject.toml',
      PYPROJECT,
      'tool.other.version',
      '[tool.other]\nversion = "1.2.0"',
      '[tool.other]\nversion = "1.3.0b4"',
    ],
    ['values.yaml', 'image:\n  tag: 1.2.0\n  name: x\n', 'image.tag', 'tag: 1.2.0', 'tag: 1.3.0b4'],
    ['values.yaml', "image: {name: x, 'tag': '1.2.0'}\n", 'image.tag', "'1.2.0'", "'1.3.0b4'"],
    ['app.json', '{"expo": {"version": "1.2.0"}}', 'expo.version', '1.2.0', '1.3.0b4'],
    ['app.json', '{"list": [{"v": "0"}, {"v": "1.2.0"}]}', 'list.1.v', '1.2.0', '1.3.0b4'],
    ['app.ini', '[app]\nrelease: 1.2.0\n', 'app.release', '1.2.0', '1.3.0b4'],
    ['conf.py', 'release = u"1.2.0"\n', 'release', '1.2.0', '1.3.0b4'],
  ])('%s, at a given key', (path, text, key, before, after) => {
    expect(stamped(path, text, key)).toBe(text.replace(before, after))
  })

  test('at both positions in a lock file', () => {
    const expected = LOCK.replace('"version": "1.2.0",\n', '"version": "1.3.0-beta.4",\n').replace(
      '"shop", "version": "1.2.0"',
      '"shop", "version": "1.3.0-beta.4"',
    )
    expect(stamped('package-lock.json', LOCK)).toBe(expected)
    const first = '{ "version": "1.2.0", "lockfileVersion": 1, "dependencies": {} }'
    expect(stamped('npm-shrinkwrap.json', first)).toContain('"1.3.0-beta.4"')
  })

  test('with quotes if YAML would read it as a number', () => {
    const spelled = { ...spellings, plain: '201704.10' }
    expect(stamped('app.yaml', 'version: 1.2.0\n', '', spelled)).toBe('version: "201704.10"\n')
    expect(stamped('app.yaml', 'version: "1"\n', '', spelled)).toBe('version: "201704.10"\n')
    expect(stamped('app.yaml', 'version: 1.2.0\n', '', { ...spelled, plain: '1e5' })).toContain('"')
    expect(stamped('app.yaml', 'a: [{b: 1}, {b: 2}]\n', 'a.1.b')).toBe(
      'a: [{b: 1}, {b: 1.3.0b4}]\n',
    )
  })

  test('in the file of Versioneer, which becomes its frozen form', () => {
    const live = `${LIVE}def get_versions():\n    pass\n`
    const frozen = stamped('shop/_version.py', live)
    expect(frozen).toContain('"version": "1.3.0b4"')
    expect(frozen).toContain(`"full-revisionid": "${'a'.repeat(40)}"`)
    expect(stamped('shop/_version.py', frozen)).toBe(frozen)
    expect(stamped('shop/_version.py', live.replaceAll('\n', '\r\n'))).not.toMatch(/[^\r]\n/)
  })
})

describe('invalid and ambiguous files are errors', () => {
  test.each([
    ['package.json', '{ "name": "x" }', /no version/],
    ['package.json', '{ "version": "1", "version": "2" }', /2 times/],
    ['package.json', '{ "version": 1 }', /no version/],
    ['package.json', '{ "version": "1", }', /not valid JSON \(line 1\)/],
    ['package.json', '// x\n{ "version": "1" }', /not valid JSON/],
    ['package.json', '', /not valid JSON/],
    ['pyproject.toml', '[project]\nname = "x"', /no string project.version or tool.poetry.version/],
    ['pyproject.toml', '[project]\ndynamic = ["version"]', /"version" is dynamic/],
    [
      'Cargo.toml',
      '[package]\nversion.workspace = true',
      /stamp the Cargo.toml with \[workspace\]/,
    ],
    [
      'Cargo.toml',
      '[package]\nversion = { workspace = true }',
      /its version is that of the workspace/,
    ],
    [
      'pyproject.toml',
      '[project]\nversion = "1"\n[tool.poetry]\nversion = "1"',
      /both .* name one/,
    ],
    ['pyproject.toml', '[project\nversion = "1"', /not valid TOML \(line 1/],
    ['Chart.yaml', 'version: 1\nversion: 2\n', /\(line 2: a key is repeated/],
    ['Chart.yaml', 'name: x\n', /no version/],
    ['Chart.yaml', 'version: *a\n', /no version/],
    ['Chart.yaml', 'version: "1.2\nname: x\n', /not valid YAML/],
    ['Chart.yaml', 'a: [1\nversion: 1\n', /not valid YAML/],
    ['setup.cfg', '[metadata]\nversion = attr: shop.__version__\n', /is "attr: shop/],
    ['setup.cfg', '[metadata]\nversion = 1\nversion = 2\n', /not valid \("version = 2"\)/],
    ['setup.cfg', '[options]\nversion = 1\n', /no metadata.version/],
    ['a.py', 'x = 1\n', /no line __version__/],
    ['a.py', '__version__ = "1"\nif x:\n    __version__ = "2"\n', /2 lines assign/],
    ['a.py', '__version__ = "1" + x\n', /not a plain string.* mark/],
    ['a.py', 'try:\n    __version__ = version("x")\nexcept E:\n    __version__ = "0"\n', /2 lines/],
    ['a.py', 'try:\n    pass\nexcept E:\n    __version__ = "0"\n', /not a plain string/],
    ['a.py', '"""Doc.\n\n__version__ = "0.0.1"\n"""\n__version__ = get()\n', /not a plain string/],
    ['a.py', '__version__ = "1.0"\n__version__ += ".dev0"\n', /2 lines/],
    ['a.rb', '=begin\nVERSION = "0.1"\n=end\nVERSION = [1, 2].join(".")\n', /not a plain string/],
    ['versioneer.py', `${LIVE}def get_cmdclass():\n    pass\n`, /no line __version__/],
    ['a.py', '# __version__ = "1"\n', /no line/],
    ['VERSION', '', /one version and nothing else/],
    ['VERSION', '1.2.0\n1.3.0\n', /one version and nothing else/],
    ['VERSION', 'VERSION=1.2.0\n', /one version and nothing else/],
    ['VERSION', 'version\n', /one version and nothing else/],
    ['Chart.yaml', 'version: 1.2.0\nappVersion:1.2.0\n', /not valid YAML \(line 2/],
    ['Chart.yaml', 'version: null\n', /no version/],
    ['Chart.yaml', 'version: "{{ v }}"\n', /is "{{ v }}", which/],
    ['Chart.yaml', `a: ${'['.repeat(5000)}${']'.repeat(5000)}\nversion: 1\n`, /nested too deeply/],
    ['setup.cfg', '[metadata]\nversion = 1.2.0\n  2\n', /spans several lines/],
    ['setup.cfg', '[metadata]\nversion = %(x)s\n', /not a version/],
    ['Makefile', 'V = 1.2.0\n', /no line contains the mark/],
    ['Makefile', 'V = x # towpath:version\n', /no version on the marked line/],
    ['Makefile', 'V = 1.2.0 3.4.5 # towpath:version\n', /2 times/],
    ['Makefile', 'V = 1.2 # towpath:version\nW = 1.2 # towpath:version\n', /2 lines/],
  ])('%s %j', (path, text, expected) => {
    expect(problem(path, text)).toMatch(expected)
  })

  test("a version that the notation of the file can't express", () => {
    const epoch = { ...spellings, plain: '1!2.0', semver: '' }
    expect(stampText('package.json', '', '{"version":"1"}', epoch)).toEqual({
      problem: `SemVer can't express "1!2.0"`,
    })
    const odd = { ...spellings, plain: '1"2' }
    expect(stampText('VERSION', '', '1', odd)).toHaveProperty('problem')
  })
})

test('in a JSON file only the version changes, whatever the file contains', () => {
  fc.assert(
    fc.property(fc.json(), fc.json(), fc.constantFrom('\n', '\r\n', ''), (before, after, end) => {
      const text = `{"a":${before},${end}"version":"1.2.0",${end}"b":${after}}${end}`
      expect(stamped('package.json', text)).toBe(
        `{"a":${before},${end}"version":"1.3.0-beta.4",${end}"b":${after}}${end}`,
      )
    }),
    { numRuns: 300 },
  )
})
