// Git's objects: written with git into the repository itself.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { git } from '../git/git.ts'
import { type Call, type Handler, notFound, refused } from './call.ts'
import { commitAt, type State } from './state.ts'

/** Runs git with an input; `env` adds variables. */
function gitWith(
  folder: string,
  input: Buffer | string,
  args: readonly string[],
  env = {},
): string {
  const options = { cwd: folder, input, env: { PATH: process.env['PATH'], ...env } }
  const all = ['-c', 'safe.directory=*', ...args]
  const output = execFileSync('git', all, { ...options, stdio: ['pipe', 'pipe', 'pipe'] })
  return output.toString()
}

const createBlob: Handler = {
  permission: ['contents', 'write'],
  answer({ folder }, { body, sample }) {
    const encoding = body['encoding'] === 'base64' ? 'base64' : 'utf8'
    const content = Buffer.from(String(body['content']), encoding)
    const sha = gitWith(folder, content, ['hash-object', '-w', '--stdin']).trim()
    return { status: 201, body: sample(201, { sha }) }
  },
}

type Entry = { readonly path: string; readonly mode: string; readonly sha: string | null }

const createTree: Handler = {
  permission: ['contents', 'write'],
  answer({ folder }, { body, sample }) {
    const index = mkdtempSync(join(tmpdir(), 'towpath-index-'))
    const env = { GIT_INDEX_FILE: join(index, 'index') }
    try {
      gitWith(folder, '', ['read-tree', String(body['base_tree'])], env)
      const lines = (body['tree'] as readonly Entry[]).map(({ path, mode, sha }) =>
        sha === null ? `0 ${'0'.repeat(40)}\t${path}\n` : `${mode} ${sha}\t${path}\n`,
      )
      gitWith(folder, lines.join(''), ['update-index', '--index-info'], env)
      const sha = gitWith(folder, '', ['write-tree'], env).trim()
      return { status: 201, body: sample(201, { sha }) }
    } catch {
      return refused(422, 'GitRPC::BadObjectState')
    } finally {
      rmSync(index, { recursive: true, force: true })
    }
  },
}

const BOT = 'github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>'
const GITHUB = 'GitHub <noreply@github.com>'
const SIGNATURE = `-----BEGIN PGP SIGNATURE-----

d2F0ZXIgb3ZlciBhIGJyaWRnZQ==
-----END PGP SIGNATURE-----
`

const createCommit: Handler = {
  permission: ['contents', 'write'],
  answer(state, call) {
    const { body, login } = call
    const parents = (body['parents'] ?? []) as readonly string[]
    const tree = String(body['tree'])
    const isHere = (name: string): boolean => {
      try {
        git(state.folder, 'cat-file', '-e', name)
        return true
      } catch {
        return false
      }
    }
    if (![`${tree}^{tree}`, ...parents.map((id) => `${id}^{commit}`)].every(isHere))
      return refused(422, 'Tree SHA does not exist')
    // Only what an app commits in its own name.
    const isOwn = body['author'] === undefined && body['committer'] === undefined
    const isSigned = isOwn && login.kind !== 'user' && state.settings.signsCommits
    const time = `${Math.floor(Date.now() / 1000)} +0000`
    const heads = [
      `tree ${tree}`,
      ...parents.map((parent) => `parent ${parent}`),
      `author ${BOT} ${time}`,
      `committer ${isSigned ? GITHUB : BOT} ${time}`,
    ]
    const signature = isSigned ? [`gpgsig ${SIGNATURE.split('\n').join('\n ')}`] : []
    const object = `${[...heads, ...signature].join('\n')}\n\n${String(body['message'])}`
    const id = gitWith(state.folder, object, [
      'hash-object',
      '-t',
      'commit',
      '-w',
      '--stdin',
    ]).trim()
    if (isSigned) state.signed.add(id)
    return { status: 201, body: described(state, call, 201, id) }
  },
}

const getCommit: Handler = {
  permission: ['contents', 'read'],
  answer(state, call) {
    const id = commitAt(state, call.parameters['commit_sha'] ?? '')
    return id === undefined ? notFound() : { status: 200, body: described(state, call, 200, id) }
  },
}

export const GIT_DATA: Readonly<Record<string, Handler>> = {
  'POST /repos/{owner}/{repo}/git/blobs': createBlob,
  'POST /repos/{owner}/{repo}/git/trees': createTree,
  'POST /repos/{owner}/{repo}/git/commits': createCommit,
  'GET /repos/{owner}/{repo}/git/commits/{commit_sha}': getCommit,
}

function described(state: State, { sample }: Call, status: number, id: string): object {
  const object = gitWith(state.folder, '', ['cat-file', 'commit', id])
  const [tree = '', parents = ''] = git(state.folder, 'log', '-1', '--format=%T%n%P', id).split(
    '\n',
  )
  const isLate = state.settings.verifiesLate > 0
  if (isLate) state.settings.verifiesLate -= 1
  const url = 'https://example.org/'
  return sample(status, {
    sha: id,
    tree: { sha: tree, url },
    parents: parents
      .split(' ')
      .filter(Boolean)
      .map((sha) => ({ sha, url, html_url: url })),
    verification: state.signed.has(id)
      ? {
          verified: !isLate,
          reason: isLate ? 'gpgverify_unavailable' : 'valid',
          signature: SIGNATURE,
          payload: object.replace(/^gpgsig .*\n(?: .*\n)*/m, ''),
          verified_at: null,
        }
      : { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
  })
}
