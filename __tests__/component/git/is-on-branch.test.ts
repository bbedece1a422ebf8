import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import { type GitServer, PASSWORD, serveGit } from '../../../fakes/git/git-server.ts'
import {
  addressOf,
  type CheckoutRemote,
  remoteOfCheckout,
} from '../../../kit/git/checkout-remote.ts'
import { gitIn } from '../../../kit/git/git.ts'
import { isOnBranch } from '../../../kit/git/is-on-branch.ts'
import { checkout, fingerprint } from '../../support/git/checkouts.ts'

let root = ''
let server: GitServer
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'towpath-branches-'))
  server = await serveGit(root)
})
afterAll(async () => {
  await server.close()
  rmSync(root, { recursive: true, force: true })
})

const env = {
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
}

/** Makes a repository: 60 commits on master, of which number 20 started `old` and `merged`, which is merged at the end; `next` continues master. */
function repository(name: string, settings: readonly (readonly [string, string])[] = []): string {
  const folder = join(root, name)
  mkdirSync(folder)
  git(folder, 'init', '--quiet', '--initial-branch=master')
  git(folder, 'config', 'uploadpack.allowFilter', 'true')
  for (const [key, value] of settings) git(folder, 'config', key, value)
  const commit = (message: string): void => {
    // Alike, so that packs contain deltas.
    const lines = Array.from({ length: 80 }, (_, line) => `${line} ${message.length}`)
    writeFileSync(join(folder, `file-${message.split(' ')[0]}`), `${lines.join('\n')}\n${message}`)
    git(folder, 'add', '.')
    git(folder, 'commit', '--quiet', `--message=${message}`)
  }
  for (let index = 1; index <= 20; index += 1) commit(`master ${index}`)
  git(folder, 'tag', 'v1.0.0')
  for (const branch of ['old', 'merged']) {
    git(folder, 'checkout', '--quiet', '-b', branch, 'v1.0.0')
    for (let index = 1; index <= 3; index += 1) commit(`${branch} ${index}`)
    git(folder, 'tag', '--annotate', '--message=x', `on-${branch}`)
    commit(`${branch} last`)
  }
  git(folder, 'checkout', '--quiet', 'master')
  for (let index = 21; index <= 60; index += 1) commit(`master ${index}`)
  git(folder, 'merge', '--quiet', '--no-ff', '--message=Merge', 'merged')
  git(folder, 'tag', 'v2.0.0')
  git(folder, 'checkout', '--quiet', '-b', 'next')
  for (let index = 1; index <= 2; index += 1) commit(`next ${index}`)
  git(folder, 'tag', 'v3.0.0')
  git(folder, 'gc', '--quiet')
  return folder
}

/** Asks the remote of a checkout of depth 1. Checks that the checkout is unchanged and nothing is left. */
async function ask<T>(
  clone: string,
  question: (remote: CheckoutRemote, temp: string) => Promise<T>,
  token = '',
): Promise<T> {
  const temp = mkdtempSync(join(root, 'temp-'))
  const inClone = gitIn(clone, env)
  const before = fingerprint(clone)
  const address = (await addressOf(inClone, clone)) ?? ''
  const remote = await remoteOfCheckout(inClone, address, { env, temp, token, mask: () => {} })
  try {
    return await question(remote, temp)
  } finally {
    remote[Symbol.dispose]()
    expect(globSync('**', { cwd: temp })).toEqual(['.'])
    expect(fingerprint(clone)).toBe(before)
  }
}

const CASES = [
  ['v2.0.0', ['master'], true],
  ['v1.0.0', ['master'], true],
  ['on-merged', ['master'], true],
  ['on-old', ['master'], false],
  ['v3.0.0', ['master'], false],
  ['v3.0.0', ['master', 'old'], false],
  ['v3.0.0', ['master', 'next'], true],
  ['on-old', ['master', 'old', 'next'], true],
  ['v1.0.0', [], false],
] as const

/** Returns whether each tag is on one of its branches, from one checkout. */
async function answers(name: string): Promise<boolean[]> {
  const clone = await checkout(server, root, name, 'v3.0.0')
  return ask(clone, async (remote) => {
    const refs = await remote.refs()
    const found: boolean[] = []
    for (const [tag, branches] of CASES) {
      const tips = branches.map((branch) => refs.get(`refs/heads/${branch}`) ?? '')
      found.push(await isOnBranch(remote, refs.get(`refs/tags/${tag}`) ?? '', tips))
    }
    return found
  })
}

describe('whether a tag is on a branch, from a checkout of depth 1,', () => {
  const expected = CASES.map(([, , is]) => is)

  test('is answered by a server, with commits alone', async () => {
    repository('shop')
    expect(await answers('shop')).toEqual(expected)
    const clone = join(root, 'shop-clone-v3.0.0')
    await ask(clone, async (remote, temp) => {
      const refs = await remote.refs()
      const tip = refs.get('refs/heads/master') ?? ''
      expect(await isOnBranch(remote, refs.get('refs/tags/v3.0.0') ?? '', [tip])).toBe(false)
      const scratch = globSync('*/scratch-*', { cwd: temp }).map((path) => join(temp, path))
      const types = scratch.map((path) =>
        git(path, 'cat-file', '--batch-all-objects', '--batch-check=%(objecttype)'),
      )
      // The tip and the tag's commit.
      expect(types.join('\n').split('\n').filter(Boolean)).toEqual(['commit', 'commit'])
    })
  })

  test.each([
    ['ignores filters', [['uploadpack.allowFilter', 'false']]],
    ['refuses filters', [['uploadpackfilter.allow', 'false']]],
  ] as const)('is answered by a server that %s', async (kind, settings) => {
    const name = kind.split(' ')[0] ?? ''
    repository(name, settings)
    expect(await answers(name)).toEqual(expected)
  })

  test('is an error if the remote lacks the commit', async () => {
    const clone = await checkout(server, root, 'shop', 'v2.0.0')
    await ask(clone, async (remote) => {
      const tips = [...(await remote.refs(['refs/heads/master'])).values()]
      const unknown = isOnBranch(remote, 'f'.repeat(40), tips)
      await expect(unknown).rejects.toMatchObject({ reason: 'remote-unreachable' })
    })
  })
})

describe('the refs of a remote', () => {
  test('are those named, whole, with the commits of annotated tags', async () => {
    const folder = join(root, 'shop')
    git(folder, 'update-ref', 'refs/else/refs/heads/master', 'v1.0.0')
    const clone = await checkout(server, root, 'shop', 'on-old')
    const refs = await ask(clone, (remote) =>
      remote.refs(['refs/heads/master', 'refs/tags/on-old', 'refs/heads/none']),
    )
    expect(Object.fromEntries(refs)).toEqual({
      'refs/heads/master': git(folder, 'rev-parse', 'master'),
      'refs/tags/on-old': git(folder, 'rev-parse', 'on-old^{commit}'),
    })
  })

  test('are asked for once', async () => {
    const clone = await checkout(server, root, 'shop', 'old')
    await ask(clone, async (remote) => {
      const heads = () => remote.refs(['refs/heads/*'])
      expect(await heads()).toBe(await heads())
      expect(await remote.refs(['refs/tags/*'])).not.toBe(await heads())
    })
  })

  test('come with a given token where the checkout has no login; without one that is an error', async () => {
    const clone = await checkout(server, root, 'shop', 'next')
    git(clone, 'config', '--unset-all', `http.${server.url('')}.extraheader`)
    const refs = await ask(clone, (remote) => remote.refs(), PASSWORD)
    expect(refs.has('refs/heads/old')).toBe(true)
    await expect(ask(clone, (remote) => remote.refs())).rejects.toMatchObject({
      reason: 'remote-unreachable',
    })
  })
})
