import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ROOT } from '../../scripts/actions.ts'
import { toolPath } from '../../scripts/test-tools.ts'
import { withTools } from '../support/tools.ts'
import type { WorkflowResult } from '../support/workflow/act.ts'
import { after, messages, outputsSaid, results } from '../support/workflow/caller.ts'
import { type Notes, startNotes } from '../support/workflow/notes.ts'

const WORKFLOW = readFileSync(join(ROOT, '.github/workflows/deploy-zappa.yml'), 'utf8')

const caller = (site: string): string => `on:
  push:
  workflow_dispatch:
    inputs:
      environment: { type: string }
jobs:
  notes:
    uses: towpath/towpath/.github/workflows/deploy-zappa.yml@deploy-zappa/v1
    with:
      environment: \${{ inputs.environment }}
      config: routes.yml
      dry-run: \${{ github.ref_name == 'look' }}
      aws-region: \${{ github.ref_name == 'elsewhere' && 'us-east-1' || 'eu-west-1' }}
      smoke: ${site}/healthz
    secrets:
      SETTINGS: \${{ secrets.SETTINGS }}
${after('notes')}`

const ROUTES = `
routes:
  - { on: push, branches: [develop, look, elsewhere], environment: staging }
  - { on: workflow_dispatch, environments: [staging, production] }
environments:
  # Its stage has another name.
  staging: { variables: { stage: dev } }
  production: {}
`

withTools(['act', 'zappa', 'moto'], () => {
  describe('the reusable workflow deploy-zappa', () => {
    let notes: Notes
    let settings = ''
    beforeAll(async () => {
      notes = await startNotes(toolPath('act') ?? '', [WORKFLOW])
      const { repository } = notes.world
      settings = readFileSync(join(repository, 'zappa_settings.json'), 'utf8')
      mkdirSync(join(repository, 'calling'))
      const site = notes.aws.siteUrl('notes-dev')
      writeFileSync(join(repository, 'calling/deploy.yml'), caller(site))
      writeFileSync(join(repository, 'routes.yml'), ROUTES)
    }, 300_000)
    afterAll(() => notes?.stop())

    const begin = (
      event: string,
      payload: object,
      given: Record<string, string> = notes.secrets,
    ): Promise<WorkflowResult> => {
      const lines = Object.entries(given).map((pair) => pair.join('='))
      const secrets = { SETTINGS: lines.join('\n') }
      return notes.begin(event, { payload, secrets, args: ['--workflows=calling/deploy.yml'] })
    }
    const push = (branch: string, given?: Record<string, string>) =>
      begin('push', { ref: `refs/heads/${branch}` }, given)

    test('the stage of the environment is filled from one secret and updated; the caller gets the outputs', async () => {
      notes.release('two')
      const result = await push('develop')
      expect([result.status, results(result)]).toEqual([
        0,
        ['route  success', 'deploy staging success', 'after  success'],
      ])
      expect(await notes.page('/healthz')).toBe('200 ok from two, with 0 notes')
      const { version = '', url = '' } = result.outputs['update'] ?? {}
      expect(version).toMatch(/^\d+$/)
      expect(outputsSaid(result)).toEqual({
        ...{ action: 'deploy', environments: '["staging"]', version, url },
      })
      // act masks the secret as a whole, and none of the values in it.
      for (const value of Object.values(notes.secrets)) {
        expect(messages(result)).not.toContain(value)
        expect(messages(result)).not.toContain(JSON.stringify(value).slice(1, -1))
      }
      expect(notes.cloud.left()).toEqual({ settings, status: '' })
    }, 300_000)

    test('a dry run changes nothing; a missing value and a different region are reported before anything is done', async () => {
      const before = await notes.aws.sha('notes-dev')
      notes.release('three')
      const calls = notes.aws.calls.length
      const look = await push('look')
      expect([look.status, look.outputs['update']]).toMatchObject([0, { changed: 'false' }])
      expect(look.log).toContain('would be updated')
      const asked = notes.aws.operations().slice(calls)
      expect(asked.filter((name) => /^(?:Update|Put|Tag|Create|Delete|Invoke)/.test(name))).toEqual(
        [],
      )
      const lacking = await push('develop', { SECRET_KEY: notes.secrets.SECRET_KEY })
      expect([lacking.status, lacking.log.includes('no value for \\"DATABASE_URL\\"')]).toEqual([
        1,
        true,
      ])
      const region = await push('elsewhere')
      expect(region.outputs['update']).toMatchObject({ reason: 'region-differs' })
      expect(await notes.aws.sha('notes-dev')).toBe(before)
    }, 300_000)

    test('an environment chosen by hand; and nothing happens if no route matches', async () => {
      const calls = notes.aws.calls.length
      const none = await push('other')
      expect([none.status, results(none)]).toEqual([0, ['route  success', 'after  success']])
      expect(notes.aws.calls.length).toBe(calls)
      const inputs = { environment: 'production' }
      const chosen = await begin('workflow_dispatch', { ref: 'refs/heads/master', inputs })
      expect(chosen.outputs['update']).toMatchObject({ reason: 'not-deployed' })
      expect(results(chosen)).toContain('deploy production failure')
    }, 300_000)
  })
})
