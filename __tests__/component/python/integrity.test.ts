import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { isWhole, recorded } from '../../../kit/python/integrity.ts'

let folder = ''
const library = (path: string): string => join(folder, 'lib/python3.11/site-packages', path)
function write(path: string, text = ''): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'towpath-whole-'))
  write(join(folder, 'bin/python'))
  const rows = ['tiny.py,sha256=abc,12', 'tiny/a.pyc,,', '"odd, name.txt",,', '../../../bin/tiny,,']
  write(library('tiny-1.0.dist-info/RECORD'), `${rows.join('\r\n')}\r\n`)
  for (const name of ['tiny.py', 'odd, name.txt']) write(library(name))
  write(join(folder, 'bin/tiny'))
  // What a package puts beside the libraries is none of them.
  write(join(folder, 'lib/other/data.txt'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('an environment is whole until one of its files is gone', () => {
  expect(isWhole(folder)).toBe(true)
  for (const path of ['tiny.py', 'odd, name.txt', '../../../bin/tiny']) {
    rmSync(library(path))
    expect([path, isWhole(folder)]).toEqual([path, false])
    write(library(path))
  }
  rmSync(library('tiny-1.0.dist-info/RECORD'))
  expect(isWhole(folder)).toBe(false)
})

test('one whose Python has gone, or that has no libraries, is not', () => {
  rmSync(join(folder, 'bin/python'))
  symlinkSync(join(folder, 'gone'), join(folder, 'bin/python'))
  expect(isWhole(folder)).toBe(false)
  write(join(folder, 'gone'))
  expect(isWhole(folder)).toBe(true)
  rmSync(library(''), { recursive: true })
  expect(isWhole(folder)).toBe(false)
  expect(isWhole(join(folder, 'none'))).toBe(false)
})

test('paths are read from rows of CSV', () => {
  expect(recorded('a.py,sha256=x,1\n"a,""b"".py",,\nb.pyc,,\n')).toEqual(['a.py', 'a,"b".py'])
})
