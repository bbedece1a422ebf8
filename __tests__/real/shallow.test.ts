import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  globSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { exactFacts, repairedFacts } from '../../actions/version/src/local.ts'
import { shallowFacts } from '../../actions/version/src/shallow.ts'
import { remoteOfCheckout } from '../../kit/checkout-remote.ts'
import { gitIn } from '../../kit/git.ts'
import { git } from '../../rehearsal/world/repository.ts'
import { type GitServer, HEADER, PASSWORD, serveGit } from './git-server.ts'
import { histories, makeHistory } from './histories.ts'

const seed = Date.now()

/** Everything below a clone's .git, by its bytes. */
function fingerprint(clone: string): string {
  const hash = createHash('sha256')
  for (const path of globSync('.git/**', { cwd: clone }).sort()) {
    const file = join(clone, path)
    if (statSync(file).isFile()) hash.update(`${path}\0`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

describe('a depth-1 clone over HTTP that asks for a login', () => {
  let root = ''
  let server: GitServer
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'towpath-shallow-'))
    server = await serveGit(root)
  })
  afterAll(async () => {
    await server.close()
    rmSync(root, { recursive: true, force: true })
  })

  /** As actions/checkout makes it: one commit, no tags, the login in the clone's configuration. */
  async function checkout(name: string, branch: string): Promise<string> {
    const clone = join(root, `${name}-clone`)
    const login = ['-c', `http.extraheader=${HEADER}`]
    const from = ['--quiet', '--depth=1', '--no-tags', `--branch=${branch}`]
    // Not synchronously: the server is in this process.
    await promisify(execFile)('git', [
      ...login,
      'clone',
      ...from,
      server.url(`${name}/.git`),
      clone,
    ])
    git(clone, 'config', `http.${server.url('')}.extraheader`, HEADER)
    return clone
  }

  const remoteOf = (clone: string, masked: string[] = [], token = '') =>
    remoteOfCheckout(gitIn(clone, process.env), clone, {
      env: process.env,
      temp: root,
      token,
      mask: (secret) => masked.push(secret),
    })

  test('gives the facts of the complete one, and stays as it was, on 40 histories', async () => {
    for (const [index, history] of fc.sample(histories(['v']), { numRuns: 40, seed }).entries()) {
      const [name, complete] = [`h${index}`, join(root, `h${index}`)]
      makeHistory(complete, { ...history, detached: false, dirty: false })
      const clone = await checkout(name, history.branch)
      const before = fingerprint(clone)
      await using remote = await remoteOf(clone)
      for (const mode of ['exact', 'repaired'] as const) {
        const facts = mode === 'exact' ? exactFacts : repairedFacts
        const { strategy: _, short, ...expected } = await facts(gitIn(complete, process.env), 'v')
        const { strategy, ...found } = await shallowFacts(
          gitIn(clone, process.env),
          remote,
          'v',
          mode,
        )
        expect({ seed, index, mode, ...found }).toEqual({
          seed,
          index,
          mode,
          ...expected,
          short: short.slice(0, 7),
        })
        expect(['exact', 'deepened', 'complete']).toContain(strategy)
      }
      expect(fingerprint(clone)).toBe(before)
    }
  }, 300_000)

  test('its login is masked, and nothing of it or of the side repositories stays', async () => {
    const complete = join(root, 'secret')
    makeHistory(complete, { commits: [], tags: [], branch: 'main', detached: false, dirty: false })
    const clone = await checkout('secret', 'main')
    const masked: string[] = []
    {
      await using remote = await remoteOf(clone, masked)
      expect(await remote.tags()).toEqual([])
    }
    expect(masked).toEqual([HEADER.split(' ').at(-1)])
    expect(readdirSync(root).filter((name) => name.startsWith('towpath-history-'))).toEqual([])
    git(clone, 'config', '--unset-all', `http.${server.url('')}.extraheader`)
    await using own = await remoteOf(clone, masked, PASSWORD)
    expect(await own.tags()).toEqual([])
    expect(masked).toHaveLength(2)
    expect(existsSync(join(clone, '.git/shallow'))).toBe(true)
  })
})
