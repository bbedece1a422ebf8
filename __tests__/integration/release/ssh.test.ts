// A release over SSH, with a deploy key as actions/checkout leaves it, and with pushes that are cut.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import { type GitSshServer, serveGitOverSsh } from '../../../fakes/git/git-ssh-server.ts'
import { startRefLog } from '../../../fakes/git/ref-log.ts'
import { fingerprint } from '../../support/git/checkouts.ts'
import { wrongInstants } from '../../support/release/instants.ts'
import { makeBare } from '../../support/release/shop.ts'
import { runRelease, said } from '../../support/release/world.ts'
import { withTool } from '../../support/tools.ts'

withTool('sshd', (program) => {
  let root = ''
  let server: GitSshServer
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'towpath-release-ssh-'))
    server = await serveGitOverSsh(program, root)
    makeBare(join(root, 'model'))
  })
  afterAll(async () => {
    await server.close()
    rmSync(root, { recursive: true, force: true })
  })

  /** Makes a remote, and a checkout of depth 1 of it. */
  function world(name: string) {
    const folder = join(root, name)
    const clone = join(root, `${name}-clone`)
    cpSync(join(root, 'model'), folder, { recursive: true })
    git(root, 'clone', '--quiet', '--depth=1', '--branch=develop', `file://${folder}`, clone)
    git(clone, 'config', 'remote.origin.url', server.url(name))
    git(clone, 'config', 'core.sshCommand', server.sshCommand)
    const before = fingerprint(clone)
    return {
      shop: { folder, log: startRefLog(folder) },
      async run(step: string) {
        const result = await runRelease(clone, 'origin', step)
        expect(fingerprint(clone)).toBe(before)
        expect(`${result.log}${result.summary}`).not.toContain(server.key.split('\n')[2])
        return said(result)
      },
    }
  }

  test('starts, finishes, and knows that it has', async () => {
    const { shop, run } = world('whole')
    expect([await run('start'), await run('finish'), await run('finish')]).toEqual([
      'started',
      'finished',
      'already-finished',
    ])
    expect(wrongInstants(shop)).toEqual([])
    expect(shop.log.transactions()).toHaveLength(2)
  })

  test.each(['before', 'after'] as const)('pushes that are cut %s', async (when) => {
    const { shop, run } = world(when)
    server.cutNextPush(when)
    expect(await run('start')).toBe('started')
    server.cutNextPush(when)
    expect(await run('finish')).toBe('finished')
    expect(wrongInstants(shop)).toEqual([])
    expect(shop.log.transactions()).toHaveLength(2)
  })
})
