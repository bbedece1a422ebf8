import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { UserError } from '../../../kit/action/user-error.ts'
import { stampFiles } from '../../../kit/version-files/stamp-files.ts'

const spellings = {
  plain: '2.0',
  pep440: '2.0',
  semver: '2.0.0',
  frozen: { date: '', dirty: false, sha: '' },
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'towpath-stamp-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = (path: string, content: string | Buffer): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), content)
}
const read = (path: string): string => readFileSync(join(folder, path), 'utf8')
const at = (path: string, key = '') => ({ path, key })

/** Returns the message of the error; fails if any file has changed. */
function problems(...wanted: readonly { path: string; key: string }[]): string {
  const before = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs])
  try {
    stampFiles(folder, wanted, spellings)
  } catch (error) {
    expect(error).toBeInstanceOf(UserError)
    const after = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs])
    expect(after).toEqual(before)
    return (error as UserError).message
  }
  throw new Error('stamping succeeded')
}

describe('files are stamped', () => {
  test('several, each in its notation; the result has the previous versions', () => {
    write('web/package.json', '{"version":"1.0.0"}')
    write('VERSION', '1.0\n')
    expect(stampFiles(folder, [at('web/package.json'), at('VERSION')], spellings)).toEqual([
      { path: 'web/package.json', key: 'version', from: '1.0.0', to: '2.0.0' },
      { path: 'VERSION', key: 'the file', from: '1.0', to: '2.0' },
    ])
    expect([read('web/package.json'), read('VERSION')]).toEqual(['{"version":"2.0.0"}', '2.0\n'])
    expect(readdirSync(folder).sort()).toEqual(['VERSION', 'web'])
  })

  test('and keep their byte order mark, line endings and mode', () => {
    write('VERSION', '\uFEFF1.0\r\n')
    chmodSync(join(folder, 'VERSION'), 0o754)
    stampFiles(folder, [at('VERSION')], spellings)
    expect(readFileSync(join(folder, 'VERSION')).toString('hex')).toBe(
      Buffer.from('\uFEFF2.0\r\n').toString('hex'),
    )
    expect(statSync(join(folder, 'VERSION')).mode & 0o777).toBe(0o754)
  })

  test('at two keys of one file, through a link as well', () => {
    write('Chart.yaml', 'version: 1.0.0\nappVersion: "1"\n')
    symlinkSync('Chart.yaml', join(folder, 'link.yaml'))
    stampFiles(folder, [at('Chart.yaml'), at('link.yaml', 'appVersion')], spellings)
    expect(read('Chart.yaml')).toBe('version: 2.0.0\nappVersion: "2.0.0"\n')
    expect(readdirSync(folder).sort()).toEqual(['Chart.yaml', 'link.yaml'])
  })
})

describe('no file is changed', () => {
  test("if one of them can't be stamped; every problem is listed", () => {
    write('VERSION', '1.0\n')
    write('setup.cfg', '[metadata]\nname = x\n')
    write('latin1.py', Buffer.from('__version__ = "1.0" # \xe9', 'latin1'))
    mkdirSync(join(folder, 'folder.py'))
    symlinkSync('/etc/hostname', join(folder, 'outside.txt'))
    const names = ['VERSION', 'setup.cfg', 'latin1.py', 'folder.py', 'outside.txt', 'none.json']
    expect(problems(...names.map((name) => at(name))).split('\n')).toEqual([
      `"setup.cfg" can't be stamped: it has no metadata.version`,
      `"latin1.py" can't be stamped: it is not UTF-8`,
      `"folder.py" can't be stamped: it is not a file`,
      `"outside.txt" can't be stamped: it is outside the checkout`,
      `"none.json" can't be stamped: it does not exist`,
      'No file was changed.',
    ])
    expect(read('VERSION')).toBe('1.0\n')
  })

  test('if writing one of them fails', () => {
    write('VERSION', '1.0\n')
    write('other/VERSION', '1.0\n')
    // A folder with the name of the temporary file next to it.
    mkdirSync(join(folder, `other/.towpath-${process.pid}-old-1`))
    expect(problems(at('VERSION'), at('other/VERSION'))).toContain('No file was changed.')
    expect([read('VERSION'), read('other/VERSION')]).toEqual(['1.0\n', '1.0\n'])
  })
})

describe('lock files', () => {
  const entry = (name: string, more = ''): string =>
    `[[package]]\nname = "${name}"\nversion = "1.0.0"\n${more}\n`
  const REGISTRY = 'source = "registry+https://github.com/rust-lang/crates.io-index"\n'

  /** Stamps and returns the warnings. */
  function stamp(...wanted: readonly { path: string; key: string }[]): string[] {
    const warnings: string[] = []
    stampFiles(folder, wanted, spellings, (message) => warnings.push(message))
    return warnings
  }

  /** The names of the entries that have the new version. */
  const stampedIn = (path: string): string[] =>
    [...read(path).matchAll(/name = "(.*)"\nversion = "2\.0(?:\.0)?"/g)].map(
      ([, name = '']) => name,
    )

  /** A workspace: the root, a member that inherits the version, one with its own, and a workspace of its own. */
  function workspace(): void {
    const inherits = 'version.workspace = true\n'
    write(
      'Cargo.toml',
      `[workspace.package]\nversion = "1.0.0"\n[package]\nname = "app"\n${inherits}`,
    )
    write('crates/lib/Cargo.toml', `[package]\nname = "lib"\n${inherits}`)
    write('crates/own/Cargo.toml', '[package]\nname = "own"\nversion = "1.0.0"\n')
    write('other/Cargo.toml', '[workspace]\nmembers = ["x"]\n')
    write('other/x/Cargo.toml', `[package]\nname = "x"\n${inherits}`)
    write('target/package/old/Cargo.toml', `[package]\nname = "old"\n${inherits}`)
    const names = ['app', 'lib', 'old', 'own', 'x']
    write(
      'Cargo.lock',
      `version = 4\n\n${names.map((name) => entry(name)).join('')}${entry('serde', REGISTRY)}`,
    )
  }

  test.each([
    ['the whole workspace', ['Cargo.toml', 'Cargo.lock'], ['app', 'lib']],
    ['the lock file alone', ['Cargo.lock'], ['app', 'lib']],
    ['a member with a version of its own', ['crates/own/Cargo.toml', 'Cargo.lock'], ['own']],
    ['both', ['crates/own/Cargo.toml', 'Cargo.lock', 'Cargo.toml'], ['app', 'lib', 'own']],
  ])('of a Cargo workspace: %s', (_, paths, names) => {
    workspace()
    expect(stamp(...paths.map((path) => at(path)))).toEqual([])
    expect(stampedIn('Cargo.lock')).toEqual(names)
  })

  test('one that still has the old version is a warning that says which line to add', () => {
    workspace()
    const warning = (manifest: string): string =>
      `"Cargo.lock" still has the version "1.0.0" of "${manifest}"; add the line "Cargo.lock" to "stamp"`
    expect(stamp(at('Cargo.toml'))).toEqual([warning('Cargo.toml')])
    expect(stamp(at('crates/own/Cargo.toml'))).toEqual([warning('crates/own/Cargo.toml')])
    expect(stampedIn('Cargo.lock')).toEqual([])
  })

  test.each([
    [
      'package.json',
      'package-lock.json',
      '{"version":"1.0.0"}',
      '{"version":"1.0.0","packages":{"":{"version":"1.0.0"}}}',
    ],
    ['package.json', 'npm-shrinkwrap.json', '{"version":"1.0.0"}', '{"version":"1.0.0"}'],
    [
      'pyproject.toml',
      'uv.lock',
      '[project]\nname = "A_b"\nversion = "1.0.0"\n',
      entry('a-b', 'source = { virtual = "." }\n'),
    ],
    [
      'pyproject.toml',
      'poetry.lock',
      '[tool.poetry]\nname = "A_b"\nversion = "1.0.0"\n',
      entry('a-b', 'files = []\n'),
    ],
  ])('%s with %s: a warning, and none if both are stamped', (manifest, lock, text, locked) => {
    write(manifest, text)
    write(lock, locked)
    expect(stamp(at(manifest))).toEqual([
      `"${lock}" still has the version "1.0.0" of "${manifest}"; add the line "${lock}" to "stamp"`,
    ])
    expect(stamp(at(manifest), at(lock))).toEqual([])
    expect(read(lock)).not.toContain('1.0.0')
  })

  test('npm keeps the members of a workspace in one file: the warning says at which key, until that is stamped', () => {
    write('package.json', '{"workspaces":["packages/*"]}')
    write('packages/api/package.json', '{"version":"1.0.0"}')
    const lock = (version: string): string =>
      JSON.stringify({ version: '2.0.0', packages: { '': {}, 'packages/api': { version } } })
    write('package-lock.json', lock('1.0.0'))
    const key = 'packages.packages/api.version'
    const warning = `"package-lock.json" still has the version "1.0.0" of "packages/api/package.json"; add the line "package-lock.json: ${key}" to "stamp"`
    expect(stamp(at('packages/api/package.json'))).toEqual([warning])
    expect(stamp(at('packages/api/package.json'), at('package-lock.json'))).toEqual([warning])
    expect(stamp(at('packages/api/package.json'), at('package-lock.json', key))).toEqual([])
    expect(read('package-lock.json')).toBe(lock('2.0.0'))
  })

  test('no warning if another key of the manifest is stamped', () => {
    write('package.json', '{"version":"1.0.0","config":{"site":"1.0.0"}}')
    write('package-lock.json', '{"version":"1.0.0"}')
    expect(stamp(at('package.json', 'config.site'))).toEqual([])
    expect(stamp(at('package.json', 'version'))).toHaveLength(1)
  })

  test('no warning for a lock file that does not name the project, or has the version already', () => {
    write('package.json', '{"version":"1.0.0"}')
    write('package-lock.json', '{"lockfileVersion":3,"packages":{"":{}}}')
    write('pyproject.toml', '[project]\nname = "a"\nversion = "1.0.0"\n')
    write('poetry.lock', entry('b', 'files = []\n'))
    write('uv.lock', entry('a', 'source = { virtual = "." }\n').replace('1.0.0', '2.0'))
    expect(stamp(at('package.json'), at('pyproject.toml'))).toEqual([])
  })

  test('a package of a registry with the name of the project is never touched', () => {
    write('Cargo.toml', '[package]\nname = "serde"\nversion = "1.0.0"\n')
    write('Cargo.lock', entry('serde', REGISTRY))
    expect(problems(at('Cargo.lock'))).toBe(
      '"Cargo.lock" can\'t be stamped: it has no version of "serde"\nNo file was changed.',
    )
  })
})
