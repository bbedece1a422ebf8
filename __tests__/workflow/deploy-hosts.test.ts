import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Registry, startRegistry } from '../../fakes/docker/registry.ts'
import { type Fleet, startFleet } from '../../fakes/fleet/fleet.ts'
import type { FleetHost } from '../../fakes/fleet/fleet-host.ts'
import { toolPath } from '../../scripts/test-tools.ts'
import { answerOf } from '../support/fabric-deploy/host-state.ts'
import { withTool, withToolsAsRoot } from '../support/tools.ts'
import { type WorkflowResult, type WorkflowWorld, workflowWorld } from '../support/workflow/act.ts'
import { after, outputsSaid, results } from '../support/workflow/caller.ts'

const CALLER = `on:
  push:
  workflow_dispatch:
    inputs:
      environment: { type: string }
      tag: { type: string }
      dry: { type: string }
jobs:
  hosts:
    uses: towpath/towpath/.github/workflows/deploy-hosts.yml@deploy-hosts/v1
    with:
      environment: \${{ inputs.environment }}
      tag: \${{ inputs.tag }}
      dry-run: \${{ inputs.dry == 'yes' }}
      registry-user: \${{ vars.REGISTRY_USER }}
    secrets:
      SSH_KEY: \${{ secrets.SSH_KEY }}
      REGISTRY_PASSWORD: \${{ secrets.REGISTRY_PASSWORD }}
${after('hosts')}`

const config = ({ address }: FleetHost, registry: Registry): string => `
routes:
  - { on: push, branches: [both], environments: [unknown, known] }
  - { on: push, branches: [v1], environment: known }
  - { on: workflow_dispatch, environments: [known, unknown] }
environments:
  known: { hosts: { web: '${address}' } }
  unknown: { hosts: { web: deploy@unknown.example.org } }
services:
  web:
    roles: web
    image: ${registry.address}/allume/web
    ports: ['8000:8000']
    healthy: { http: /healthz }
`

withTool('act', (act) => {
  withToolsAsRoot(['sshd', 'dockerd', 'registry', 'busybox'], () => {
    describe('the reusable workflow deploy-hosts', () => {
      let registry: Registry
      let fleet: Fleet
      let host: FleetHost
      let world: WorkflowWorld
      beforeAll(async () => {
        registry = await startRegistry(toolPath('registry') ?? '')
        fleet = await startFleet({ hosts: 1, reaches: [registry.address] })
        host = fleet.hosts[0] as FleetHost
        await Promise.all(
          ['v1', 'both', 'v3'].map((version) => registry.push('allume/web', version, { version })),
        )
        world = workflowWorld(act)
        mkdirSync(join(world.repository, '.github/workflows'), { recursive: true })
        writeFileSync(join(world.repository, '.github/workflows/deploy.yml'), CALLER)
        writeFileSync(join(world.repository, '.github/towpath.yml'), config(host, registry))
      })
      afterAll(async () => {
        world?.[Symbol.dispose]()
        await fleet?.stop()
        await registry?.remove()
      })

      const begin = (event: string, payload: object): Promise<WorkflowResult> =>
        world.begin(event, {
          payload,
          secrets: { SSH_KEY: fleet.key, REGISTRY_PASSWORD: registry.password },
          args: [`--var=REGISTRY_USER=${registry.user}`, `--var=KNOWN_HOSTS=${host.known}`],
        })

      test('without an input, the tag is that of the branch; the caller gets the outputs', async () => {
        const result = await begin('push', { ref: 'refs/heads/v1' })
        expect([result.status, await answerOf(host)]).toEqual([0, 'v1'])
        expect(outputsSaid(result)).toEqual({
          action: 'deploy',
          environments: '["known"]',
          tag: 'v1',
          digest: await registry.digest('allume/web', 'v1'),
        })
      })

      test('one environment that fails does not affect the other', async () => {
        const result = await begin('push', { ref: 'refs/heads/both' })
        expect([result.status, await answerOf(host)]).toEqual([1, 'both'])
        // act gives every job of a matrix the result of the whole.
        const environments = results(result).map((text) => text.split(' ')[1])
        expect(environments.sort()).toEqual(['', 'known', 'unknown'])
        expect(result.log.includes('host-key-unknown')).toBe(true)
      })

      test('nothing happens if no route matches', async () => {
        const result = await begin('push', { ref: 'refs/heads/elsewhere' })
        expect([result.status, results(result)]).toEqual([0, ['route  success', 'after  success']])
        expect(outputsSaid(result)).toMatchObject({ action: 'none', environments: '[]' })
      })

      test('an environment and a tag chosen by hand', async () => {
        const inputs = { environment: 'known', tag: 'v3', dry: 'yes' }
        const payload = { ref: 'refs/heads/master', inputs }
        const before = await answerOf(host)
        const dry = await begin('workflow_dispatch', payload)
        expect([dry.status, await answerOf(host)]).toEqual([0, before])
        expect(dry.log.includes('would replace web')).toBe(true)
        const result = await begin('workflow_dispatch', {
          ...payload,
          inputs: { ...inputs, dry: 'no' },
        })
        expect([result.status, await answerOf(host)]).toEqual([0, 'v3'])
      })
    })
  })
})
