import { describe, expect, test } from '@jest/globals'
import {
  quotedPath,
  type TreeEntry,
} from '../../../actions/dokku-deploy/src/adapters/tree-entries.ts'
import { includeLine } from '../../../actions/dokku-deploy/src/include-lines.ts'
import { inputs } from '../../../actions/dokku-deploy/src/inputs.ts'
import { type Included, merged } from '../../../actions/dokku-deploy/src/merge-files.ts'

const line = (text: string) => {
  const read = includeLine(text)
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
    ['with blanks/é "q" -> to here', 'with blanks/é "q"', 'to here', false, false],
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

  test('comments and empty lines are none, and all problems are told at once', () => {
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
const include = (text: string, ...paths: readonly string[]): Included => {
  const read = includeLine(text)
  if (!('value' in read)) throw new Error(read.problem)
  return { ...read.value, isFile: false, entries: paths.map((path) => file(path, 'new')) }
}
const alone = (text: string, path: string): Included => ({ ...include(text, path), isFile: true })
const TRACKED = [file('Procfile'), file('public/index.html'), file('lib/a b.js')]
const paths = (...all: readonly Included[]): string[] | string => {
  const made = merged(TRACKED, all)
  if ('problems' in made) return made.problems.join('\n')
  return made.entries.map(({ path, id }) => `${path} ${id}`).slice(TRACKED.length)
}
const whole = (...all: readonly Included[]): string[] => {
  const made = merged(TRACKED, all)
  return 'problems' in made ? made.problems : made.entries.map(({ path }) => path).sort()
}

describe('what is pushed', () => {
  test('files go beside those that are tracked', () => {
    expect(paths(include('dist -> public', 'app.js', 'css/a.css'))).toEqual([
      'public/app.js new',
      'public/css/a.css new',
    ])
    expect(paths(include('dist -> .', 'app.js'))).toEqual(['app.js new'])
  })

  test('a file becomes what is named, or goes into a folder', () => {
    expect(paths(alone('dist/app.js -> public/main.js', 'app.js'))).toEqual(['public/main.js new'])
    expect(paths(alone('dist/app.js -> public/', 'app.js'))).toEqual(['public/app.js new'])
    expect(paths(alone('dist/app.js -> .', 'app.js'))).toEqual(['app.js new'])
  })

  test.each([
    [
      'a file in the place of another',
      include('dist -> public', 'index.html'),
      'public/index.html',
    ],
    ['a file in the place of a folder', alone('a -> public', 'a'), 'public'],
    ['a folder in the place of a file', include('dist -> Procfile', 'a'), 'Procfile'],
    ['a file of the root', include('dist -> .', 'Procfile'), 'Procfile'],
    ['a quoted name', include('dist -> lib', 'a b.js'), 'lib/a b.js'],
    [
      'another mode',
      { ...include('d -> .'), entries: [file('Procfile', 'a', '100755')] },
      'Procfile',
    ],
  ])('%s is refused', (_, one, hidden) => {
    expect(paths(one)).toContain(`would hide "${hidden}"`)
  })

  test('the same file again hides nothing', () => {
    expect(paths({ ...include('d -> .'), entries: [file('Procfile')] })).toEqual([])
  })

  test('replace: all that is there gives way, and nothing beside it', () => {
    const made = whole(include('replace: dist -> public', 'app.js'))
    expect(made).toEqual(['Procfile', 'lib/a b.js', 'public/app.js'])
    expect(whole(include('replace: dist -> pub', 'app.js'))).toContain('public/index.html')
    expect(whole(include('replace: dist -> .', 'app.js'))).toEqual(['app.js'])
    expect(whole(alone('replace: a -> public', 'a'))).toEqual(['Procfile', 'lib/a b.js', 'public'])
  })

  test('two lines for one place: the later one would hide what the earlier one brought', () => {
    const [first, second] = [alone('a -> x', 'a'), include('b -> x', 'y')]
    expect(paths(first, second)).toContain('would hide "x"')
  })

  test('replace: a file that goes into a folder takes the place of that file alone', () => {
    expect(whole(alone('replace: x/Procfile -> .', 'Procfile'))).toEqual(whole())
    expect(whole(alone('replace: x/a b.js -> lib/', 'a b.js'))).toEqual(whole())
    expect(whole(alone('replace: x/a b.js -> .', 'lib'))).toEqual([
      'Procfile',
      'lib',
      'public/index.html',
    ])
  })

  test.each(['a"b', 'back\\slash', 'new\nline', 'é', 'tab\t', '\x7f', '日本'])(
    'the name %j is quoted as git does it',
    (name) => {
      const [entry = ''] = paths(include('d -> to', name))
      expect(entry).toBe(`${quotedPath(`to/${name}`)} new`)
      const hides = merged([file(`to/${name}`)], [include('d -> to', name)])
      expect('problems' in hides).toBe(true)
    },
  )

  test('a folder with an odd name', () => {
    expect(paths(include('d -> é "x"', 'a'))).toEqual([`${quotedPath('é "x"/a')} new`])
    const all = merged([file('é/a'), file('é2/a')], [include('replace: d -> é', 'b')])
    expect('entries' in all && all.entries.map(({ path }) => path)).toEqual(
      [file('é2/a'), file('é/b')].map(({ path }) => path),
    )
  })
})
