import { expect, jest } from '@jest/globals'
import { toolPath } from '../../../scripts/test-tools.ts'
import {
  eventually,
  fails,
  lines,
  NEW,
  page,
  refOf,
  world,
} from '../../support/dokku/servers-by-version.ts'
import { describe, test } from '../../support/ssh-client-tests.ts'

jest.setTimeout(120_000)

const sshServers = toolPath('sshd') === undefined ? ['embedded'] : ['embedded', 'sshd']

describe.each(sshServers)('behind the %s SSH server', (sshServer) => {
  test('a first push and a second one', async () => {
    const { server, client, app } = await world(NEW, sshServer)
    const first = await client.push(app)
    expect([first.code, first.out.includes('[new branch]')]).toEqual([0, true])
    expect(lines(first)).toContain(`remote: \x1b[1G\x1b[K-----> Set main as deploy-branch`)
    expect(lines(first)).toContain('remote: =====> Application deployed:')
    expect(first.err).toContain(` !     No web listeners specified for ${app}\n`)
    expect(await page(client, app)).toBe('200 page 1')
    const commit = client.commit()
    expect((await client.push(app)).code).toBe(0)
    expect(await page(client, app)).toBe('200 page 2')
    expect([refOf(server, app), server.app(app)?.source.metadata]).toEqual([commit, commit])
    const again = await client.push(app)
    expect(again.out).toContain('[up to date]')
    expect([again.code, again.err]).toEqual([0, ''])
  })

  test.each([
    ['git alone is', false],
    ['git and its ssh are', true],
  ])('the build continues when %s killed', async (_, isGroup) => {
    const { server, client, app } = await world(NEW, sshServer)
    // The build prints when nothing reads its output.
    client.commit(fails('{"prints":["1","2","3","4","5","6","7","8"]}'))
    server.set(app, { hang: true })
    const killed = new AbortController()
    const pushing = client.git(['push', client.url(app), 'HEAD:refs/heads/main'], {
      signal: killed.signal,
      isGroup,
    })
    await eventually(() => server.app(app)?.builds.length === 1)
    killed.abort()
    expect((await pushing).code).toBeNull()
    expect(refOf(server, app)).toBeUndefined()
    expect((await client.dokku(`apps:locked ${app}`)).code).toBe(0)
    server.set(app, {})
    await eventually(() => refOf(server, app) !== undefined)
    expect(server.app(app)?.builds).toMatchObject([{ status: 'succeeded', code: 0 }])
    expect((await client.push(app)).out).toContain('[up to date]')
  })

  test('what the shell does to a command line, and what xargs does', async () => {
    const { server, client, app } = await world(NEW, sshServer)
    await client.dokku(`apps:create ${app}`)
    const set = (words: string) => client.dokku(`config:set --no-restart ${app} ${words}`)
    expect((await set(`'A=with space' B=with\\ space "C=x  y"`)).code).toBe(0)
    expect(server.app(app)?.config).toEqual({ A: 'with space', B: 'with space', C: 'x  y' })
    const bare = await set('D=with space')
    expect([bare.code, bare.err]).toEqual([1, ' !     Invalid env pair: space\n'])
    expect((await set('E=$(id) F=`id`')).code).toBe(0)
    expect(server.app(app)?.config).toMatchObject({ E: '$(id)', F: '`id`' })
    expect(server.commandsSeen()).toContain(`config:set --no-restart ${app} E=$(id) F=\`id\``)
    const said = await client.dokku(`git:from-image ${app} 'quoted image'`)
    expect(said.out).toContain(` !     Failed to pull image: 'quoted\n`)
  })

  test('a build that is canceled', async () => {
    const { server, client, app } = await world(NEW, sshServer)
    server.set(app, { hang: true })
    const pushing = client.push(app)
    await eventually(async () => (await client.dokku(`apps:locked ${app}`)).code === 0)
    const running = await client.dokku(`builds:list ${app} --format json --status running`)
    expect(JSON.parse(running.out)).toMatchObject([{ display_status: 'running' }])
    expect((await client.dokku(`builds:cancel ${app}`)).out).toBe('-----> Killing app deploy\n')
    const pushed = await pushing
    expect(pushed.code).toBe(128)
    expect(pushed.err).toContain('unexpected disconnect')
    expect(pushed.err).toMatch(/line 165: \d+ Quit /)
    expect(server.app(app)?.builds).toMatchObject([{ status: 'canceled', code: -1 }])
    expect((await client.dokku(`apps:locked ${app}`)).err).toBe(
      ' !     Deploy lock does not exist\n',
    )
    const idle = await client.dokku(`builds:cancel ${app}`)
    expect([idle.code, idle.out]).toEqual([0, '-----> App not currently deploying\n'])
    expect(refOf(server, app)).toBeUndefined()
  })

  test('a build whose process is killed is over, and holds no lock', async () => {
    const { server, client, app } = await world(NEW, sshServer)
    server.set(app, { hang: true })
    const pushing = client.push(app)
    await eventually(() => server.app(app)?.builds.length === 1)
    process.kill(server.app(app)?.builds[0]?.pid ?? 0, 'SIGKILL')
    expect((await pushing).out).toContain('[remote rejected] (pre-receive hook declined)')
    server.set(app, {})
    expect((await client.dokku(`apps:locked ${app}`)).code).toBe(1)
    const listed = await client.dokku(`builds:list ${app} --format json`)
    expect(JSON.parse(listed.out)).toMatchObject([{ display_status: 'abandoned' }])
    expect([server.app(app)?.deployed, refOf(server, app)]).toEqual([false, undefined])
  })

  test('standard input arrives', async () => {
    const { server, client, app } = await world(NEW, sshServer)
    await client.dokku(`apps:create ${app}`)
    const words = `--quiet config:import --no-restart --format json ${app} -`
    const said = await client.dokku(words, '{"A":"two\\nlines"}')
    expect(said).toEqual({ code: 0, out: '', err: '' })
    expect(server.app(app)?.config).toEqual({ A: 'two\nlines' })
  })
})
