import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from '@jest/globals'
import { type DokkuServer, startDokku } from '../../fakes/dokku/server.ts'
import { git } from '../../fakes/git/git.ts'
import { ROOT } from '../../scripts/actions.ts'
import { type Client, clientOf } from '../support/dokku/client.ts'
import { describe, test } from '../support/ssh-client-tests.ts'
import { withTool } from '../support/tools.ts'
import { type WorkflowResult, type WorkflowWorld, workflowWorld } from '../support/workflow/act.ts'
import { type Artifacts, artifactsIn } from '../support/workflow/artifacts.ts'
import { after, outputsSaid, results } from '../support/workflow/caller.ts'

const WORKFLOW = readFileSync(join(ROOT, '.github/workflows/deploy-dokku.yml'), 'utf8')
const [, UPLOAD = ''] =
  /uses: (actions\/upload-artifact@.*)/.exec(
    readFileSync(
      join(ROOT, 'workflows-examples/flight-launch/.github/workflows/deploy.yml'),
      'utf8',
    ),
  ) ?? []

const caller = (host: string): string => `on:
  push:
  workflow_dispatch:
    inputs:
      environment: { type: string }
      dry: { type: string }
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: mkdir built && echo "built for $GITHUB_REF_NAME" > built/index.html
      - uses: ${UPLOAD}
        with: { name: page, path: built }
  apps:
    needs: build
    uses: towpath/towpath/.github/workflows/deploy-dokku.yml@deploy-dokku/v1
    with:
      environment: \${{ inputs.environment }}
      dry-run: \${{ inputs.dry == 'yes' }}
      # The environment's own host takes precedence.
      host: \${{ github.ref_name == 'both' && '${host}' || 'dokku@unknown.example.org' }}
      artifact: page
      artifact-path: of the build
      directory: server
      include: of the build -> public
      smoke: /
    secrets:
      SSH_KEY: \${{ secrets.SSH_KEY }}
      APP_CONFIG: \${{ secrets.APP_CONFIG }}
${after('apps')}`

const config = (host: string): string => `
routes:
  - { on: push, branches: [both], environments: [misspelt, other] }
  - { on: push, branches: [one], environment: one }
  - { on: workflow_dispatch, environments: [one, other] }
environments:
  one: { variables: { app: shop-one, host: '${host}' } }
  # On the caller's server.
  other: { variables: { app: shop-other } }
  misspelt: { variables: { app: shop-tow } }
`

const SECRET = 'a "value" with $everything'

withTool('act', (act) => {
  describe('the reusable workflow deploy-dokku', () => {
    let server: DokkuServer
    let client: Client
    let world: WorkflowWorld
    let artifacts: Artifacts
    beforeAll(async () => {
      server = await startDokku({ version: '0.38.27' })
      client = clientOf(server)
      for (const app of ['shop-one', 'shop-other']) await client.dokku(`apps:create ${app}`)
      world = workflowWorld(act)
      const call = caller(server.host)
      for (const folder of ['.github/workflows', 'server'])
        mkdirSync(join(world.repository, folder), { recursive: true })
      writeFileSync(join(world.repository, '.github/workflows/deploy.yml'), call)
      writeFileSync(join(world.repository, '.github/towpath.yml'), config(server.host))
      writeFileSync(join(world.repository, 'server/Procfile'), 'web: node server.js\n')
      artifacts = artifactsIn(world, [call, WORKFLOW])
    })
    afterAll(async () => {
      world?.[Symbol.dispose]()
      client?.remove()
      await server?.stop()
    })

    const begin = (event: string, payload: object): Promise<WorkflowResult> => {
      artifacts.begin()
      return world.begin(event, {
        payload,
        secrets: { SSH_KEY: server.key, APP_CONFIG: `TOKEN=${SECRET}` },
        args: [`--var=KNOWN_HOSTS=${server.known}`, ...artifacts.args],
      })
    }
    const page = async (app: string): Promise<string> => {
      const { out } = await client.dokku(`url ${app}`)
      const response = await fetch(out.trim())
      return `${response.status} ${(await response.text()).trim()}`
    }

    test('an artifact and a directory are deployed to the app of the environment; the caller gets the outputs', async () => {
      const result = await begin('push', { ref: 'refs/heads/one' })
      expect([result.status, await page('shop-one')]).toEqual([0, '200 built for one'])
      expect(server.app('shop-one')?.config['TOKEN']).toBe(SECRET)
      expect(outputsSaid(result)).toEqual({
        action: 'deploy',
        environments: '["one"]',
        sha: git(world.repository, 'rev-parse', 'HEAD'),
        url: (await client.dokku('url shop-one')).out.trim(),
      })
    })

    test('one environment that fails does not affect the other', async () => {
      const result = await begin('push', { ref: 'refs/heads/both' })
      expect([result.status, await page('shop-other')]).toEqual([1, '200 built for both'])
      // act reports the result of the whole matrix for each of its jobs.
      const environments = results(result).map((text) => text.split(' ')[1])
      expect(environments.sort()).toEqual(['', '', 'misspelt', 'other'])
      expect(result.log).toContain('no-app')
    })

    test('nothing happens if no route matches', async () => {
      const before = server.commandsSeen().length
      const result = await begin('push', { ref: 'refs/heads/elsewhere' })
      expect([result.status, results(result)]).toEqual([
        0,
        ['build  success', 'route  success', 'after  success'],
      ])
      expect(outputsSaid(result)).toMatchObject({ action: 'none', environments: '[]' })
      expect(server.commandsSeen().length).toBe(before)
    })

    test('a dry run by hand, with a chosen environment', async () => {
      const before = server.app('shop-one')
      const inputs = { environment: 'one', dry: 'yes' }
      const result = await begin('workflow_dispatch', { ref: 'refs/heads/master', inputs })
      expect([result.status, server.app('shop-one')]).toEqual([0, before])
      expect(result.log).toContain('would be deployed')
    })
  })
})
