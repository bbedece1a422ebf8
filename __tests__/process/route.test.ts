import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { runBundle } from '../../rehearsal/action-runner.ts'
import { ROOT } from '../../scripts/actions.ts'

let workspace = ''
beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'towpath-route-'))
  mkdirSync(join(workspace, '.github'))
})
afterAll(() => rmSync(workspace, { recursive: true, force: true }))

const route = (inputs: Record<string, string>, ref = 'refs/heads/develop') =>
  runBundle({
    action: join(ROOT, 'actions/route'),
    workspace,
    inputs,
    env: { GITHUB_EVENT_NAME: 'push', GITHUB_REF: ref, GITHUB_SHA: 'a'.repeat(40) },
    payload: { ref },
  })

describe('route, as built', () => {
  test('decides from the file and sets every output', async () => {
    writeFileSync(
      join(workspace, '.github/towpath.yml'),
      'routes:\n  - { on: push, branches: [develop], environment: staging }\nenvironments:\n  staging: { url: "https://s.example.org", channel: beta }\n',
    )
    const { outputs, exitCode, summary } = await route({})
    expect(exitCode).toBe(0)
    expect(outputs).toMatchObject({
      action: 'deploy',
      reason: 'routed',
      count: '1',
      environment: 'staging',
      environments: '["staging"]',
      url: 'https://s.example.org',
      channel: 'beta',
      variables: '{}',
      'ref-type': 'branch',
      name: 'develop',
      sha: 'a'.repeat(40),
      number: '',
      slug: 'develop',
    })
    expect(JSON.parse(outputs['matrix'] ?? '')).toEqual({
      include: [
        {
          environment: 'staging',
          url: 'https://s.example.org',
          channel: 'beta',
          variables: {},
          concurrency: 'deploy-staging',
        },
      ],
    })
    expect(JSON.parse(outputs['plan'] ?? '')).toMatchObject({
      schema: 1,
      routes: [{ matched: true, taken: true }],
    })
    expect(summary).toContain('```mermaid')
  })

  test('annotates the file with each mistake and exits with 1', async () => {
    writeFileSync(
      join(workspace, '.github/bad.yml'),
      'routes:\n  - on: push\n    environmment: staging\n',
    )
    const { exitCode, annotations, outputs } = await route({ config: '.github/bad.yml' })
    expect(exitCode).toBe(1)
    expect(outputs).toEqual({ reason: 'bad-config' })
    expect(annotations.map(({ properties }) => properties)).toContainEqual({
      file: '.github/bad.yml',
      line: '3',
      col: '5',
    })
    expect(annotations.at(-1)?.message).toContain(
      '.github/bad.yml:3:5: "environmment" is not a key of a route; did you mean "environment"?',
    )
  })

  test.each([
    ['missing.yml', 'config-missing'],
    ['../x.yml', 'config-unreadable'],
    ['.github', 'config-unreadable'],
    ['link.yml', 'config-unreadable'],
  ])('the path %s is refused as %s', async (config, reason) => {
    rmSync(join(workspace, 'link.yml'), { force: true })
    symlinkSync('/etc/passwd', join(workspace, 'link.yml'))
    expect(await route({ config })).toMatchObject({ exitCode: 1, outputs: { reason } })
  })

  test('hostile names and configurations cause no command and no unescaped text', async () => {
    const name = '##[error]\u202e`|<b>::error::x'
    const routes = `- { on: push, environment: ${JSON.stringify('e')}, name: ${JSON.stringify(name)} }`
    const { outputs, annotations, raw, summary } = await route(
      { routes },
      `refs/heads/${name}\n::error::y`,
    )
    expect(annotations).toEqual([])
    expect(outputs['name']).toBe(`${name}\n::error::y`)
    expect(raw).not.toMatch(/##\[|\u202e/)
    expect(summary).not.toMatch(/<b>|\u202e/)
  })
})
