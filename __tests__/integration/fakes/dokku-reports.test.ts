import { expect, jest } from '@jest/globals'
import { startDokku } from '../../../fakes/dokku/server.ts'
import { clientOf } from '../../support/dokku/client.ts'
import {
  eventually,
  fails,
  lines,
  NEW,
  OLD,
  page,
  refOf,
  world,
} from '../../support/dokku/servers-by-version.ts'
import { describe, test } from '../../support/ssh-client-tests.ts'

jest.setTimeout(120_000)

describe('reports of 0.38.27', () => {
  test('of an app that was never deployed', async () => {
    const { client, app } = await world(NEW)
    const made = await client.dokku(`apps:create ${app}`)
    expect(made).toEqual({
      code: 0,
      out: `-----> Creating ${app}...\n-----> Creating new app virtual host file...\n-----> Configuring ${app}.dokku.test...(using built-in template)\n-----> Creating http nginx.conf\n       Reloading nginx\n`,
      err: ` !     No web listeners specified for ${app}\n`,
    })
    const git = JSON.parse((await client.dokku(`git:report ${app} --format json`)).out) as object
    expect(git).toMatchObject({
      'computed-deploy-branch': 'master',
      'git-computed-deploy-branch': 'master',
      'deploy-branch': '',
      sha: 'HEAD',
    })
    const inspect = await client.dokku(`ps:inspect ${app}`)
    expect([inspect.code, inspect.out]).toEqual([1, ''])
    expect(inspect.err).toContain('json.decoder.JSONDecodeError')
    const rebuilt = await client.dokku(`ps:rebuild ${app}`)
    expect([rebuilt.code, rebuilt.out]).toEqual([
      1,
      `\x1b[1G\x1b[K-----> WARNING: Cannot build from 'master' as there are no commits stored at that branch.\n`,
    ])
    expect((await client.dokku(`logs ${app}`)).err).toBe(
      ` !     App ${app} has not been deployed\n`,
    )
    expect((await client.dokku(`builds:list ${app}`)).out).toBe(`No builds recorded for this app\n`)
    expect((await client.dokku(`builds:list ${app} --format json`)).out).toBe('[]\n')
    const checks = await client.dokku(`checks:run ${app}`)
    expect([checks.code, checks.err]).toEqual([
      1,
      ` !     Invalid container index specified (${app}.web.1)\n`,
    ])
  })

  test('of an app that is deployed', async () => {
    const { client, app } = await world(NEW)
    const sha = client.commit()
    await client.push(app)
    await client.dokku(`--quiet config:set --no-restart ${app} SECRET=secret`)
    const asked = `apps:report ${app} --app-deploy-source-metadata`
    expect((await client.dokku(asked)).out).toBe(`${sha}\n`)
    // HEAD names another branch than the deploy branch.
    expect((await client.dokku(`git:report ${app} --git-sha`)).out).toBe('HEAD\n')
    const flag = await client.dokku(`apps:report ${app} --app-nope`)
    const valid = ' !     Invalid flag passed, valid flags: --app-created-at, '
    expect([flag.code, flag.err.slice(0, valid.length)]).toEqual([1, valid])
    const inspect = (await client.dokku(`ps:inspect ${app}`)).out
    expect(inspect).toContain('"SECRET=XXXXXX"')
    expect(inspect).not.toContain('secret"')
    expect((await client.dokku(`checks:run ${app}`)).out).toContain(
      'All checks successful (web.)\n',
    )
    const info = await client.dokku(`builds:info ${app} nope --format json`)
    expect([info.code, info.err]).toEqual([1, ` !     No build record found for ${app}/nope\n`])
  })

  test('an unknown command is printed with its arguments', async () => {
    const { client } = await world(NEW)
    const said = await client.dokku('foo:bar PASSWORD=secret')
    expect(said).toEqual({
      code: 1,
      out: '',
      err: ' !     `foo:bar PASSWORD=secret` is not a dokku command.\n !     See `dokku help` for a list of available commands.\n',
    })
    expect((await client.dokku('tags:deploy x y')).code).toBe(1)
  })

  test('the log of a build that failed', async () => {
    const { client, app } = await world(NEW)
    client.commit(fails('{"build":"fail","prints":["::error::injected"]}'))
    expect(lines(await client.push(app))).toContain('remote: ::error::injected')
    const [{ id }] = JSON.parse((await client.dokku(`builds:list ${app} --format json`)).out) as [
      { id: string },
    ]
    expect((await client.dokku(`builds:output ${app} ${id}`)).out).toContain(
      ' !     App build failed',
    )
  })
})

describe('deploys', () => {
  test('an app that crashes some time after its checks', async () => {
    const { client, app } = await world(NEW)
    client.commit(fails('{"crashAfter":1.5}'))
    expect((await client.push(app)).code).toBe(0)
    await eventually(async () => (await page(client, app)) === '502 Bad Gateway')
    expect((await client.dokku(`ps:report ${app}`)).out).toMatch(/Status web 1: +restarting/)
  })

  test('continue when their connection is lost', async () => {
    const server = await startDokku({ version: NEW, latencyMs: 50 })
    const client = clientOf(server)
    server.set('app', { hang: true })
    const pushing = client.push('app')
    await eventually(() => server.app('app')?.builds.length === 1)
    server.dropConnections()
    expect((await pushing).code).not.toBe(0)
    server.set('app', {})
    await eventually(() => refOf(server, 'app') !== undefined)
    client.remove()
    await server.stop()
  })

  test.each([
    ['0.24.0', '502 Bad Gateway'],
    ['0.29.2', '502 Bad Gateway'],
    [NEW, '200 page 3'],
  ])('that fail halfway: in %s the site answers %s', async (version, said) => {
    const { client, app } = await world(version)
    client.commit(fails('{"processes":["web","worker"]}'))
    await client.push(app)
    client.commit(fails('{"processes":["web","worker"],"worker":"fail"}'))
    expect((await client.push(app)).code).toBe(1)
    expect(await page(client, app)).toBe(said)
    client.commit(fails('{}'))
    expect((await client.push(app)).code).toBe(0)
    expect(await page(client, app)).toBe('200 page 4')
  })

  test.each([
    ['0.24.0', ['master', 'deploy-branch']],
    ['0.29.2', ['main', 'deploy-branch']],
    [NEW, ['main', 'computed-deploy-branch']],
  ])('%s reports its deploy branch', async (version, [branch = '', flag]) => {
    const { client, app } = await world(version)
    await client.push(app, branch)
    expect((await client.dokku(`git:report ${app} --git-${flag}`)).out).toBe(`${branch}\n`)
    await client.dokku(`git:set ${app} deploy-branch other`)
    client.commit()
    expect((await client.push(app, 'other')).err).toContain('Application deployed')
  })

  test.each([OLD, '0.24.0', '0.29.2', NEW])(
    '%s has the commands of its version',
    async (version) => {
      const { client } = await world(version)
      const commands = ['git:from-image', 'registry:report', 'tags', 'builds:list', 'config:import']
      const has = await Promise.all(
        commands.map(async (name) => {
          const { err } = await client.dokku(`${name} x`)
          return err.includes('is not a dokku command') ? '' : name
        }),
      )
      expect([version, ...has.filter(Boolean)].join(' ')).toBe(
        {
          [OLD]: `${OLD} tags`,
          '0.24.0': '0.24.0 git:from-image tags',
          '0.29.2': '0.29.2 git:from-image registry:report',
          [NEW]: `${NEW} git:from-image registry:report builds:list config:import`,
        }[version],
      )
    },
  )
})
