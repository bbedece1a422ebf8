// The repository that the release tests release: small, with version files, modes, a symlink, and a release before.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { git } from '../../../fakes/git/git.ts'

const PERSON = 'Shop <shop@example.org>'
const START = 1_700_000_000

/** A file's content; `executable` and `link` are modes. */
export type Content = string | { readonly executable: string } | { readonly link: string }

export type NewCommit = {
  readonly branch: string
  readonly message: string
  readonly files?: Readonly<Record<string, Content>>
  /** A new branch starts here: another branch, as it is then. */
  readonly from?: string
  /** A branch that is merged; the files are those of the branch itself. */
  readonly merge?: string
  /** A tag at this commit. */
  readonly tag?: string
}

/** Version 1.2.0 is released; since then develop has a feature and a fix, and master a fix of its own in other files if `hotfix`. */
export const HISTORY: readonly NewCommit[] = [
  {
    branch: 'master',
    message: 'Everything',
    tag: 'v1.2.0',
    files: {
      VERSION: '1.2.0\n',
      'package.json': '{\n  "name": "shop",\n  "version": "1.2.0",\n  "private": true\n}\n',
      'CHANGELOG.md': '# Changes\n\n## 1.2.0 (2026-01-01)\n\n- Everything\n',
      'app.txt': 'one\ntwo\nthree\nfour\nfive\nsix\nseven\n',
      'other.txt': 'other\n',
      'bin/run': { executable: '#!/bin/sh\necho run\n' },
      current: { link: 'app.txt' },
    },
  },
  {
    branch: 'develop',
    from: 'master',
    message: 'feat: a basket',
    files: { 'app.txt': 'ONE\ntwo\nthree\nfour\nfive\nsix\nseven\n' },
  },
  { branch: 'develop', message: 'fix: its sum', files: { 'basket.txt': 'sum\n' } },
]

/** Makes a bare repository that serves partial clones and takes pushes, with a history. */
export function makeBare(folder: string, history: readonly NewCommit[] = HISTORY): void {
  git(
    join(folder, '..'),
    'init',
    '--quiet',
    '--bare',
    '--template=',
    '--initial-branch=develop',
    folder,
  )
  const settings = {
    'http.receivepack': 'true',
    'uploadpack.allowFilter': 'true',
    'uploadpack.allowAnySHA1InWant': 'true',
    // A ref log can't tell packed refs from deleted ones.
    'gc.auto': '0',
    'receive.autogc': 'false',
  }
  for (const [key, value] of Object.entries(settings)) git(folder, 'config', key, value)
  addCommits(folder, history)
}

/** Adds commits to branches of a bare repository, as somebody else's push would. */
export function addCommits(folder: string, commits: readonly NewCommit[]): void {
  const there = new Set(
    git(folder, 'for-each-ref', '--format=%(refname)', 'refs/heads').split('\n').filter(Boolean),
  )
  // What this stream has not touched yet, fast-import knows only by this name.
  const named = new Set<string>()
  const start = (ref: string): string => (named.has(ref) ? ref : `${ref}^0`)
  const stream = commits.map((commit, index) => {
    const ref = `refs/heads/${commit.branch}`
    const isContinued = named.has(ref)
    const from = there.has(ref) ? ref : commit.from && `refs/heads/${commit.from}`
    const parent = isContinued || !from ? '' : `from ${start(from)}\n`
    const merged = commit.merge ? `merge ${start(`refs/heads/${commit.merge}`)}\n` : ''
    named.add(ref)
    return streamOf(commit, ref, parent + merged, index)
  })
  execFileSync('git', ['fast-import', '--quiet', '--date-format=raw'], {
    cwd: folder,
    input: stream.join(''),
    stdio: ['pipe', 'ignore', 'inherit'],
  })
}

function streamOf(
  { message, files = {}, tag }: NewCommit,
  ref: string,
  parents: string,
  index: number,
): string {
  const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`
  const lines = Object.entries(files).map(([path, content]) => {
    const [mode, text] =
      typeof content === 'string'
        ? ['100644', content]
        : 'link' in content
          ? ['120000', content.link]
          : ['100755', content.executable]
    return `M ${mode} inline ${JSON.stringify(path)}\n${data(text)}`
  })
  const commit = `commit ${ref}\ncommitter ${PERSON} ${START + index} +0000\n${data(message)}`
  const tagged = `tag ${tag}\nfrom ${ref}\ntagger ${PERSON} ${START + index} +0000\n`
  return `${commit}${parents}${lines.join('')}\n${tag ? tagged + data(tag) : ''}`
}
