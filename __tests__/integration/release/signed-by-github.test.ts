import { expect, test } from '@jest/globals'
import { PASSWORD } from '../../../fakes/git/git-server.ts'
import { withGitHub } from '../../support/release/github-world.ts'
import { said } from '../../support/release/world.ts'

const sign = { sign: 'github' }

test('the release commit and the merges are made and signed by GitHub, with the files computed here', async () => {
  await withGitHub(async (world) => {
    world.add({ branch: 'master', message: 'fix: at once', files: { 'other.txt': 'mended\n' } })
    expect(said(await world.run('start', { inputs: sign }))).toBe('started')
    const done = await world.run('finish', { inputs: sign })
    expect(said(done)).toMatch(/^finished/)
    const tagged = done.outputs['sha'] ?? ''
    for (const commit of [tagged, `${tagged}^2`, 'develop']) {
      const object = world.inside('cat-file', 'commit', commit)
      expect(object).toContain('gpgsig -----BEGIN PGP SIGNATURE-----')
      expect(object).toContain('author github-actions[bot]')
    }
    expect(world.inside('log', '-1', '--format=%P', tagged).split(' ')).toHaveLength(2)
    expect(world.inside('show', `${tagged}:VERSION`)).toBe('1.3.0')
    expect(world.inside('show', `${tagged}:other.txt`)).toBe('mended')
    expect(world.inside('ls-tree', '--format=%(objectmode)', tagged, 'bin/run', 'current')).toBe(
      '100755\n120000',
    )
    expect(world.inside('cat-file', '-t', 'v1.3.0')).toBe('tag')
    expect(world.inside('cat-file', 'tag', 'v1.3.0')).not.toContain('SIGNATURE')
    expect(world.inside('fsck', '--strict')).toBe('')
  })
})

test('a person\u2019s token, whose commits GitHub does not sign, pushes nothing', async () => {
  await withGitHub(async (world) => {
    const permissions = { contents: 'write' } as const
    world.state.logins.set(PASSWORD, { kind: 'user', permissions })
    const before = world.refs()
    const refused = await world.run('start', { inputs: sign })
    expect(said(refused)).toMatch(/^not-verified\n.*"unsigned".*Nothing was pushed/)
    expect(world.refs()).toEqual(before)
  })
})
