import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { git } from '../../fakes/git/git.ts'
import { PASSWORD } from '../../fakes/git/git-server.ts'
import { runBundle } from '../../rehearsal/action-runner.ts'
import { ROOT } from '../../scripts/actions.ts'
import { isRunning, processesNaming } from '../support/processes.ts'
import { type ShopRemote, shopRemote } from '../support/route/shop-remote.ts'

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

describe('route, as built, with a payload that is none', () => {
  const payloadFile = (content: string | Uint8Array): string => {
    const path = join(workspace, 'event.json')
    writeFileSync(path, content)
    return path
  }
  const routed = (GITHUB_EVENT_PATH: string, name = 'push') =>
    runBundle({
      action: join(ROOT, 'actions/route'),
      workspace,
      inputs: { routes: '- { on: [push, pull_request], environment: e }' },
      env: {
        ...{
          GITHUB_EVENT_NAME: name,
          GITHUB_REF: 'refs/heads/develop',
          GITHUB_SHA: 'a'.repeat(40),
        },
        GITHUB_EVENT_PATH,
      },
    })

  test.each<[string, string | Uint8Array]>([
    ['empty', ''],
    ['not JSON', '{"ref": '],
    ['a list', '[{"ref": "refs/heads/develop"}]'],
    ['a number', '7'],
    ['null', 'null'],
    ['a string', '"refs/heads/develop"'],
    ['binary', new Uint8Array([0, 255, 254])],
    ['nested too deeply', '['.repeat(100_000)],
  ])('%s: one sentence, a reason and no stack', async (_, content) => {
    const { exitCode, outputs, raw } = await routed(payloadFile(content))
    expect([exitCode, outputs]).toEqual([1, { reason: 'bad-event' }])
    expect(raw).not.toMatch(/SyntaxError|^\s+at /m)
  })

  test.each([
    [
      'fields of other types',
      '{"ref": 7, "after": {}, "deleted": "yes", "sender": null}',
      'routed',
    ],
    ['an empty object', '{}', 'routed'],
    ['a pull request that is null', '{"pull_request": null}', 'routed'],
  ])('%s: a decision by GITHUB_REF', async (_, content, reason) => {
    const { exitCode, outputs } = await routed(payloadFile(content))
    expect([exitCode, outputs['reason']]).toEqual([0, reason])
  })

  test('a pull request of a damaged payload is not deployed', async () => {
    const { outputs } = await routed(payloadFile('{"pull_request": {"head": []}}'), 'pull_request')
    expect(outputs).toMatchObject({ action: 'none', reason: 'incomplete-event' })
  })
})

describe('route, as built, asks the repository', () => {
  let remote: ShopRemote
  beforeAll(async () => {
    remote = await shopRemote()
  })
  afterAll(() => remote.close())

  test('with the login of the checkout, which is never printed, and leaves nothing', async () => {
    const sha = git(remote.shop, 'rev-parse', 'HEAD')
    const ask = (of: string) =>
      runBundle({
        action: join(ROOT, 'actions/route'),
        workspace: remote.checkout,
        inputs: { routes: '- { on: push, environment: e, stale: deny }' },
        env: { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main', GITHUB_SHA: of },
        payload: { ref: 'refs/heads/main' },
      })
    expect(await ask(sha)).toMatchObject({ outputs: { reason: 'routed' }, left: [] })
    const stale = await ask('b'.repeat(40))
    expect(stale).toMatchObject({ exitCode: 0, outputs: { reason: 'stale', count: '0' }, left: [] })
    expect(stale.summary).toContain('is no longer the tip of')
    const secret = Buffer.from(`x-access-token:${PASSWORD}`).toString('base64')
    expect(stale.log).not.toContain(secret)
    expect(stale.masks).toContain(secret)
  })

  test('and fails if it does not answer', async () => {
    const { exitCode, outputs } = await runBundle({
      action: join(ROOT, 'actions/route'),
      workspace: remote.checkout,
      inputs: { routes: '- { on: push, environment: e, stale: deny }', token: 'of nobody' },
      env: {
        ...{ GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main' },
        GITHUB_SHA: 'b'.repeat(40),
      },
      payload: { ref: 'refs/heads/main' },
    })
    expect([exitCode, outputs]).toEqual([1, { reason: 'remote-unreachable' }])
  })
})

test('without routes that ask, it needs no git at all', async () => {
  const { exitCode, outputs } = await runBundle({
    action: join(ROOT, 'actions/route'),
    workspace,
    inputs: {
      routes: '- { on: push, environment: e }\n- { on: push, environment: f, stale: deny }',
    },
    env: {
      ...{ PATH: '/nowhere', GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/x' },
      GITHUB_SHA: 'a'.repeat(40),
    },
  })
  expect([exitCode, outputs['environment']]).toEqual([0, 'e'])
})

test('route, as built and cancelled while a remote keeps silent: nothing of git runs on', async () => {
  const cancel = new AbortController()
  const sockets = new Set<Socket>()
  const silent = createServer((socket) => {
    sockets.add(socket)
    cancel.abort()
  })
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as { port: number }
  const { outputs, left } = await runBundle({
    action: join(ROOT, 'actions/route'),
    workspace,
    inputs: { routes: '- { on: push, environment: e, stale: deny }' },
    env: {
      GITHUB_EVENT_NAME: 'push',
      GITHUB_SHA: 'a'.repeat(40),
      GITHUB_SERVER_URL: `http://127.0.0.1:${port}`,
      GITHUB_REPOSITORY: 'acme/shop',
    },
    payload: { ref: 'refs/heads/main' },
    signal: cancel.signal,
  })
  // What was killed may need a moment to end. What was not would run for a minute.
  const stillRunning = () => processesNaming(`127.0.0.1:${port}/`).filter(([pid]) => isRunning(pid))
  for (let attempt = 0; attempt < 200 && stillRunning().length > 0; attempt += 1) await sleep(50)
  const running = stillRunning()
  for (const socket of sockets) socket.destroy()
  silent.close()
  expect({ outputs, left, running }).toEqual({
    outputs: { reason: 'cancelled' },
    left: [],
    running: [],
  })
})
