// What changed since a commit, from clones of depth 1 of a server that wants a login.

import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Changes } from '../../../actions/find-images/src/checkout/checkout.ts'
import { gitCheckout } from '../../../actions/find-images/src/checkout/git-checkout.ts'
import { git, gitInBulk } from '../../../fakes/git/git.ts'
import { type GitServer, PASSWORD, serveGit } from '../../../fakes/git/git-server.ts'
import { checkout, fingerprint, gitInBackground } from '../../support/git/checkouts.ts'

let root = ''
let temp = ''
let server: GitServer
let name = ''
let count = 0
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'towpath-changed-'))
  temp = mkdtempSync(join(tmpdir(), 'towpath-temp-'))
  server = await serveGit(root)
})
afterAll(async () => {
  await server.close()
  for (const folder of [root, temp]) rmSync(folder, { recursive: true, force: true })
})

/** The repository of a test, on the server: three files on main. */
const at = (...path: string[]): string => join(root, name, ...path)
beforeAll(() => {
  name = 'template'
  bulk([root, 'init', '--quiet', '--template=', '--initial-branch=main', name])
  git(at(), 'config', 'uploadpack.allowFilter', 'true')
  for (const path of ['api', 'web']) mkdirSync(at(path))
  for (const path of ['api/Dockerfile', 'api/app', 'web/Dockerfile']) writeFileSync(at(path), path)
  commit()
})
beforeEach(() => {
  count += 1
  name = `shop-${count}`
  cpSync(join(root, 'template'), at(), { recursive: true })
})

/** Runs git commands, each with its folder. Returns what the last one wrote. */
function bulk(
  ...calls: readonly (readonly [folder: string, ...args: readonly string[]])[]
): string {
  const results = gitInBulk(calls.map(([folder, ...args]) => ({ folder, args })))
  if (results.includes(undefined)) throw new Error('git failed')
  return results.at(-1) ?? ''
}

/** Commits everything. Returns the commit. */
function commit(...options: string[]): string {
  return bulk(
    [at(), 'add', '--all'],
    [at(), 'commit', '--quiet', '--message=x', '--allow-empty', ...options],
    [at(), 'rev-parse', 'HEAD'],
  )
}

const clone = (ref = 'main', depth?: readonly string[]): Promise<string> =>
  checkout(server, root, name, ref, depth)

/** Asks in a clone. Checks that the clone is unchanged, and that no temporary files are left. */
async function changesIn(folder: string, ref: string, token = ''): Promise<Changes> {
  const before = fingerprint(folder)
  const env = { PATH: process.env['PATH'] ?? '', GIT_CONFIG_GLOBAL: '/dev/null' }
  try {
    return await gitCheckout(folder, { env, temp, token, mask: () => {} }).changedSince(ref)
  } finally {
    expect(fingerprint(folder)).toBe(before)
    expect(readdirSync(temp)).toEqual([])
  }
}

const changesSince = async (ref: string): Promise<Changes> => changesIn(await clone(), ref)
const changed = (commit: string, paths: Readonly<Record<string, string>>): Changes => ({
  kind: 'changed',
  commit,
  paths: new Map(Object.entries(paths)) as Extract<Changes, { kind: 'changed' }>['paths'],
})
const UNKNOWN: Changes = { kind: 'unknown-commit' }

describe('from depth 1', () => {
  test('content, mode, link, added, removed and renamed files', async () => {
    const before = commit()
    writeFileSync(at('api/app'), 'new')
    chmodSync(at('api/Dockerfile'), 0o755)
    renameSync(at('web/Dockerfile'), at('web/Dockerfile.web'))
    commit()
    rmSync(at('api/app'))
    symlinkSync('Dockerfile', at('api/app'))
    commit()
    expect(await changesSince(before)).toEqual(
      changed(before, {
        'api/Dockerfile': 'changed',
        'api/app': 'changed',
        'web/Dockerfile': 'removed',
        'web/Dockerfile.web': 'added',
      }),
    )
  })

  test('a submodule that moved to another commit, from a clone without it', async () => {
    const pin = (id: string): string => {
      git(at(), 'update-index', '--add', '--cacheinfo', `160000,${id},library`)
      git(at(), 'commit', '--quiet', '--message=x')
      return git(at(), 'rev-parse', 'HEAD')
    }
    const before = pin('1'.repeat(40))
    pin('2'.repeat(40))
    expect(await changesSince(before)).toEqual(changed(before, { library: 'submodule' }))
  })

  test('a force push: the former commit is on no branch any more', async () => {
    const shared = git(at(), 'rev-parse', 'HEAD')
    writeFileSync(at('web/Dockerfile'), 'mistake')
    const before = commit()
    git(at(), 'reset', '--quiet', '--hard', shared)
    writeFileSync(at('api/app'), 'right')
    commit()
    const both = { 'api/app': 'changed', 'web/Dockerfile': 'changed' }
    expect(await changesSince(before)).toEqual(changed(before, both))
  })

  test('a force push back to an earlier commit', async () => {
    writeFileSync(at('web/Dockerfile'), 'mistake')
    const before = commit()
    git(at(), 'reset', '--quiet', '--hard', 'HEAD~1')
    const back = changed(before, { 'web/Dockerfile': 'changed' })
    expect(await changesSince(before)).toEqual(back)
  })

  test('a revert: nothing differs from before the commit that it reverts', async () => {
    const before = git(at(), 'rev-parse', 'HEAD')
    writeFileSync(at('api/app'), 'mistake')
    const mistake = commit()
    git(at(), 'revert', '--no-edit', 'HEAD')
    const folder = await clone()
    expect(await changesIn(folder, before)).toEqual(changed(before, {}))
    expect(await changesIn(folder, mistake)).toEqual(changed(mistake, { 'api/app': 'changed' }))
  })

  test('a branch or a tag of the remote; a tag comes first', async () => {
    const before = git(at(), 'rev-parse', 'HEAD')
    git(at(), 'branch', 'release/1')
    git(at(), 'tag', '--annotate', '--message=x', 'v1')
    writeFileSync(at('api/app'), 'new')
    commit()
    git(at(), 'branch', 'v1')
    const folder = await clone()
    const expected = changed(before, { 'api/app': 'changed' })
    for (const ref of ['release/1', 'v1', 'refs/tags/v1', 'refs/heads/release/1'])
      expect(await changesIn(folder, ref)).toEqual(expected)
    const tagObject = git(at(), 'rev-parse', 'refs/tags/v1')
    expect(await changesIn(folder, tagObject)).toEqual(expected)
    expect(await changesIn(folder, before.toUpperCase())).toEqual(expected)
  })

  test('the commit itself, and what git resolves here, without a request', async () => {
    const folder = await clone('main', ['--depth=2'])
    const before = server.requests.length
    const head = git(at(), 'rev-parse', 'HEAD')
    for (const ref of [head, 'HEAD', 'main', head.slice(0, 8)])
      expect(await changesIn(folder, ref)).toEqual(changed(head, {}))
    expect(server.requests.length).toBe(before)
  })

  test('uncommitted changes do not count', async () => {
    const folder = await clone()
    writeFileSync(join(folder, 'api/app'), 'dirty')
    writeFileSync(join(folder, 'new'), '')
    git(folder, 'add', 'new')
    expect(await changesIn(folder, 'HEAD')).toMatchObject({ paths: new Map() })
  })

  test('a commit that was made after the checkout counts, though the remote lacks it', async () => {
    const before = git(at(), 'rev-parse', 'HEAD')
    commit()
    const folder = await clone()
    writeFileSync(join(folder, 'api/app'), 'stamped')
    git(folder, 'commit', '--quiet', '--all', '--message=x')
    expect(await changesIn(folder, before)).toEqual(changed(before, { 'api/app': 'changed' }))
  })

  test('1,000 files of 10 kB: at most 100 kB are received', async () => {
    mkdirSync(at('data'))
    for (let index = 0; index < 1000; index += 1)
      writeFileSync(at('data', `${index}.bin`), randomBytes(10_000))
    const before = commit()
    writeFileSync(at('data/7.bin'), 'new')
    commit()
    const folder = await clone()
    const sent = server.sent()
    expect(await changesIn(folder, before)).toEqual(changed(before, { 'data/7.bin': 'changed' }))
    expect(server.sent() - sent).toBeLessThan(100_000)
  })
})

describe('a commit that is nowhere', () => {
  // All ask in the same clone: asking leaves it as it is.
  let folder = ''
  beforeAll(async () => {
    folder = await checkout(server, root, 'template', 'main')
  })
  const hostile = '--upload-pack=touch pwned'
  test.each(['1'.repeat(40), '2'.repeat(64), 'no-such-branch', 'abcdef0', 'HEAD~1', hostile, ''])(
    '%j is unknown',
    async (ref) => {
      expect(await changesIn(folder, ref)).toEqual(UNKNOWN)
    },
  )

  test.each([
    '$(touch pwned)',
    ':refs/heads/main',
    '+refs/heads/main:refs/heads/x',
    '*',
    'refs/heads/*',
    'a\0b',
    'a\nb',
    '../../etc/passwd',
    '-',
    '@{-1}',
  ])('hostile text is not asked for: %j', async (ref) => {
    const before = server.requests.length
    expect(await changesIn(folder, ref)).toEqual(UNKNOWN)
    expect(server.requests.length).toBe(before)
    expect(existsSync(join(folder, 'pwned'))).toBe(false)
  })

  test('a file is not a commit', async () => {
    const id = git(at(), 'rev-parse', 'HEAD:api/app')
    expect(await changesIn(folder, id)).toEqual(UNKNOWN)
  })

  test('a clone without a remote has only its own commits', async () => {
    expect(await changesIn(at(), '1'.repeat(40))).toEqual(UNKNOWN)
  })
})

describe('the login', () => {
  const withoutLogin = async (): Promise<string> => {
    const folder = await clone()
    git(folder, 'config', '--unset-all', `http.${server.url('')}.extraheader`)
    return folder
  }

  test('is the token if the checkout has none', async () => {
    const before = git(at(), 'rev-parse', 'HEAD')
    commit()
    const folder = await withoutLogin()
    const refused = { reason: 'remote-unreachable', message: expect.stringContaining('"token"') }
    await expect(changesIn(folder, before)).rejects.toMatchObject(refused)
    expect(await changesIn(folder, before, PASSWORD)).toEqual(changed(before, {}))
  })

  test('is that of the checkout if it has one, whatever the token is', async () => {
    const before = git(at(), 'rev-parse', 'HEAD')
    commit()
    expect(await changesIn(await clone(), before, 'wrong')).toEqual(changed(before, {}))
  })

  test('a remote that does not answer is an error', async () => {
    const folder = await clone()
    const closed = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => closed.once('listening', resolve))
    const { port } = closed.address() as { port: number }
    await new Promise((resolve) => closed.close(resolve))
    git(folder, 'remote', 'set-url', 'origin', `http://127.0.0.1:${port}/shop`)
    const asked = changesIn(folder, '1'.repeat(40), PASSWORD)
    await expect(asked).rejects.toMatchObject({ reason: 'remote-unreachable' })
  })
})

describe('unusual clones', () => {
  test.each([
    ['blob:none', ['--filter=blob:none', '--depth=1']],
    ['tree:0', ['--filter=tree:0', '--no-checkout']],
  ])('a partial clone with %s stays partial', async (_, depth) => {
    const before = git(at(), 'rev-parse', 'HEAD')
    writeFileSync(at('api/app'), 'new')
    commit()
    const expected = changed(before, { 'api/app': 'changed' })
    expect(await changesIn(await clone('main', depth), before)).toEqual(expected)
  })

  test('a sparse checkout has all paths', async () => {
    const before = git(at(), 'rev-parse', 'HEAD')
    writeFileSync(at('web/Dockerfile'), 'new')
    commit()
    const folder = await clone()
    git(folder, 'sparse-checkout', 'set', 'api')
    expect(existsSync(join(folder, 'web'))).toBe(false)
    const expected = changed(before, { 'web/Dockerfile': 'changed' })
    expect(await changesIn(folder, before)).toEqual(expected)
  })

  test('a worktree has its own HEAD', async () => {
    const before = git(at(), 'rev-parse', 'HEAD')
    writeFileSync(at('api/app'), 'new')
    commit()
    const folder = await clone('main', [])
    const tree = join(root, `${name}-tree`)
    git(folder, 'worktree', 'add', '--quiet', '--detach', tree, before)
    const env = { PATH: process.env['PATH'] ?? '', GIT_CONFIG_GLOBAL: '/dev/null' }
    const options = { env, temp, token: '', mask: () => {} }
    const since = await gitCheckout(tree, options).changedSince('main')
    expect(since).toMatchObject({ paths: new Map([['api/app', 'changed']]) })
  })

  test.each(['ignores', 'refuses'])('a server that %s filters sends more', async (kind) => {
    const setting = kind === 'ignores' ? 'uploadpack.allowFilter' : 'uploadpackfilter.allow'
    git(at(), 'config', setting, 'false')
    const before = git(at(), 'rev-parse', 'HEAD')
    writeFileSync(at('api/app'), 'new')
    commit()
    expect(await changesSince(before)).toEqual(changed(before, { 'api/app': 'changed' }))
  })

  test('SHA-256', async () => {
    name = `${name}-sha256`
    git(root, 'init', '--quiet', '--object-format=sha256', '--initial-branch=main', name)
    git(at(), 'config', 'uploadpack.allowFilter', 'true')
    writeFileSync(at('app'), '')
    const before = commit()
    writeFileSync(at('app'), 'new')
    commit()
    expect(await changesSince(before)).toEqual(changed(before, { app: 'changed' }))
  })

  test('paths that are not UTF-8 are compared byte by byte', async () => {
    const write = (byte: number, text: string): void =>
      writeFileSync(Buffer.concat([Buffer.from(at('api/')), Buffer.from([byte])]), text)
    write(0xe8, 'one')
    write(0xe9, 'two')
    const before = commit()
    write(0xe9, 'new')
    commit()
    expect(await changesSince(before)).toEqual(changed(before, { 'api/\uFFFD': 'changed' }))
  })

  test('replaced commits are compared as they are', async () => {
    const before = git(at(), 'rev-parse', 'HEAD')
    writeFileSync(at('api/app'), 'new')
    commit()
    const folder = await clone('main', [])
    git(folder, 'replace', before, 'HEAD')
    expect(await changesIn(folder, before)).toEqual(changed(before, { 'api/app': 'changed' }))
  })

  test('a repository without a commit is not a checkout', async () => {
    const folder = join(root, `${name}-empty`)
    await gitInBackground('init', '--quiet', folder)
    const asked = changesIn(folder, '1'.repeat(40))
    await expect(asked).rejects.toMatchObject({ reason: 'no-checkout' })
    expect(readFileSync(join(folder, '.git/HEAD'), 'utf8')).toContain('refs/heads/')
  })
})
