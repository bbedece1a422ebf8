import { afterAll, beforeAll, expect } from '@jest/globals'
import { describe, test } from '../support/ssh-client-tests.ts'
import { withTool } from '../support/tools.ts'
import type { WorkflowResult } from '../support/workflow/act.ts'
import { type Launch, startLaunch } from '../support/workflow/launch.ts'

const [STAGING, PRODUCTION] = ['flight-launch-staging', 'flight-launch']

/** Returns every job with its result, in the order in which they ended. */
const results = ({ jobs }: WorkflowResult): string[] =>
  jobs.map(({ id, result }) => `${id} ${result}`)
const DEPLOYED = ['client success', 'route success', 'deploy success']

withTool('act', (act) => {
  describe('flight-launch', () => {
    let launch: Launch
    beforeAll(async () => {
      launch = await startLaunch(act)
    })
    afterAll(() => launch?.stop())

    // Each test continues from the state that the previous one left.
    test('a push to develop builds the client, with one retry, and staging serves it', async () => {
      const result = await launch.push({ client: 'one', buildFails: 1 })
      expect([result.status, results(result), launch.builds()]).toEqual([0, DEPLOYED, 2])
      expect(await launch.page(STAGING)).toBe('the client one')
      expect(launch.files(STAGING)).toEqual([
        'Procfile',
        'fake-behaviour.json',
        'public/.well-known/security.txt',
        'public/index.html',
      ])
      expect(result.outputs['deploy']).toMatchObject({ sha: launch.commit(), changed: 'true' })
    }, 120_000)

    test('a client whose build fails twice is not deployed, and the server is not contacted', async () => {
      const before = launch.server.commandsSeen().length
      const result = await launch.push({ client: 'two', buildFails: 2 })
      expect([result.status, results(result), launch.builds()]).toEqual([1, ['client failure'], 2])
      expect(launch.server.commandsSeen().length).toBe(before)
    }, 120_000)

    test('a version that fails its checks leaves the old one running; without a build the client is that of the last successful run', async () => {
      const bad = await launch.push({ client: 'three', server: { checks: 'fail' } })
      expect([bad.status, results(bad)]).toEqual([
        1,
        ['client success', 'route success', 'deploy failure'],
      ])
      expect(bad.outputs['deploy']).toMatchObject({ reason: 'checks-failed', changed: 'false' })
      expect(await launch.page(STAGING)).toBe('the client one')

      const result = await launch.dispatch(
        'deploy',
        { 'skip-client-build': 'true' },
        {
          client: 'four',
          server: { processes: ['web', 'worker'] },
        },
      )
      expect([result.status, results(result), launch.builds()]).toEqual([0, DEPLOYED, 0])
      expect(await launch.page(STAGING)).toBe('the client one')
      const processes = launch.server.app(STAGING)?.containers.map(({ process }) => process)
      expect(processes?.sort()).toEqual(['web', 'worker'])
    }, 120_000)

    test('production gets the requested commit, or keeps its version', async () => {
      const processes = (): string[] =>
        (launch.server.app(PRODUCTION)?.containers ?? []).map(({ process }) => process).sort()
      await launch.give(PRODUCTION, `registry.example.org/dokku/${STAGING}:1`)
      const commit = launch.commit()
      for (const other of ['', `${commit.startsWith('0') ? 1 : 0}${commit.slice(1)}`]) {
        const refused = await launch.dispatch('promote', { commit: other })
        expect([refused.status, processes()]).toEqual([1, ['web']])
        expect(refused.log).toContain(other === '' ? 'must be a commit' : 'unexpected-sha')
      }
      launch.spoil(STAGING, { processes: ['web', 'worker'], checks: 'fail' })
      const bad = await launch.dispatch('promote', { commit })
      expect([bad.status, processes()]).toEqual([1, ['web']])
      expect(bad.outputs['promote']).toMatchObject({ reason: 'checks-failed', changed: 'false' })
      expect(bad.log).toContain('The previous version was restored')

      launch.spoil(STAGING, { processes: ['web', 'worker'] })
      const good = await launch.dispatch('promote', { commit: commit.slice(0, 7) })
      expect([good.status, results(good), processes()]).toEqual([
        0,
        ['promote success'],
        ['web', 'worker'],
      ])
      expect(await launch.page(PRODUCTION)).toBe('the client one')
      expect(good.outputs['promote']).toMatchObject({ method: 'registry', 'same-image': 'true' })
      expect(good.outputs['promote']?.['from-sha']).toBe(commit)
    }, 180_000)
  })
})
