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
