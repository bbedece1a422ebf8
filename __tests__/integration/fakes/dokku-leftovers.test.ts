// What deployments of the fake leave behind, as a real server does: locks, open records, branches and containers.
import { expect, jest } from '@jest/globals'
import type { Client } from '../../support/dokku/client.ts'
import {
  eventually,
  fails,
  lines,
  NEW,
  refOf,
  world,
} from '../../support/dokku/servers-by-version.ts'
import { test } from '../../support/ssh-client-tests.ts'

jest.setTimeout(120_000)

type Record = { status: string; display_status: string; source: string; exit_code?: number }

const records = async (client: Client, app: string): Promise<Record[]> =>
  JSON.parse((await client.dokku(`builds:list ${app} --format json`)).out)
const locked = async (client: Client, app: string): Promise<number | null> =>
  (await client.dokku(`apps:locked ${app}`)).code

test('a failed build leaves its lock, which the next push passes and a good one removes', async () => {
  const { client, app } = await world(NEW)
  await client.push(app)
  client.commit(fails('{"build":"fail"}'))
  expect((await client.push(app)).code).toBe(1)
  expect(await locked(client, app)).toBe(0)
  expect((await client.dokku(`apps:report ${app} --app-locked`)).out).toBe('true\n')
  expect((await records(client, app))[0]).toMatchObject({
    ...{ status: 'running', display_status: 'abandoned', source: 'git-hook' },
  })
  const unlock = await client.dokku(`apps:unlock ${app}`)
  expect(unlock.out).toBe('-----> Deploy lock removed\n')
  expect(unlock.err.split('\n').slice(0, 2)).toEqual([
    ' !     A deploy may be in progress.',
    ' !     Removing the app lock will not stop in progress deploys.',
  ])
  expect(await locked(client, app)).toBe(1)
  expect((await client.push(app)).code).toBe(1)
  expect(await locked(client, app)).toBe(0)
  client.commit(fails('{}'))
  expect((await client.push(app)).code).toBe(0)
  expect(await locked(client, app)).toBe(1)
})

test('records of images that are not there, and of a redeployment after config:set', async () => {
  const { client, app } = await world(NEW)
  await client.push(app)
  await client.dokku(`git:from-image ${app} nope:1`)
  expect(await records(client, app)).toMatchObject([
    { status: 'running', display_status: 'abandoned', source: 'git:from-image' },
    { status: 'succeeded' },
  ])
  expect(await locked(client, app)).toBe(1)
  await client.dokku(`config:set ${app} A=1`)
  expect(await records(client, app)).toMatchObject([
    { status: 'succeeded', source: 'config-redeploy' },
    { status: 'failed', exit_code: -1, source: 'git:from-image' },
    {},
  ])
  const table = (await client.dokku(`builds:list ${app}`)).out.split('\n')
  expect(table[0]).toMatch(/^Build ID +Kind +Status +PID +Source +Started +Duration$/)
  await client.dokku('apps:create never')
  expect((await client.dokku('builds:list never')).out).toBe('No builds recorded for this app\n')
})

test('without a deploy branch of its own, an app takes the next branch that is pushed', async () => {
  const { client, app } = await world(NEW)
  await client.push(app, 'master')
  await client.dokku(`git:set ${app} deploy-branch`)
  client.commit()
  const other = await client.push(app, 'other')
  expect(lines(other)).toContain('remote: \x1b[1G\x1b[K-----> Set other as deploy-branch')
  expect(lines(other)).toContain('remote: =====> Application deployed:')
  client.commit()
  expect((await client.push(app, 'master')).err).toContain('you must push to other.')
})

test('an app made from an image has the branches of the clone that made its commit', async () => {
  const { server, client, app } = await world(NEW)
  await client.push(app)
  await client.dokku(`apps:create ${app}-image`)
  await client.dokku(`git:from-image ${app}-image dokku/${app}:latest`)
  const refs = await client.git(['ls-remote', client.url(`${app}-image`)])
  expect(refs.out).toContain('\trefs/remotes/origin/HEAD')
  expect(refs.out).toContain('\trefs/remotes/origin/master')
  expect(refOf(server, `${app}-image`, 'master')).toBeDefined()
})

test('a build that is canceled during its checks leaves the new container running', async () => {
  const { server, client, app } = await world(NEW)
  await client.push(app)
  const latest = () => server.docker().tags[`dokku/${app}:latest`]
  const [image] = [latest()]
  client.commit(fails('{"checkSeconds":60}'))
  const pushing = client.push(app)
  await eventually(() => server.app(app)?.containers.length === 2)
  await client.dokku(`builds:cancel ${app}`)
  expect((await pushing).code).toBe(128)
  const names = JSON.parse((await client.dokku(`ps:inspect ${app}`)).out) as { Name: string }[]
  expect(names.map(({ Name }) => Name)).toEqual([
    `/${app}.web.1`,
    expect.stringMatching(/\.web\.1\.upcoming-\d+$/),
  ])
  expect(latest()).not.toBe(image)
  await client.dokku(`ps:rebuild ${app}`)
  expect(server.app(app)?.containers).toHaveLength(1)
  expect(server.app(app)?.containers[0]?.image).toBe(latest())
})

test('a key that may not run a command is refused as by dokku-acl, git included', async () => {
  const { server, client, app } = await world(NEW)
  await client.push(app)
  server.set(app, { denied: ['ps:inspect', 'git-upload-pack'] })
  const said = await client.dokku(`--quiet ps:inspect ${app}`)
  const text = `does not have permissions to run ps:inspect on ${app}, or ${app} does not exist\n`
  expect([said.code, said.err]).toEqual([1, ` !     User towpath ${text}`])
  expect((await client.git(['ls-remote', client.url(app)])).code).toBe(128)
  expect((await client.dokku(`urls ${app}`)).code).toBe(0)
})
