import { describe, expect, test } from '@jest/globals'
import { parseIncludeLine } from '../../../actions/dokku-deploy/src/include-lines.ts'
import { inputs } from '../../../actions/dokku-deploy/src/inputs.ts'
import { type IncludedFiles, mergeFiles } from '../../../actions/dokku-deploy/src/merge-files.ts'
import { quotedPath, type TreeEntry } from '../../../actions/dokku-deploy/src/tree-entries.ts'

const line = (text: string) => {
  const read = parseIncludeLine(text)
  return 'value' in read ? read.value : read.problem
}

describe('a line of include', () => {
  test.each([
    ['client/dist -> public', 'client/dist', 'public', false, false],
    ['./client//dist/ -> ./public/', 'client/dist', 'public', true, false],
    ['replace: client/dist->public', 'client/dist', 'public', false, true],
    ['a.js -> .', 'a.js', '', true, false],
    ['a.js -> public/', 'a.js', 'public', true, false],
    ['. -> app', '', 'app', false, false],
    ['with spaces/é "q" -> to here', 'with spaces/é "q"', 'to here', false, false],
    ['.github -> .github', '.github', '.github', false, false],
    ['...a -> ..b', '...a', '..b', false, false],
  ])('%j', (text, from, to, into, replace) => {
    expect(line(text)).toEqual({ from, to, into, replace })
  })

  test.each([
    ['../secret -> public', '"from" must be a path inside'],
    ['a/../../b -> public', '"from" must be a path inside'],
    ['/etc/passwd -> public', '"from" must be a path inside'],
    ['C:\\x -> public', '"from" must be a path inside'],
    [' -> public', '"from" must be a path inside'],
    ['a\0b -> public', '"from" must be a path inside'],
    ['.git/config -> public', '.git'],
    ['vendor/.GIT -> public', '.git'],
    ['a -> ../b', '"to" must be a path inside'],
    ['a -> b/../c', '"to" must be a path inside'],
    ['a -> /b', '"to" must be a path inside'],
    ['a -> b\\c', '"to" must be a path inside'],
    ['a ->', '"to" must be a path inside'],
    ['a -> .git', '.git'],
    ['a -> x/.GiT/hooks', '.git'],
    ['a', '"from -> to"'],
    ['a -> b -> c', '"from -> to"'],
    ['replace: a', '"from -> to"'],
  ])('%j is refused', (text, problem) => {
    expect(line(text)).toContain(problem)
  })

  test('comments and empty lines are skipped, and all problems are reported at once', () => {
    expect(inputs.include('# built\n\na -> b\n')).toMatchObject({ value: [{ from: 'a' }] })
    const read = inputs.include('../a -> b\na -> ../b\nc -> d')
    expect('problems' in read && read.problems.length).toBe(2)
  })
})

const file = (path: string, id = 'a', mode = '100644'): TreeEntry => ({
  mode,
  id,
  path: quotedPath(path),
})
const include = (text: string, ...paths: readonly string[]): IncludedFiles => {
  const read = parseIncludeLine(text)
  if (!('value' in read)) throw new Error(read.problem)
  return { ...read.value, isFile: false, entries: paths.map((path) => file(path, 'new')) }
}
const oneFile = (text: string, path: string): IncludedFiles => ({
  ...include(text, path),
  isFile: true,
})
const TRACKED = [file('Procfile'), file('public/index.html'), file('lib/a b.js')]
const includedPaths = (...all: readonly IncludedFiles[]): string[] | string => {
  const made = mergeFiles(TRACKED, all)
  if ('problems' in made) return made.problems.join('\n')
  return made.entries.map(({ path, id }) => `${path} ${id}`).slice(TRACKED.length)
}
const allPaths = (...all: readonly IncludedFiles[]): string[] => {
  const made = mergeFiles(TRACKED, all)
  return 'problems' in made ? made.problems : made.entries.map(({ path }) => path).sort()
}

describe('what is pushed', () => {
  test('files are added to the tracked ones', () => {
    expect(includedPaths(include('dist -> public', 'app.js', 'css/a.css'))).toEqual([
      'public/app.js new',
      'public/css/a.css new',
    ])
    expect(includedPaths(include('dist -> .', 'app.js'))).toEqual(['app.js new'])
  })

  test('a file becomes the named one, or is put into a folder', () => {
    expect(includedPaths(oneFile('dist/app.js -> public/main.js', 'app.js'))).toEqual([
      'public/main.js new',
    ])
    expect(includedPaths(oneFile('dist/app.js -> public/', 'app.js'))).toEqual([
      'public/app.js new',
    ])
    expect(includedPaths(oneFile('dist/app.js -> .', 'app.js'))).toEqual(['app.js new'])
  })

  test.each([
    ['a file in place of another', include('dist -> public', 'index.html'), 'public/index.html'],
    ['a file in place of a folder', oneFile('a -> public', 'a'), 'public'],
    ['a folder in place of a file', include('dist -> Procfile', 'a'), 'Procfile'],
    ['a file in the root', include('dist -> .', 'Procfile'), 'Procfile'],
    ['a quoted name', include('dist -> lib', 'a b.js'), 'lib/a b.js'],
    [
      'a different mode',
      { ...include('d -> .'), entries: [file('Procfile', 'a', '100755')] },
      'Procfile',
    ],
  ])('%s is refused', (_, one, hidden) => {
    expect(includedPaths(one)).toContain(`would hide "${hidden}"`)
  })

  test('an identical file hides nothing', () => {
    expect(includedPaths({ ...include('d -> .'), entries: [file('Procfile')] })).toEqual([])
  })

  test('replace: everything at that place is replaced, and nothing next to it', () => {
    const made = allPaths(include('replace: dist -> public', 'app.js'))
    expect(made).toEqual(['Procfile', 'lib/a b.js', 'public/app.js'])
    expect(allPaths(include('replace: dist -> pub', 'app.js'))).toContain('public/index.html')
    expect(allPaths(include('replace: dist -> .', 'app.js'))).toEqual(['app.js'])
    expect(allPaths(oneFile('replace: a -> public', 'a'))).toEqual([
      'Procfile',
      'lib/a b.js',
      'public',
    ])
  })

  test('two lines with the same target: the later would hide the files of the earlier', () => {
    const [first, second] = [oneFile('a -> x', 'a'), include('b -> x', 'y')]
    expect(includedPaths(first, second)).toContain('would hide "x"')
    const quoted = [oneFile('a -> é', 'a'), include('b -> é', 'y')]
    expect(includedPaths(...quoted)).toContain('would hide')
  })

  test('replace: a file that is put into a folder replaces only the file of that name', () => {
    expect(allPaths(oneFile('replace: x/Procfile -> .', 'Procfile'))).toEqual(allPaths())
    expect(allPaths(oneFile('replace: x/a b.js -> lib/', 'a b.js'))).toEqual(allPaths())
    expect(allPaths(oneFile('replace: x/a b.js -> .', 'lib'))).toEqual([
      'Procfile',
      'lib',
      'public/index.html',
    ])
  })

  test.each([
    ['a"b', '"to/a\\"b"'],
    ['back\\slash', '"to/back\\\\slash"'],
    ['new\nline', '"to/new\\nline"'],
    ['tab\t', '"to/tab\\t"'],
    ['\x01', '"to/\\001"'],
    ['\x7f', '"to/\\177"'],
    ['é', '"to/\\303\\251"'],
    ['日本', '"to/\\346\\227\\245\\346\\234\\254"'],
    ['a ~', 'to/a ~'],
  ])('the name %j is quoted as git quotes it', (name, quoted) => {
    expect(includedPaths(include('d -> to', name))).toEqual([`${quoted} new`])
    const hides = mergeFiles([file(`to/${name}`)], [include('d -> to', name)])
    expect('problems' in hides).toBe(true)
  })

  test('a folder with a quoted name', () => {
    expect(includedPaths(include('d -> é "x"', 'a'))).toEqual([`${quotedPath('é "x"/a')} new`])
    const all = mergeFiles([file('é/a'), file('é2/a')], [include('replace: d -> é', 'b')])
    expect('entries' in all && all.entries.map(({ path }) => path)).toEqual(
      [file('é2/a'), file('é/b')].map(({ path }) => path),
    )
  })
})
