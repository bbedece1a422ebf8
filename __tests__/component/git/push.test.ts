import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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
import { refsOf } from '../../../fakes/git/ref-log.ts'
import { refuseRefs } from '../../../fakes/git/refused-refs.ts'
import { pushRefusal } from '../../../kit/git/push-refusal.ts'
import type { PushResult, RefUpdate } from '../../../kit/git/push-result.ts'
import { type Remote, remoteAt } from '../../../kit/git/remote.ts'

let root = ''
let one = ''
const servers: GitServer[] = []
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'towpath-push-'))
  git(root, 'init', '--quiet', '--initial-branch=develop', 'source')
  const source = join(root, 'source')
  writeFileSync(join(source, 'VERSION'), '1.0\n')
  git(source, 'add', '.')
  git(source, 'commit', '--quiet', '--message=One')
  one = git(source, 'rev-parse', 'HEAD')
  git(root, 'init', '--quiet', '--bare', '--template=', 'model')
  for (const key of ['http.receivepack', 'uploadpack.allowFilter'])
    git(join(root, 'model'), 'config', key, 'true')
  git(source, 'push', '--quiet', '../model', 'develop', 'develop:master')
})
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()))
  rmSync(root, { recursive: true, force: true })
})

const env = { PATH: process.env['PATH'] ?? '' }
const PERSON = { name: 'Shop', mail: 'shop@example.org' }
const DEVELOP = 'refs/heads/develop'
const MASTER = 'refs/heads/master'
const TAG = 'refs/tags/1'

let count = 0
/** Makes a repository and its server; `change` prepares the repository. */
async function remote(
  change: (folder: string) => void = () => {},
  handle: (folder: string) => GitServerOptions['handle'] = () => undefined,
  keepAlive = false,
) {
  count += 1
  const folder = join(root, `r${count}`)
  cpSync(join(root, 'model'), folder, { recursive: true })
  change(folder)
  const handler = handle(folder)
  const server = await serveGit(root, { keepAlive, ...(handler ? { handle: handler } : {}) })
  servers.push(server)
  const at = (url: string): Remote =>
    remoteAt(url, mkdtempSync(join(root, 'temp-')), env, [['http.extraheader', HEADER]])
  return { folder, http: at(server.url(`r${count}`)), file: at(`file://${folder}`) }
}

/** Makes a commit on the first one, and pushes what `updates` makes of it. */
async function pushed(
  from: Remote,
  updates: (two: string) => RefUpdate[],
): Promise<{ readonly two: string; readonly result: PushResult }> {
  const work = await from.work()
  await work.fetchTrees([one])
  const tree = await work.treeOf(one)
  const two = await work.commit({ tree, parents: [one], message: 'Two', author: PERSON, time: 1e9 })
  return { two, result: await work.push(updates(two)) }
}

const BOTH = (two: string): RefUpdate[] => [
  { ref: DEVELOP, from: one, to: two },
  { ref: MASTER, from: one, to: two },
  { ref: TAG, from: '', to: two },
]
const START = (two: string): RefUpdate[] => [{ ref: 'refs/heads/release/2', from: '', to: two }]

const hook = (name: string, script: string) => (folder: string) => {
  const path = join(folder, 'hooks', name)
  mkdirSync(join(folder, 'hooks'), { recursive: true })
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
}
const ref = (name: string, to: () => string) => (folder: string) =>
  void git(folder, 'update-ref', name, to())

test('a push changes, creates and deletes refs', async () => {
  const { folder, http } = await remote(ref('refs/heads/release/1', () => one))
  const { two, result } = await pushed(http, (to) => [
    ...BOTH(to),
    { ref: 'refs/heads/release/1', from: one, to: '' },
  ])
  expect(result).toEqual({ kind: 'done' })
  expect(Object.fromEntries(refsOf(folder))).toEqual({ [DEVELOP]: two, [MASTER]: two, [TAG]: two })
})

/** What becomes of a push over both transports; no ref may change. */
const REFUSED: readonly (readonly [
  string,
  (folder: string) => void,
  (two: string) => RefUpdate[],
  object,
])[] = [
  [
    'a branch that has moved',
    (folder) =>
      git(folder, 'update-ref', MASTER, git(folder, 'commit-tree', '-m', 'x', `${one}^{tree}`)),
    BOTH,
    { kind: 'moved' },
  ],
  ['a branch that exists', ref('refs/heads/release/2', () => one), START, { kind: 'moved' }],
  ['a tag that exists', ref(TAG, () => one), BOTH, { kind: 'moved' }],
  [
    'a branch that is gone',
    () => {},
    (two) => [...BOTH(two), { ref: 'refs/heads/release/1', from: one, to: '' }],
    { kind: 'moved' },
  ],
  [
    'a branch whose name another one bars',
    ref('refs/heads/release', () => one),
    START,
    { kind: 'ref-conflict', ref: 'refs/heads/release/2', existing: 'refs/heads/release' },
  ],
  [
    'a branch that bars another one',
    ref('refs/heads/release/2/3', () => one),
    START,
    { kind: 'ref-conflict', ref: 'refs/heads/release/2', existing: 'refs/heads/release/2/3' },
  ],
  [
    'a hook for all refs',
    hook('pre-receive', 'echo "error: no releases on Fridays" >&2; exit 1'),
    BOTH,
    {
      kind: 'refused',
      refs: [DEVELOP, MASTER, TAG].map((name) => ({
        ref: name,
        summary: '[remote rejected] (pre-receive hook declined)',
      })),
      remote: ['error: no releases on Fridays'],
    },
  ],
  [
    'a hook that speaks like git',
    hook(
      'pre-receive',
      `echo "error: cannot lock ref 'refs/heads/a': 'refs/heads/b' exists; cannot create 'refs/heads/a'" >&2
       echo "fatal: the receiving end does not support --atomic push" >&2; exit 1`,
    ),
    BOTH,
    { kind: 'refused' },
  ],
  [
    'a hook for one ref',
    hook(
      'update',
      `[ "$1" = ${MASTER} ] || exit 0; printf 'not \\033[31mthis\\033[0m one\\n' >&2; exit 1`,
    ),
    BOTH,
    {
      kind: 'refused',
      refs: [{ ref: MASTER, summary: '[remote rejected] (hook declined)' }],
      remote: ['not this one', `error: hook declined to update ${MASTER}`],
    },
  ],
  [
    'deletions that are forbidden',
    (folder) => git(folder, 'config', 'receive.denyDeletes', 'true'),
    (two) => [...BOTH(two).slice(0, 1), { ref: MASTER, from: one, to: '' }],
    {
      kind: 'refused',
      refs: [{ ref: MASTER, summary: '[remote rejected] (deletion prohibited)' }],
    },
  ],
  [
    'a server without atomic pushes',
    (folder) => git(folder, 'config', 'receive.advertiseAtomic', 'false'),
    BOTH,
    { kind: 'no-atomic' },
  ],
]

test.each(REFUSED)('nothing is pushed: %s', async (_, change, updates, expected) => {
  const { folder, http, file } = await remote(change)
  const before = refsOf(folder)
  for (const from of [file, http]) {
    const { result } = await pushed(from, updates)
    expect(result).toMatchObject(expected)
    expect(refsOf(folder)).toEqual(before)
  }
})

test('what is there already is no change', async () => {
  const { http } = await remote(ref('refs/heads/release/2', () => one))
  const { result } = await pushed(http, () => START(one))
  expect(result).toEqual({ kind: 'done' })
})

test('another push between the listing and the update is a race', async () => {
  let race = (): void => {}
  const { folder, http } = await remote(undefined, () => ({ kind }) => {
    if (kind === 'push') race()
    return undefined
  })
  const other = git(folder, 'commit-tree', '-m', 'other', `${one}^{tree}`)
  race = () => git(folder, 'update-ref', 'refs/heads/release/2', other)
  expect((await pushed(http, START)).result).toEqual({ kind: 'moved' })
  race = () => git(folder, 'update-ref', DEVELOP, other)
  const { result } = await pushed(http, BOTH)
  expect(result).toEqual({ kind: 'moved' })
  expect(refsOf(folder).get(MASTER)).toBe(one)
  race = () => writeFileSync(join(folder, `${MASTER}.lock`), '')
  expect((await pushed(http, (to) => BOTH(to).slice(1))).result).toEqual({ kind: 'moved' })
})

const FORBIDDEN = { status: 403, text: 'Permission to o/r.git denied to bot.\n' }

test.each([
  ['listing', 'push-listing', ['Permission to o/r.git denied to bot.']],
  ['push', 'push', []],
] as const)('a login that may not push is refused at the %s', async (_, kind, words) => {
  const { folder, http } = await remote(
    undefined,
    () => (request) => (request.kind === kind ? { refuse: FORBIDDEN } : undefined),
  )
  const { result } = await pushed(http, BOTH)
  expect(result).toEqual({ kind: 'not-authorized', remote: words })
  if (result.kind === 'not-authorized') expect(pushRefusal(result).reason).toBe('not-authorized')
  expect(refsOf(folder).get(DEVELOP)).toBe(one)
})

test.each([
  ['before', false],
  ['arriving', false],
  ['after', true],
  ['answering', true],
] as const)('of a push that is cut %s the server had it, nothing is known', async (cut, isDone) => {
  const { folder, http } = await remote(
    undefined,
    () =>
      ({ kind }) =>
        kind === 'push' ? { cut } : undefined,
  )
  const { two, result } = await pushed(http, BOTH)
  expect(result).toMatchObject({ kind: 'unknown' })
  const expected = isDone ? two : one
  expect([DEVELOP, MASTER].map((name) => refsOf(folder).get(name))).toEqual([expected, expected])
})

test('a push that curl sends again looks like a race', async () => {
  const { folder, http } = await remote(
    undefined,
    () => {
      const cuts: Handling[] = [{ cut: 'after' }]
      return ({ kind }) => (kind === 'push' ? cuts.pop() : undefined)
    },
    true,
  )
  const { two, result } = await pushed(http, BOTH)
  expect(result).toEqual({ kind: 'moved' })
  expect(refsOf(folder).get(MASTER)).toBe(two)
})

const GH013 = (name: string, ...rules: readonly string[]): string =>
  [
    `error: GH013: Repository rule violations found for ${name}.`,
    `Review all repository rules at https://github.com/O/R/rules?ref=${encodeURIComponent(name)}`,
    '',
    ...rules.flatMap((rule) => [`- ${rule}`, '']),
  ].join('\n')
const RULES = 'push declined due to repository rule violations'
const PROTECTED = 'protected branch hook declined'

test.each([
  [
    MASTER,
    PROTECTED,
    `error: GH006: Protected branch update failed for ${MASTER}.\nerror: Changes must be made through a pull request. 3 of 3 required status checks are expected.`,
    'needs-pull-request',
    ['Changes must be made through a pull request.', '3 of 3 required status checks are expected.'],
  ],
  [
    MASTER,
    RULES,
    GH013(
      MASTER,
      'Changes must be made through the merge queue',
      'Commits must have verified signatures.',
    ),
    'needs-merge-queue',
    ['Changes must be made through the merge queue', 'Commits must have verified signatures.'],
  ],
  [
    TAG,
    RULES,
    GH013(TAG, 'Cannot create ref due to creations being restricted.'),
    'tag-protected',
    ['Cannot create ref due to creations being restricted.'],
  ],
])('a rule of GitHub for %s is its reason: %s', async (name, summary, words, reason, rules) => {
  const refuse = { current: (answer: Parameters<NonNullable<Handling['answer']>>[0]) => answer }
  const { folder, http } = await remote(
    (at) => {
      refuse.current = refuseRefs(at, [{ ref: name, words, summary }])
    },
    () =>
      ({ kind }) =>
        kind === 'push' ? { answer: (all) => refuse.current(all) } : undefined,
  )
  const before = refsOf(folder)
  const { result } = await pushed(http, BOTH)
  expect(result).toMatchObject({
    kind: 'refused',
    refs: [{ ref: name, summary: `[remote rejected] (${summary})` }],
  })
  expect(refsOf(folder)).toEqual(before)
  if (result.kind === 'refused')
    expect(pushRefusal(result)).toMatchObject({ reason, ref: name, rules })
})

test('rules that were bypassed are a success', async () => {
  const words = `echo "Bypassed rule violations for ${MASTER}:" >&2; echo "- Changes must be made through a pull request." >&2`
  const { folder, http } = await remote(hook('pre-receive', words))
  const { two, result } = await pushed(http, BOTH)
  expect(result).toEqual({ kind: 'done' })
  expect(refsOf(folder).get(MASTER)).toBe(two)
})
