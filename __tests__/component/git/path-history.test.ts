import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { git, gitInBulk } from '../../../fakes/git/git.ts'
import { type GitServer, HEADER, serveGit } from '../../../fakes/git/git-server.ts'
import { gitIn } from '../../../kit/git/git.ts'
import { commitsChanging } from '../../../kit/git/path-history.ts'
import { remoteAt } from '../../../kit/git/remote.ts'
import { importStreams, PERSON, START } from '../../support/git/histories.ts'

const env = {
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
}

let root = ''
let server: GitServer
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'towpath-paths-'))
  server = await serveGit(root)
})
afterAll(async () => {
  await server.close()
  rmSync(root, { recursive: true, force: true })
})

type Change = { readonly file: string; readonly text: string }
type Step = { readonly parents: readonly number[]; readonly changes: readonly Change[] }

const FILES = [
  'api/a',
  'api/deep/b',
  'web/a',
  'web/c',
  'readme',
  'api é "x"/d',
  'apiary/e',
] as const

/** Histories of up to 30 commits with merges that may drop a side, change more, or start from a second root. */
const histories: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    parents: fc.oneof(
      { weight: 5, arbitrary: fc.constant([1]) },
      { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 2, max: 8 })) },
      { weight: 3, arbitrary: fc.tuple(fc.constant(1), fc.integer({ min: 2, max: 12 })) },
      { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 2, max: 12 }), fc.constant(1)) },
      { weight: 1, arbitrary: fc.constant([]) },
    ),
    // Few different contents, so that files get earlier contents again; empty means removed.
    changes: fc.array(
      fc.record({ file: fc.constantFrom(...FILES), text: fc.constantFrom('x', 'y', '') }),
      { maxLength: 2 },
    ),
  }),
  { minLength: 8, maxLength: 30, size: 'max' },
)

/** Returns a stream of git fast-import: tag `c1` is the first commit. The tree of a merge starts from its first parent's. */
function streamOf(steps: readonly Step[]): string {
  return steps
    .map(({ parents, changes }, index) => {
      const marks = [...new Set(parents.map((back) => index + 1 - back).filter((at) => at > 0))]
      const lines = marks.map((mark, at) => `${at === 0 ? 'from' : 'merge'} :${mark}\n`)
      const files = changes.map(({ file, text }) => {
        const name = JSON.stringify(file)
        return text === '' ? `D ${name}\n` : `M 100644 inline ${name}\ndata 1\n${text}\n`
      })
      const ref = marks.length === 0 ? 'refs/heads/other' : 'refs/heads/main'
      // A commit without \`from\` would continue its branch.
      const reset = marks.length === 0 ? `reset ${ref}\n\n` : ''
      return `${reset}commit ${ref}\nmark :${index + 1}\ncommitter ${PERSON} ${START + index} +0000\ndata 1\nx\n${lines.join('')}${files.join('')}\nreset refs/tags/c${index + 1}\nfrom :${index + 1}\n\n`
    })
    .join('')
}

const seed = Date.now()
const SELECTIONS = [['api'], ['web', 'readme'], ['api/deep', 'api é "x"'], ['none']] as const
const isIn = (folders: readonly string[]) => (path: string) =>
  folders.some((folder) => path === folder || path.startsWith(`${folder}/`))

describe('the commits that change some paths', () => {
  test('are those of `git log -- paths`, in a clone and from a remote, on generated histories', async () => {
    // The same every time, so that there is certainly something to compare; and others every time.
    const samples = [
      ...fc.sample(histories, { numRuns: 14, seed: 1 }),
      ...fc.sample(histories, { numRuns: 10, seed }),
    ]
    const made = samples.map((steps, index) => {
      const name = `h${index}`
      const from = index % 5 === 0 ? '' : `c${1 + (index % Math.max(steps.length - 4, 1))}`
      return { name, folder: join(root, name), from, to: `c${steps.length}`, steps }
    })
    importStreams(
      made.map(({ folder, steps }) => ({ folder, stream: streamOf(steps), head: 'refs/heads/x' })),
    )
    // Some servers have bitmaps, and then leave out all that is reachable.
    gitInBulk(
      made
        .filter((_, at) => at % 2 === 0)
        .map(({ folder }) => ({ folder, args: ['repack', '-adbq'] })),
    )
    let [found, compared] = [0, 0]
    for (const { name, folder, from, to } of made) {
      const range = from === '' ? [to] : [`^${from}`, to]
      const lines = git(folder, 'rev-list', '--parents', ...range)
        .split('\n')
        .filter(Boolean)
      const ids = lines.map((line) => line.split(' ')[0] ?? '')
      const parents = lines.flatMap((line) => line.split(' ').slice(1))
      const [start, end] = [from && git(folder, 'rev-parse', from), git(folder, 'rev-parse', to)]
      // Then git's answer depends on what it has read of the history before the range.
      const isOpen = lines.some((line) => {
        const [, ...more] = line.split(' ')
        return more.length > 1 && more.some((id) => !ids.includes(id) && id !== start)
      })
      const temp = mkdtempSync(join(root, 'scratch-'))
      const remote = remoteAt(server.url(`${name}/.git`), temp, env, [['http.extraheader', HEADER]])
      for (const [at, folders] of SELECTIONS.entries()) {
        const expected = git(folder, 'log', '--format=%H', ...range, '--', ...folders)
        const theirs = expected.split('\n').filter(Boolean).sort()
        const asked = { from: start, to: end, ids }
        const local = await commitsChanging(gitIn(folder, env), asked, isIn(folders))
        const where = { seed, name, from, to, folders }
        expect({ ...where, ids: [...local].sort() }).toEqual({ ...where, ids: theirs })
        found += theirs.length
        if (at > 1 || ids.length === 0 || isOpen) continue
        compared += 1
        const away = await remote.changing(asked, parents, isIn(folders))
        expect({ ...where, ids: [...away].sort() }).toEqual({ ...where, ids: theirs })
      }
    }
    expect(found).toBeGreaterThan(50)
    expect(compared).toBeGreaterThan(8)
  }, 300_000)

  const changing = async (folder: string, selects: (path: string) => boolean): Promise<number> => {
    const ids = git(folder, 'rev-list', 'HEAD').split('\n')
    const range = { from: '', to: ids[0] ?? '', ids }
    return (await commitsChanging(gitIn(folder, env), range, selects)).size
  }

  test('include one that moves a file out of them, and names with line breaks and wildcards', async () => {
    const folder = join(root, 'moved')
    mkdirSync(folder)
    git(folder, 'init', '--quiet')
    const commit = (): void => {
      git(folder, 'add', '--all')
      git(folder, 'commit', '--quiet', '--message=x')
    }
    mkdirSync(join(folder, 'api'))
    writeFileSync(join(folder, 'api/a'), 'a long text that is recognized when it moves\n')
    commit()
    git(folder, 'mv', 'api/a', 'a')
    commit()
    writeFileSync(join(folder, '*\nb'), '')
    writeFileSync(join(folder, ':(top)'), '')
    commit()
    expect(await changing(folder, isIn(['api']))).toBe(2)
    expect(await changing(folder, (path) => path === '*\nb')).toBe(1)
    expect(await changing(folder, (path) => path === ':(top)')).toBe(1)
    expect(await changing(folder, (path) => path === '*')).toBe(0)
  })

  test.each([
    ['uploadpack.allowFilter', 'false'],
    ['uploadpackfilter.allow', 'false'],
  ])('come from a server with %s=%s, too', async (setting, value) => {
    const name = setting.replace('.', '-')
    const folder = join(root, name)
    const steps = fc.sample(histories, { numRuns: 1, seed: 7 })[0] ?? []
    const stream = streamOf(steps.map(({ changes }) => ({ parents: [1], changes })))
    importStreams([{ folder, stream, head: 'refs/heads/main' }])
    git(folder, 'config', setting, value)
    const lines = git(folder, 'rev-list', '--parents', 'c4..main').split('\n')
    const range = {
      from: git(folder, 'rev-parse', 'c4'),
      to: git(folder, 'rev-parse', 'main'),
      ids: lines.map((line) => line.split(' ')[0] ?? ''),
    }
    const temp = mkdtempSync(join(root, 'scratch-'))
    const remote = remoteAt(server.url(`${name}/.git`), temp, env, [['http.extraheader', HEADER]])
    const parents = lines.flatMap((line) => line.split(' ').slice(1))
    const found = await remote.changing(range, parents, isIn(['api', 'web']))
    const theirs = git(folder, 'log', '--format=%H', 'c4..main', '--', 'api', 'web')
    expect([...found].sort()).toEqual(theirs.split('\n').filter(Boolean).sort())
  })

  test('are found without any file from the remote', async () => {
    const folder = join(root, 'trees')
    const changes = [{ file: 'api/a', text: 'x' }]
    const steps = ['x', 'y', 'x', 'y'].map((text) => ({
      parents: [1],
      changes: changes.map((one) => ({ ...one, text })),
    }))
    importStreams([{ folder, stream: streamOf(steps), head: 'refs/heads/main' }])
    const ids = git(folder, 'rev-list', 'c2..main').split('\n')
    const from = git(folder, 'rev-parse', 'c2')
    const temp = mkdtempSync(join(root, 'scratch-'))
    const remote = remoteAt(server.url('trees/.git'), temp, env, [['http.extraheader', HEADER]])
    const found = await remote.changing({ from, to: ids[0] ?? '', ids }, [from], isIn(['api']))
    expect(found.size).toBe(2)
    const scratch = globSync('scratch-*', { cwd: temp }).map((one) => join(temp, one))
    const types = scratch.map((one) =>
      git(one, 'cat-file', '--batch-all-objects', '--batch-check=%(objecttype)'),
    )
    expect(new Set(types.join('\n').split('\n'))).toEqual(new Set(['commit', 'tree']))
  })
})
