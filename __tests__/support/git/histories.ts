// Random histories, as real git repositories.
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { type GitCall, git, gitInBulk } from '../../../fakes/git/git.ts'

export type History = {
  /** For each commit after the first: the distances to its parents (two for a merge), and the seconds after the previous commit. */
  readonly commits: readonly { readonly parents: readonly number[]; readonly seconds: number }[]
  readonly tags: readonly {
    readonly name: string
    readonly at: number
    readonly annotated: boolean
    readonly seconds: number
  }[]
  readonly branch: string
  readonly detached: boolean
  readonly dirty: boolean
}

const VERSIONS = [
  ...[
    '1.0',
    '1.1.0',
    '1.2.0',
    '1.2.0rc1',
    '1.9.0',
    '1.10.0',
    '2.0.0',
    '1',
    '1.2',
    '10',
    '1.2.0.post1',
    '1.2.0.dev3',
  ],
  ...[
    '1.2.0+ubuntu1',
    '1!1.2.0',
    '0.10.3.a5',
    '1.2.0-beta.1',
    '2017.04.01',
    '201704.9',
    '201704.10',
    '1.2-foo',
    '1.0.post1.dev2',
  ],
]

/** Generates histories of at most 30 commits with up to 8 tags, which have one of the prefixes. */
export function histories(prefixes: readonly string[]): fc.Arbitrary<History> {
  const names = fc
    .tuple(fc.constantFrom(...prefixes), fc.constantFrom(...VERSIONS))
    .map(([prefix, version]) => prefix + version)
  return fc.record({
    commits: fc.array(
      fc.record({
        parents: fc.oneof(
          { weight: 4, arbitrary: fc.constant([1]) },
          { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 1, max: 6 })) },
          { weight: 2, arbitrary: fc.tuple(fc.constant(1), fc.integer({ min: 2, max: 9 })) },
        ),
        seconds: fc.constantFrom(60, 60, 60, 0, 3600),
      }),
      { maxLength: 30 },
    ),
    tags: fc.uniqueArray(
      fc.record({
        name: names,
        at: fc.nat(30),
        annotated: fc.boolean(),
        seconds: fc.constantFrom(0, 10, 1000),
      }),
      { maxLength: 8, selector: ({ name }) => name },
    ),
    branch: fc.constantFrom('master', 'main', 'feature/x'),
    detached: fc.boolean(),
    dirty: fc.boolean(),
  })
}

export const START = 1_700_000_000
export const PERSON = 'Shop <shop@example.org>'

/** Makes a history in a new folder. */
export function makeHistory(folder: string, history: History): void {
  makeHistories([{ folder, history }])
}

/** Makes histories in new folders, in two or three git commands each. */
export function makeHistories(
  wanted: readonly { readonly folder: string; readonly history: History }[],
): void {
  importStreams(
    wanted.map(({ folder, history }) => ({
      folder,
      stream: streamOf(history),
      head: `refs/heads/${history.branch}`,
      after: history.detached
        ? [
            ['reset', '--quiet', '--hard'],
            ['checkout', '--quiet', '--detach'],
          ]
        : [['reset', '--quiet', '--hard']],
    })),
  )
  for (const { folder, history } of wanted) {
    if (history.dirty) appendFileSync(join(folder, 'file'), 'changed')
  }
}

export type Import = {
  /** A new folder. */
  readonly folder: string
  /** What git fast-import reads. */
  readonly stream: string
  /** The ref that HEAD is on. */
  readonly head: string
  /** The arguments of git commands to run afterwards. */
  readonly after?: readonly (readonly string[])[]
}

/** Makes repositories that serve partial clones, each from a stream of git fast-import. */
export function importStreams(imports: readonly Import[], ...init: readonly string[]): void {
  const temp = mkdtempSync(join(tmpdir(), 'towpath-import-'))
  try {
    git(temp, 'init', '--quiet', '--template=', ...init, 'model')
    const model = join(temp, 'model', '.git')
    appendFileSync(join(model, 'config'), '[uploadpack]\n\tallowFilter = true\n')
    const calls = imports.flatMap(({ folder, stream, head, after = [] }, index): GitCall[] => {
      mkdirSync(folder)
      cpSync(model, join(folder, '.git'), { recursive: true })
      writeFileSync(join(folder, '.git', 'HEAD'), `ref: ${head}\n`)
      const stdin = join(temp, String(index))
      writeFileSync(stdin, stream)
      const load: GitCall = { folder, args: ['fast-import', '--quiet', '--force'], stdin }
      return [load, ...after.map((args) => ({ folder, args }))]
    })
    const failed = gitInBulk(calls).indexOf(undefined)
    if (failed >= 0) throw new Error(`failed: git ${calls[failed]?.args.join(' ')}`)
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
}

function streamOf(history: History): string {
  const ref = `refs/heads/${history.branch}`
  let clock = START
  const commits = [{ parents: [], seconds: 0 }, ...history.commits].map(
    ({ parents, seconds }, index) => {
      clock += seconds
      const marks = [...new Set(parents.map((back) => Math.max(index - back, 0) + 1))]
      const lines = marks.map((mark, at) => `${at === 0 ? 'from' : 'merge'} :${mark}\n`)
      const change = `M 100644 inline file\ndata ${String(index).length}\n${index}\n`
      return `commit ${ref}\nmark :${index + 1}\ncommitter ${PERSON} ${clock} +0100\ndata 1\nx\n${lines.join('')}${change}\n`
    },
  )
  const tags = history.tags.map(({ name, at, annotated, seconds }) => {
    const mark = Math.min(at, history.commits.length) + 1
    if (!annotated) return `reset refs/tags/${name}\nfrom :${mark}\n\n`
    return `tag ${name}\nfrom :${mark}\ntagger ${PERSON} ${START + seconds} +0000\ndata 1\nx\n`
  })
  return [...commits, ...tags].join('')
}
