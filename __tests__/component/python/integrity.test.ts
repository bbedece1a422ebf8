import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { isIntact, recordedPaths } from '../../../kit/python/integrity.ts'

let folder = ''
const library = (path: string): string => join(folder, 'lib/python3.11/site-packages', path)
function write(path: string, text = ''): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'towpath-integrity-'))
  write(join(folder, 'bin/python'))
  const rows = ['tiny.py,sha256=abc,12', 'tiny/a.pyc,,', '"odd, name.txt",,', '../../../bin/tiny,,']
  write(library('tiny-1.0.dist-info/RECORD'), `${rows.join('\r\n')}\r\n`)
  for (const name of ['tiny.py', 'odd, name.txt']) write(library(name))
  write(join(folder, 'bin/tiny'))
  // A folder in lib without site-packages.
  write(join(folder, 'lib/other/data.txt'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('an environment is intact until a file that a package has recorded is missing', () => {
  expect(isIntact(folder)).toBe(true)
  for (const path of ['tiny.py', 'odd, name.txt', '../../../bin/tiny']) {
    rmSync(library(path))
    expect([path, isIntact(folder)]).toEqual([path, false])
    write(library(path))
  }
  rmSync(library('tiny-1.0.dist-info/RECORD'))
  expect(isIntact(folder)).toBe(false)
})

test('an environment without Python or without libraries is not intact', () => {
  rmSync(join(folder, 'bin/python'))
  symlinkSync(join(folder, 'gone'), join(folder, 'bin/python'))
  expect(isIntact(folder)).toBe(false)
  write(join(folder, 'gone'))
  expect(isIntact(folder)).toBe(true)
  rmSync(library(''), { recursive: true })
  expect(isIntact(folder)).toBe(false)
  expect(isIntact(join(folder, 'none'))).toBe(false)
})

test('the paths of a RECORD file are read as CSV, without compiled files', () => {
  expect(recordedPaths('a.py,sha256=x,1\n"a,""b"".py",,\nb.pyc,,\n')).toEqual(['a.py', 'a,"b".py'])
})
