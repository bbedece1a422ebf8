import { beforeAll, expect, jest } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import type { Client } from '../../support/dokku/client.ts'
import {
  eventually,
  fails,
  latest,
  lines,
  NEW,
  page,
  refOf,
  type Server,
  serving,
  world,
} from '../../support/dokku/servers-by-version.ts'
import { describe, test } from '../../support/ssh-client-tests.ts'

jest.setTimeout(120_000)

describe('a push to 0.38.27', () => {
  let server: Server
  let client: Client
  beforeAll(async () => {
    ;({ server, client } = await world(NEW))
  })
  const good = async (name: string) => {
    client.commit({ 'fake-behaviour.json': '{}' })
    expect((await client.push(name)).code).toBe(0)
    return {
      image: serving(server, name),
      ref: refOf(server, name),
      source: server.app(name)?.source,
    }
  }

  test.each([
    ['build', '{"build":"fail"}', ' !     App build failed'],
    ['checks', '{"checks":"fail"}', ' !     Could not start due to 1 failed checks (web.1)'],
  ])('whose %s fail', async (kind, behaviour, text) => {
    const app = `fail-${kind}`
    const before = await good(app)
    const commit = client.commit(fails(behaviour))
    const said = await client.push(app)
    expect(said.code).toBe(1)
    expect(said.out).toContain('\t[remote rejected] (pre-receive hook declined)')
    expect(lines(said)).toContain(`remote: ${text}`)
    expect({
      image: serving(server, app),
      ref: refOf(server, app),
      source: server.app(app)?.source,
    }).toEqual(before)
    expect(latest(server, app) === before.image).toBe(kind === 'build')
    expect(server.app(app)?.config['GIT_REV'] === commit).toBe(kind === 'checks')
    const listed = JSON.parse(
      (await client.dokku(`builds:list ${app} --format json`)).out,
    ) as object[]
    const open = { status: 'running', display_status: 'abandoned' }
    expect(listed[0]).toMatchObject(kind === 'build' ? open : { status: 'failed', exit_code: 1 })
    // The next successful deploy marks the open record as failed.
    await good(app)
    const after = JSON.parse(
      (await client.dokku(`builds:list ${app} --format json`)).out,
    ) as object[]
    expect(after[1]).toMatchObject({ status: 'failed', exit_code: kind === 'build' ? -1 : 1 })
    expect(latest(server, app)).toBe(serving(server, app))
  })

  test('a restart uses the image of the deploy that failed', async () => {
    const app = 'restarted'
    const { image } = await good(app)
    client.commit(fails('{"checks":"fail"}'))
    await client.push(app)
    const said = await client.dokku(`ps:restart ${app}`)
    expect([said.code, said.err, serving(server, app)]).toEqual([1, '', image])
    expect(said.out).toContain(' !     Could not start due to 1 failed checks (web.1)\n')
    expect((await client.dokku(`ps:rebuild ${app}`)).code).toBe(0)
    expect(latest(server, app)).toBe(serving(server, app))
    expect((await client.dokku(`ps:restart ${app}`)).code).toBe(0)
    const [first] = JSON.parse(
      (await client.dokku(`builds:list ${app} --format json`)).out,
    ) as object[]
    expect(first).toMatchObject({
      kind: 'deploy',
      source: 'ps:restart',
      display_status: 'abandoned',
    })
  })

  test('whose worker fails is half deployed', async () => {
    const app = 'half'
    client.commit(fails('{"processes":["web","worker"]}'))
    await client.push(app)
    const old = server.app(app)?.containers.find(({ process }) => process === 'worker')
    client.commit(fails('{"processes":["web","worker"],"worker":"fail"}'))
    const said = await client.push(app)
    expect(said.code).toBe(1)
    expect(await page(client, app)).toBe(`200 ${git(client.folder, 'show', 'HEAD:index.html')}`)
    const inspected = JSON.parse((await client.dokku(`ps:inspect ${app}`)).out) as {
      Id: string
      Name: string
      State: { Status: string }
    }[]
    const shown = inspected.map(({ Name, State }) => `${Name.replace(/-\d+$/, '')} ${State.Status}`)
    expect(shown.sort()).toEqual([
      '/half.web.1.upcoming running',
      '/half.worker.1 running',
      '/half.worker.1.upcoming exited',
    ])
    expect(inspected.map(({ Id }) => Id)).toContain(old?.id)
  })

  test('that crashes after its checks exits with 0', async () => {
    const app = 'crashing'
    client.commit(fails('{"crash":true}'))
    const said = await client.push(app)
    expect([said.code, lines(said).includes('remote: =====> Application deployed:')]).toEqual([
      0,
      true,
    ])
    expect(await page(client, app)).toBe('502 Bad Gateway')
    const count = async () => {
      const [web] = JSON.parse((await client.dokku(`ps:inspect ${app}`)).out) as [
        { RestartCount: number; State: { Status: string; Restarting: boolean } },
      ]
      expect(web.State).toMatchObject({ Status: 'restarting', Restarting: true })
      return web.RestartCount
    }
    const first = await count()
    await eventually(async () => (await count()) > first)
    expect((await client.dokku(`ps:report ${app} --running`)).out).toBe('true\n')
    const report = await client.dokku(`ps:report ${app} --format json`)
    const { 'status-web.1': status } = JSON.parse(report.out) as Record<string, string>
    expect(status).toMatch(/^restarting \(CID: /)
    client.commit({ 'fake-behaviour.json': '{}' })
  })

  test('to another branch is stored and not deployed', async () => {
    const app = 'branches'
    const before = await good(app)
    const commit = client.commit()
    const said = await client.push(app, 'feature')
    expect([said.code, said.out.includes('[new branch]')]).toEqual([0, true])
    const warning =
      'remote: \x1b[1G\x1b[K-----> WARNING: deploy did not complete, you must push to main.'
    expect(lines(said)).toContain(warning)
    expect([serving(server, app), refOf(server, app, 'feature')]).toEqual([before.image, commit])
    const [first] = JSON.parse(
      (await client.dokku(`builds:list ${app} --format json`)).out,
    ) as object[]
    expect(first).toMatchObject({ display_status: 'abandoned' })
  })

  test('that is not a fast-forward is refused, but accepted with --force', async () => {
    const app = 'forced'
    await good(app)
    git(client.folder, 'commit', '--amend', '--quiet', '--message=Other')
    const refused = await client.push(app)
    expect([refused.code, refused.out.includes('[rejected] (non-fast-forward)')]).toEqual([1, true])
    const forced = await client.push(app, 'main', '--force')
    expect([forced.code, forced.out.includes('(forced update)')]).toEqual([0, true])
  })

  test('from a shallow clone with an unknown base is live without a ref', async () => {
    const app = 'shallow'
    const commit = client.commit()
    const clone = `${client.folder}-shallow`
    await client.git(['clone', '--quiet', '--depth=1', `file://${client.folder}`, clone])
    const said = await client.git(
      ['push', '--porcelain', client.url(app), 'HEAD:refs/heads/main'],
      {
        cwd: clone,
      },
    )
    expect(said.out).toContain('[remote rejected] (shallow update not allowed)')
    expect([said.code, lines(said).includes('remote: =====> Application deployed:')]).toEqual([
      1,
      true,
    ])
    expect(refOf(server, app)).toBeUndefined()
    expect(server.app(app)).toMatchObject({
      source: { metadata: commit },
      config: { GIT_REV: commit },
      builds: [{ status: 'succeeded', code: 0 }],
    })
    expect(await page(client, app)).toContain('200 page')
  })

  test('of a missing build-dir', async () => {
    const app = 'directory'
    await client.dokku(`apps:create ${app}`)
    const set = await client.dokku(`builder:set ${app} build-dir sub`)
    expect(set.out).toBe('=====> Setting build-dir to sub\n')
    const said = await client.push(app)
    const text = 'remote:  !     Specified build-dir not found in sourcecode working directory: sub'
    expect([said.code, lines(said).includes(text)]).toEqual([1, true])
    expect(server.app(app)?.builds).toMatchObject([{ status: 'failed', code: 1 }])
    client.commit({ 'sub/index.html': 'from sub\n' })
    expect((await client.push(app)).code).toBe(0)
    expect(await page(client, app)).toBe('200 from sub')
  })

  test('during another push', async () => {
    const app = 'locked'
    await good(app)
    client.commit()
    server.set(app, { hang: true })
    const first = client.push(app)
    await eventually(async () => (await client.dokku(`apps:locked ${app}`)).code === 0)
    const second = await client.push(app)
    expect(second.code).toBe(1)
    expect(lines(second)).toEqual(
      expect.arrayContaining([
        'remote:  !     locked currently has a deploy lock in place. Exiting...',
        `remote:  !     Run 'apps:unlock' to release the existing deploy lock`,
      ]),
    )
    // The refused push has emptied the lock of the first one.
    const cancel = await client.dokku(`builds:cancel ${app}`)
    expect([cancel.code, cancel.out]).toEqual([0, '-----> No matching app deploy found\n'])
    server.set(app, {})
    expect((await first).code).toBe(0)
    const listed = JSON.parse(
      (await client.dokku(`builds:list ${app} --format json`)).out,
    ) as object[]
    // The record of the refused push was open; the end of the first one closed it.
    expect(listed).toMatchObject([
      { status: 'failed', exit_code: -1 },
      { status: 'succeeded' },
      { status: 'succeeded' },
    ])
    server.set(app, { locked: true })
    client.commit()
    expect((await client.push(app)).code).toBe(1)
    server.set(app, {})
  })

  test('removes a lock that was set by hand', async () => {
    const app = 'by-hand'
    await good(app)
    const lock = await client.dokku(`apps:lock ${app}`)
    expect([lock.code, lock.out]).toEqual([0, '-----> Deploy lock created\n'])
    expect((await client.dokku(`apps:report ${app} --app-locked`)).out).toBe('true\n')
    await good(app)
    expect((await client.dokku(`apps:locked ${app}`)).code).toBe(1)
    const unlock = await client.dokku(`apps:unlock ${app}`)
    expect([unlock.code, unlock.err]).toEqual([1, ' !     Unable to remove deploy lock\n'])
  })
})
