import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import { type GitServer, HEADER, PASSWORD, serveGit } from '../../../fakes/git/git-server.ts'
import { checkout, fingerprint, gitInBackground } from '../../support/git/checkouts.ts'
import { importStreams, PERSON, START } from '../../support/git/histories.ts'
import { computeVersion, type RunOptions } from '../../support/version-action.ts'

let root = ''
let temp = ''
let model = ''
let server: GitServer
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'towpath-shallow-'))
  temp = mkdtempSync(join(tmpdir(), 'towpath-temp-'))
  server = await serveGit(root)
  model = makeTrunk('model')
  trunk('shop')
})
afterAll(async () => {
  await server.close()
  rmSync(root, { recursive: true, force: true })
  rmSync(temp, { recursive: true, force: true })
})

/** Copies the model: 40 commits on main, with `v1.2.0` 20 and `v1.3.0rc1` 10 commits before the last, and the branch of an older line, 1.1. */
function trunk(name: string): string {
  const folder = join(root, name)
  cpSync(model, folder, { recursive: true, preserveTimestamps: true })
  return folder
}

function makeTrunk(name: string, ...init: readonly string[]): string {
  const folder = join(root, name)
  const tagger = `tagger ${PERSON} ${START} +0100\ndata 1\nx\n`
  const commit = (mark: number, branch: string, message: string): string =>
    `commit refs/heads/${branch}\nmark :${mark}\ncommitter ${PERSON} ${START + mark} +0100\ndata ${message.length}\n${message}\n`
  const commits = Array.from({ length: 40 }, (_, at) => {
    const index = at + 1
    // Similar in every commit, so that packs contain deltas.
    const lines = Array.from({ length: 200 }, (__, line) => (line === index ? `${index}` : 'x'))
    const text = lines.join('\n')
    const message = index === 35 ? 'feat(basket): a discount' : `docs: ${index}`
    return `${commit(index, 'main', message)}M 100644 inline lines\ndata ${text.length}\n${text}\n`
  })
  const stream = [
    ...commits,
    `tag v1.1.0\nfrom :5\n${tagger}`,
    `tag v1.2.0\nfrom :20\n${tagger}`,
    'reset refs/tags/v1.3.0rc1\nfrom :30\n\n',
    `${commit(41, 'old', 'fix: the old line')}from :5\n\n`,
  ].join('')
  const after = [['reset', '--quiet', '--hard']]
  importStreams([{ folder, stream, head: 'refs/heads/main', after }], ...init)
  return folder
}

const clone = (name: string, ref: string, depth?: readonly string[]): Promise<string> =>
  checkout(server, root, name, ref, depth)

/** Computes a version. Checks that the clone is unchanged, no credentials are logged, and no temporary files are left. */
async function compute(
  folder: string,
  inputs: Record<string, string> = {},
  options: RunOptions = {},
) {
  const before = fingerprint(folder)
  const computed = await computeVersion(folder, inputs, { temp, ...options })
  expect(fingerprint(folder)).toBe(before)
  expect(readdirSync(temp)).toEqual([])
  const secrets = [PASSWORD, HEADER.split(' ').at(-1) ?? '']
  const shown = computed.logged.filter((line) => !line.startsWith('mask'))
  for (const secret of secrets)
    expect(JSON.stringify([shown, computed.error])).not.toContain(secret)
  return computed
}

describe('a clone of depth 1', () => {
  test('gives the version of a complete clone, with few bytes fetched', async () => {
    const folder = await clone('shop', 'main')
    const { outputs, logged } = await compute(folder)
    expect(outputs).toMatchObject({ tag: 'v1.3.0rc1', distance: '10', strategy: 'deepened' })
    expect(Number(outputs['fetched'])).toBeGreaterThan(500)
    expect(logged[0]).toBe(`mask: ${JSON.stringify([HEADER.split(' ').at(-1)])}`)
  })

  test('of a tag needs no history, and finds what the tag moves among all tags', async () => {
    const folder = await clone('shop', 'v1.1.0')
    const { outputs } = await compute(folder)
    const tag = { version: '1.1.0', strategy: 'exact', fetched: '0', exact: 'true' }
    expect(outputs).toMatchObject({ ...tag, moves: '1.1' })
  })

  test.each([
    ['main', 'minor', 'stable', '1.3.0'],
    ['main', 'conventional', 'beta', '1.3.0b1'],
    ['main', 'patch', 'rc', '1.3.0rc2'],
    ['old', 'conventional', 'stable', '1.1.1'],
    ['old', 'patch', 'stable', '1.1.1'],
  ])('of %s: the next %s version in channel %s is %s', async (ref, next, channel, expected) => {
    const folder = await clone('shop', ref).catch(() => join(root, `shop-clone-${ref}`))
    const { outputs } = await compute(folder, { next, channel })
    expect(outputs).toMatchObject({ next: expected })
  })

  test('notices changed files', async () => {
    const complete = trunk('dirty')
    writeFileSync(join(complete, 'file'), 'x')
    git(complete, 'add', '.')
    git(complete, 'commit', '--quiet', '--message=x')
    const folder = await clone('dirty', 'main')
    writeFileSync(join(folder, 'file'), 'changed')
    const { outputs } = await compute(folder)
    expect(outputs).toMatchObject({ distance: '11', dirty: 'true' })
  })

  test.each([
    ['ignores', 'uploadpack.allowFilter'],
    ['refuses', 'uploadpackfilter.allow'],
  ])('from a server that %s filters', async (kind, setting) => {
    const name = `${kind}-filters`
    const complete = trunk(name)
    git(complete, 'config', setting, 'false')
    // A branch from before the tag, so that only the server knows the distance.
    git(complete, 'checkout', '--quiet', '-b', 'side', 'HEAD~25')
    // Almost equal to files from before the tag: the server sends deltas against those, which the clone does not have.
    const former = readFileSync(join(complete, 'lines'), 'utf8')
    for (const index of [1, 2, 3]) {
      writeFileSync(join(complete, `copy-${index}`), `${former}\n${index}`)
      git(complete, 'add', '.')
      git(complete, 'commit', '--quiet', '--message=Side')
    }
    git(complete, 'checkout', '--quiet', 'main')
    git(complete, 'merge', '--quiet', '--no-ff', '--message=Merge', 'side')
    git(complete, 'gc', '--quiet')
    const folder = await clone(name, 'main')
    const { outputs } = await compute(folder)
    const expected = { tag: 'v1.3.0rc1', distance: '14', strategy: 'complete' }
    expect(outputs).toMatchObject(expected)
  })

  test('with SHA-256', async () => {
    makeTrunk('sha256', '--object-format=sha256')
    const folder = await clone('sha256', 'main')
    const { outputs } = await compute(folder)
    expect(outputs).toMatchObject({ tag: 'v1.3.0rc1', distance: '10' })
    expect(outputs['sha']).toHaveLength(64)
  })
})

describe('the credentials', () => {
  test('of checkout v6 are in a separate file, which the configuration includes', async () => {
    const folder = await clone('shop', 'old').catch(() => join(root, 'shop-clone-old'))
    const file = join(root, 'credentials')
    const key = `http.${server.url('')}.extraheader`
    git(folder, 'config', '--unset-all', key)
    expect((await compute(folder)).error).toMatchObject({ reason: 'remote-unreachable' })
    execFileSync('git', ['config', '--file', file, key, HEADER])
    git(folder, 'config', `includeIf.gitdir:${folder}/.git.path`, file)
    expect((await compute(folder)).outputs).toMatchObject({ tag: 'v1.1.0', distance: '1' })
    const tree = join(root, 'tree')
    git(folder, 'worktree', 'add', '--quiet', '--detach', tree)
    git(folder, 'config', `includeIf.gitdir:${folder}/.git/worktrees/tree.path`, file)
    const { outputs } = await computeVersion(tree, {}, { temp })
    expect(outputs).toMatchObject({ distance: '1', strategy: 'complete' })
  })

  test('can be a token, which is never an argument of git', async () => {
    const folder = await clone('shop', 'v1.2.0')
    git(folder, 'config', '--unset-all', `http.${server.url('')}.extraheader`)
    const refused = await compute(folder, { next: 'patch' })
    expect(refused.error).toMatchObject({ reason: 'remote-unreachable' })
    expect(refused.error?.message).toContain('or a "token"')
    const spy = join(root, 'spy')
    mkdirSync(spy)
    const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
    writeFileSync(join(spy, 'git'), `#!/bin/sh\necho "$@" >>${spy}/arguments\nexec ${real} "$@"\n`)
    chmodSync(join(spy, 'git'), 0o755)
    const env = { PATH: `${spy}:${process.env['PATH']}` }
    const inputs = { next: 'patch', token: PASSWORD }
    const { outputs, logged } = await compute(folder, inputs, { env })
    expect(outputs).toMatchObject({ next: '1.2.1' })
    expect(logged[0]).toBe(`mask: ${JSON.stringify([PASSWORD])}`)
    const seen = readFileSync(join(spy, 'arguments'), 'utf8')
    expect(seen).toContain('ls-remote')
    expect(seen).not.toContain(PASSWORD)
    expect(seen).not.toContain(HEADER.split(' ').at(-1))
  })

  test('in the address are masked and not shown', async () => {
    const folder = await clone('shop', 'v1.3.0rc1')
    const address = server.url('none/.git').replace('//', '//user:pa%20ss@')
    git(folder, 'config', 'remote.origin.url', address)
    const { error, logged } = await compute(folder, { next: 'patch' })
    expect(error).toMatchObject({ reason: 'remote-unreachable' })
    expect(error?.message).not.toContain('pa%20ss')
    const credentials = Buffer.from('user:pa ss').toString('base64')
    const masked = logged
      .filter((line) => line.startsWith('mask'))
      .map((line) => JSON.parse(line.slice(6))[0])
    expect([...new Set(masked)]).toEqual([
      'pa%20ss',
      'pa ss',
      HEADER.split(' ').at(-1),
      credentials,
    ])
  })
})

describe('a remote that does not answer, or lacks something:', () => {
  const gone = async (ref: string, depth?: readonly string[]): Promise<string> => {
    const name = `gone-${ref}-${depth?.length ?? 0}`
    trunk(name)
    const folder = await clone(name, ref, depth)
    rmSync(join(root, name), { recursive: true })
    return folder
  }

  test('a deleted repository is an error, and no version is guessed', async () => {
    const { error, outputs } = await compute(await gone('main'))
    expect(error?.reason).toBe('remote-unreachable')
    expect(error?.message).toMatch(/^The remote "http:.*gone-main.*" did not answer as expected: /)
    expect(outputs).toEqual({})
  })

  test('no answer is needed if the clone has a tag of the commit', async () => {
    const folder = await gone('v1.2.0', ['--depth=1'])
    git(folder, 'tag', '--force', 'v1.2.0', 'HEAD')
    const { outputs, logged } = await compute(folder)
    expect(outputs).toMatchObject({ version: '1.2.0', strategy: 'local' })
    expect(logged.join()).toContain('["warning","The remote')
    const next = await compute(folder, { next: 'patch' })
    expect(next.error).toMatchObject({ reason: 'remote-unreachable' })
  })

  test('a clone without a remote is an error', async () => {
    const folder = await clone('shop', 'main').catch(() => join(root, 'shop-clone-main'))
    const other = join(root, 'no-remote')
    execFileSync('cp', ['-a', folder, other])
    git(other, 'remote', 'remove', 'origin')
    expect((await compute(other)).error).toMatchObject({ reason: 'no-remote' })
  })

  test('a commit that only the clone has is an error', async () => {
    const folder = await clone('shop', 'main').catch(() => join(root, 'shop-clone-main'))
    const other = join(root, 'own-commit')
    execFileSync('cp', ['-a', folder, other])
    git(other, 'commit', '--quiet', '--allow-empty', '--message=here alone')
    const { error } = await compute(other)
    expect(error?.message).toContain('is not on the remote')
  })
})

describe('history: local', () => {
  const local = { history: 'local' }

  test.each([
    [12, 'v1.3.0rc1', '10'],
    [25, 'v1.3.0rc1', '10'],
  ])('a clone of depth %i proves its nearest tag', async (depth, tag, distance) => {
    const name = `kept-${depth}`
    trunk(name)
    const folder = await clone(name, 'main', [`--depth=${depth}`])
    await gitInBackground('-C', folder, 'fetch', '--quiet', '--tags', `--depth=${depth}`)
    const { outputs } = await compute(folder, local)
    expect(outputs).toMatchObject({ tag, distance, strategy: 'local', fetched: '0' })
    const exact = await compute(folder, { ...local, versioneer: 'exact' })
    expect(exact.outputs).toMatchObject({ tag, distance })
  })

  test('a history that proves nothing is an error', async () => {
    const folder = await clone('shop', 'main').catch(() => join(root, 'shop-clone-main'))
    const { error } = await compute(folder, local)
    expect(error).toMatchObject({ reason: 'not-proved' })
    expect(error?.message).toContain('history: fetch')
  })

  test('a merge with one incomplete side, which would be miscounted, is an error', async () => {
    const complete = trunk('merge')
    // A branch from before the tag, longer than the depth, merged after it.
    git(complete, 'checkout', '--quiet', '-b', 'long', 'v1.2.0')
    for (let index = 0; index < 20; index += 1) {
      git(complete, 'commit', '--quiet', '--allow-empty', `--message=long ${index}`)
    }
    git(complete, 'checkout', '--quiet', 'main')
    git(complete, 'merge', '--quiet', '--no-ff', '--message=Merge', 'long')
    const folder = await clone('merge', 'main', ['--depth=14'])
    await gitInBackground(
      '-C',
      folder,
      'fetch',
      '--quiet',
      'origin',
      'tag',
      'v1.3.0rc1',
      '--depth=14',
    )
    const wrong = git(folder, 'describe', '--tags', '--long').split('-')[1]
    const right = git(complete, 'rev-list', '--count', 'v1.3.0rc1..HEAD')
    expect(wrong).not.toBe(right)
    expect((await compute(folder, local)).error).toMatchObject({ reason: 'not-proved' })
    expect((await compute(folder)).outputs).toMatchObject({ distance: right })
  })
})

test('a complete clone gets all tags from its remote for the next version', async () => {
  trunk('full')
  const folder = await clone('full', 'main', ['--no-tags'])
  expect((await compute(folder)).outputs).toMatchObject({ tag: '', strategy: 'local' })
  expect((await compute(folder, { next: 'minor' })).outputs).toMatchObject({ next: '1.3.0' })
  const unasked = await compute(folder, { next: 'minor', history: 'local' })
  expect(unasked.outputs).toMatchObject({ next: '0.1.0' })
})

test('no temporary file is left', () => {
  const files = globSync('**/*', { cwd: temp }).filter((path) =>
    statSync(join(temp, path)).isFile(),
  )
  expect(files).toEqual([])
})
