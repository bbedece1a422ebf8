import { afterAll, beforeAll, expect } from '@jest/globals'
import { git } from '../../fakes/git/git.ts'
import { describe, test } from '../support/ssh-client-tests.ts'
import { withTool } from '../support/tools.ts'
import type { WorkflowResult } from '../support/workflow/act.ts'
import { type Launch, startLaunch } from '../support/workflow/launch.ts'

const [STAGING, PRODUCTION] = ['flight-launch-staging', 'flight-launch']

/** Returns every job with its result, in the order in which they ended. */
const results = ({ jobs }: WorkflowResult): string[] =>
  jobs.map(({ id, result }) => `${id} ${result}`)

const RELEASED = ['start', 'client', 'staging', 'production', 'finish'].map((id) => `${id} success`)

withTool('act', (act) => {
  describe('releases of flight-launch', () => {
    let launch: Launch
    let version = ''
    beforeAll(async () => {
      launch = await startLaunch(act)
      launch.commitTo('develop', { client: 'first' })
    }, 60_000)
    afterAll(() => launch?.stop())

    const refs = (): string[] =>
      git(launch.remote, 'for-each-ref', '--format=%(refname)').split('\n')
    const show = (what: string): string => git(launch.remote, 'show', what)

    // Each test continues from the state that the previous one left.
    test('a release goes from develop to production, and is then merged and tagged at once', async () => {
      launch.commitTo('develop', { client: 'one', buildFails: 1 })
      const result = await launch.release('release', {})
      version = result.outputs['start']?.['version'] ?? ''
      expect([result.status, results(result), launch.builds()]).toEqual([0, RELEASED, 2])
      expect(version).toMatch(/^\d{6}\.1$/)
      expect(refs()).toEqual(['refs/heads/develop', 'refs/heads/master', `refs/tags/${version}`])
      expect([show('master:server/VERSION'), show('develop:server/VERSION')]).toEqual([
        version,
        version,
      ])
      expect(JSON.parse(show('master:client/package.json'))).toMatchObject({
        version: `${version}.0`,
      })
      expect(git(launch.remote, 'rev-parse', `${version}^{commit}`)).toBe(
        git(launch.remote, 'rev-parse', 'master'),
      )
      expect([await launch.page(STAGING), await launch.page(PRODUCTION)]).toEqual([
        'the client one',
        'the client one',
      ])
      expect(launch.files(STAGING)).toContain('VERSION')
    }, 240_000)

    test('a release that fails on staging is repaired on its branch, deployed without another build, and finished', async () => {
      launch.commitTo('develop', { client: 'two', server: { checks: 'fail' } })
      const failed = await launch.release('release', {})
      const next = failed.outputs['start']?.['version'] ?? ''
      expect(next).toBe(version.replace(/1$/, '2'))
      expect([failed.status, results(failed)]).toEqual([
        1,
        ['start success', 'client success', 'staging failure'],
      ])
      expect(refs()).toContain(`refs/heads/release/${next}`)
      expect(await launch.page(PRODUCTION)).toBe('the client one')

      launch.commitTo(`release/${next}`, { client: 'two' })
      const repaired = await launch.release('release', {
        version: next,
        'skip-client-build': 'true',
      })
      expect([repaired.status, results(repaired), launch.builds()]).toEqual([0, RELEASED, 0])
      expect(repaired.outputs['start']).toMatchObject({ reason: 'resumed', changed: 'false' })
      expect(refs()).not.toContain(`refs/heads/release/${next}`)
      expect(show('master:server/VERSION')).toBe(next)
      expect(await launch.page(PRODUCTION)).toBe('the client two')
    }, 240_000)

    test('a release that was deployed, and not finished, is finished by hand; one that is given up is abandoned', async () => {
      for (const [client, step, reason] of [
        ['three', 'finish', 'finished'],
        ['four', 'abandon', 'abandoned'],
      ] as const) {
        launch.commitTo('develop', { client, buildFails: 2 })
        const failed = await launch.release('release', {})
        expect(results(failed)).toEqual(['start success', 'client failure'])
        version = failed.outputs['start']?.['version'] ?? ''
        const byHand = await launch.release('finish', { step, version })
        expect([byHand.status, byHand.outputs['finish']?.['reason']]).toEqual([0, reason])
        expect(refs()).not.toContain(`refs/heads/release/${version}`)
        expect(refs().includes(`refs/tags/${version}`)).toBe(step === 'finish')
      }
    }, 240_000)
  })
})
