// The faults of the fake git server, and what git says of them: the action reads the same lines.
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import {
  type GitServer,
  type GitServerOptions,
  type Handling,
  HEADER,
  serveGit,
} from '../../../fakes/git/git-server.ts'
import { refsOf, startRefLog } from '../../../fakes/git/ref-log.ts'
import { refuseRefs } from '../../../fakes/git/refused-refs.ts'

let root = ''
let work = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'towpath-faults-'))
  work = join(root, 'work')
  git(root, 'init', '--quiet', '--bare', '--template=', 'model')
  git(join(root, 'model'), 'config', 'http.receivepack', 'true')
  git(root, 'init', '--quiet', '--initial-branch=develop', 'work')
  git(work, 'commit', '--quiet', '--allow-empty', '--message=One')
  git(work, 'push', '--quiet', '../model', 'develop', 'develop:master')
  git(work, 'commit', '--quiet', '--allow-empty', '--message=Two')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

let count = 0
const open: GitServer[] = []
afterAll(async () => void (await Promise.all(open.map((server) => server.close()))))

const PROTECTED = {
  ref: 'refs/heads/master',
  words:
    'error: GH006: Protected branch update failed for refs/heads/master.\nerror: Changes must be made through a pull request. 3 of 3 required status checks are expected.',
  summary: 'protected branch hook declined',
}

/** Makes a repository and a server of it. */
async function remote(options: GitServerOptions = {}) {
  count += 1
  const folder = join(root, `r${count}`)
  cpSync(join(root, 'model'), folder, { recursive: true })
  const treat: { answer?: NonNullable<Handling['answer']> } = {}
  const server = await serveGit(root, {
    handle: ({ kind }) => (kind === 'push' ? treat : undefined),
    ...options,
  })
  open.push(server)
  const push = (...args: readonly string[]) => pushTo(server.url(`r${count}`), args)
  return { folder, server, log: startRefLog(folder), push, treat }
}

type Pushed = { readonly code: number; readonly stdout: string; readonly stderr: string }

/** Pushes from the clone, in the background: this process is the server. */
function pushTo(url: string, args: readonly string[], settings: readonly string[] = []) {
  const env = {
    PATH: process.env['PATH'] ?? '',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    LC_ALL: 'C',
  }
  const config = [`http.extraheader=${HEADER}`, ...settings].flatMap((line) => ['-c', line])
  const all = [...config, 'push', '--porcelain', url, ...args]
  return new Promise<Pushed>((resolve) => {
    execFile('git', all, { cwd: work, env }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stdout, stderr })
    })
  })
}

const ATOMIC = [
  '--atomic',
  'develop:refs/heads/develop',
  'develop:refs/heads/master',
  'develop:refs/tags/1',
]

test('the ref log shows an atomic push as one instant', async () => {
  const { folder, log, push } = await remote()
  const { code } = await push(...ATOMIC)
  expect(code).toBe(0)
  expect(log.transactions().map((changes) => changes.map(({ ref }) => ref).sort())).toEqual([
    ['refs/heads/develop', 'refs/heads/master', 'refs/tags/1'],
  ])
  expect(log.instants().at(-1)).toEqual(refsOf(folder))
})

test('the ref log shows every half-way state of a push that is not atomic', async () => {
  const { folder, log, push } = await remote()
  const { code } = await push(...ATOMIC.slice(1))
  expect(code).toBe(0)
  const tip = git(work, 'rev-parse', 'develop')
  const atTip = log.instants().map((refs) => [...refs.values()].filter((id) => id === tip).length)
  expect(atTip).toEqual([0, 1, 2, 3])
  expect(log.instants().at(-1)).toEqual(refsOf(folder))
})

test('and a refused branch that leaves its tag behind', async () => {
  const { folder, log, push } = await remote()
  refuseRefs(folder, [PROTECTED])
  const { code } = await push('develop:refs/heads/master', 'develop:refs/tags/1')
  expect(code).toBe(1)
  expect(log.transactions()).toHaveLength(1)
  expect(log.instants().at(-1)?.has('refs/tags/1')).toBe(true)
})

test('a protected branch is refused with the words and the summaries of GitHub', async () => {
  const { folder, log, push, treat } = await remote()
  treat.answer = refuseRefs(folder, [PROTECTED])
  const { code, stdout, stderr } = await push(...ATOMIC)
  expect(code).toBe(1)
  expect(
    stderr
      .split('\n')
      .slice(0, 2)
      .map((line) => line.trimEnd()),
  ).toEqual(PROTECTED.words.split('\n').map((line) => `remote: ${line}`))
  const lines = stdout.split('\n').filter((line) => line.startsWith('!'))
  expect(
    lines.map((line) => line.split('\t').slice(1).join(' ').replace(/^\S+:/, '')).sort(),
  ).toEqual([
    'refs/heads/develop [remote rejected] (atomic transaction failed)',
    'refs/heads/master [remote rejected] (protected branch hook declined)',
    'refs/tags/1 [remote rejected] (atomic transaction failed)',
  ])
  expect(log.transactions()).toEqual([])
})

test('deletions of packed and loose refs are recorded once', async () => {
  const { folder, push, log: first } = await remote()
  await push('develop:refs/tags/1')
  git(folder, 'config', 'core.hooksPath', '/dev/null')
  git(folder, 'pack-refs', '--all')
  git(folder, 'config', '--unset', 'core.hooksPath')
  await push('--atomic', ':refs/tags/1', 'develop:refs/heads/develop')
  expect(first.transactions().map((changes) => changes.length)).toEqual([1, 2])
  expect(first.instants().at(-1)).toEqual(refsOf(folder))
})

/** Cuts the first push. */
const cutting = (cut: 'before' | 'arriving' | 'after' | 'answering') => {
  let cuts = 1
  return ({ kind }: { kind: string }) => (kind === 'push' && cuts-- > 0 ? { cut } : undefined)
}

test.each([
  ['before', /^error: RPC failed; curl 52 Empty reply from server$/m, 0],
  ['arriving', /^error: RPC failed; curl 52 Empty reply from server$/m, 0],
  ['after', /^error: RPC failed; curl 52 Empty reply from server$/m, 1],
  ['answering', /^error: RPC failed; curl 18 transfer closed/m, 1],
] as const)('cut %s, on connections of their own', async (cut, message, taken) => {
  const { log, push } = await remote({ handle: cutting(cut), keepAlive: false })
  const { code, stdout, stderr } = await push(...ATOMIC)
  expect([code, stdout.trim().split('\n').at(-1)]).toEqual([1, 'Done'])
  expect(stderr).toMatch(message)
  expect(stdout).not.toMatch(/^[ *!=-]\t/m)
  expect(log.transactions()).toHaveLength(taken)
})

test('cut after, on a connection that was used: curl sends it again, and our own refs are in the way', async () => {
  const { log, push, server } = await remote({ handle: cutting('after') })
  const { code, stdout, stderr } = await push(...ATOMIC)
  expect(code).toBe(1)
  expect(server.requests.map(({ kind }) => kind)).toEqual(['push-listing', 'push', 'push'])
  expect(stderr).toMatch(
    /remote: error: cannot lock ref 'refs\/(heads|tags)\/\w+': (is at \w+ but expected \w+|reference already exists)/,
  )
  expect(stdout.match(/\[remote rejected\] \(atomic transaction failed\)/g)).toHaveLength(3)
  expect(log.transactions()).toHaveLength(1)
})

test('cut before, on a connection that was used: curl sends it again, and it works', async () => {
  const { log, push } = await remote({ handle: cutting('before') })
  expect((await push(...ATOMIC)).code).toBe(0)
  expect(log.transactions()).toHaveLength(1)
})

test('the listing is cut', async () => {
  const { push } = await remote({ handle: () => ({ cut: 'before' }) })
  const { code, stderr } = await push(...ATOMIC)
  expect(code).toBe(128)
  expect(stderr).toMatch(/^fatal: unable to access '.*': Empty reply from server$/m)
})

test.each([
  [
    'push-listing',
    128,
    /^remote: Permission to o\/r\.git denied to bot\.\nfatal: unable to access '.*': The requested URL returned error: 403$/m,
  ],
  ['push', 1, /^error: RPC failed; HTTP 403 curl 22 The requested URL returned error: 403$/m],
])('403 on the %s', async (which, expected, message) => {
  const refuse = { status: 403, text: 'Permission to o/r.git denied to bot.\n' }
  const { push } = await remote({ handle: ({ kind }) => (kind === which ? { refuse } : undefined) })
  const { code, stdout, stderr } = await push(...ATOMIC)
  expect(code).toBe(expected)
  expect(stderr).toMatch(message)
  expect(stdout).not.toMatch(/^[ *!=-]\t/m)
})

test('two headers with credentials', async () => {
  const { server } = await remote()
  const { code, stderr } = await pushTo(server.url('r1'), ATOMIC, [`http.extraheader=${HEADER}`])
  expect(code).toBe(128)
  expect(stderr).toMatch(/^remote: Duplicate header: "Authorization"\n.*error: 400$/m)
})

test('a server without atomic pushes', async () => {
  const { folder, push } = await remote()
  git(folder, 'config', 'receive.advertiseAtomic', 'false')
  const { code, stdout, stderr } = await push(...ATOMIC)
  // Over a local path it exits with 128.
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toContain('fatal: the receiving end does not support --atomic push')
})
