import { expect, jest } from '@jest/globals'
import {
  fails,
  latest,
  lines,
  NEW,
  OLD,
  refOf,
  serving,
  world,
} from '../../support/dokku/servers-by-version.ts'
import { describe, test } from '../../support/ssh-client-tests.ts'

jest.setTimeout(120_000)

describe('apps that are missing', () => {
  test.each([NEW, '0.29.2', OLD])('in %s listing their branches creates them', async (version) => {
    const { server, client, app } = await world(version)
    const said = await client.git(['ls-remote', client.url(app)])
    expect([said.code, said.out]).toEqual([0, ''])
    expect(server.app(app)?.deployed).toBe(false)
  })

  test('are not created if that is disabled', async () => {
    const { server, client, app } = await world(NEW)
    server.set(app, { autocreate: false })
    for (const said of [await client.git(['ls-remote', client.url(app)]), await client.push(app)]) {
      expect(said.code).toBe(128)
      expect(said.err).toContain(' !     App auto-creation disabled.\n')
    }
    expect(server.app(app)).toBeUndefined()
  })

  test.each([
    [NEW, 20],
    ['0.29.2', 1],
  ])('in %s apps:exists exits with %d', async (version, code) => {
    const { client, app } = await world(version)
    const said = await client.dokku(`apps:exists ${app}`)
    expect(said).toEqual({ code, out: '', err: ` !     App ${app} does not exist\n` })
    await client.dokku(`apps:create ${app}`)
    expect(await client.dokku(`apps:exists ${app}`)).toEqual({ code: 0, out: '', err: '' })
    const again = await client.dokku(`apps:create ${app}`)
    expect([again.code, again.err]).toEqual([1, ' !     Name is already taken\n'])
  })
})

describe('promotion', () => {
  const promoted = async (version: string) => {
    const { server, client, app } = await world(version)
    client.commit()
    await client.push(app, 'master')
    await client.dokku(`apps:create ${app}-prod`)
    const take = (image = `dokku/${app}:latest`) =>
      client.dokku(`git:from-image ${app}-prod ${image}`)
    return { server, client, app, prod: `${app}-prod`, take }
  }

  test.each([
    [NEW, 1],
    ['0.29.3', 1],
    ['0.29.2', 0],
    ['0.24.0', 0],
  ])('in %s the same image again exits with %d', async (version, code) => {
    const { server, app, prod, take } = await promoted(version)
    expect(await take()).toMatchObject({ code: 0 })
    const layers = (name: string) => server.docker().images[serving(server, name) ?? '']?.layers
    expect(layers(prod)).toEqual(layers(app))
    expect(serving(server, prod)).not.toBe(serving(server, app))
    const again = await take()
    expect(again.code).toBe(code)
    const text = ' !     No changes detected, skipping git commit\n'
    expect(version === NEW ? again.out : again.err).toContain(text)
  })

  test.each([
    [NEW, 1, false],
    ['0.29.2', 0, true],
  ])('in %s one that fails exits with %d', async (version, code, isTaken) => {
    const { server, client, app, prod, take } = await promoted(version)
    client.commit(fails('{"checks":"fail"}'))
    await client.push(app, 'master')
    const said = await take()
    expect([said.code, said.out.includes('Application deployed')]).toEqual([code, false])
    expect(server.app(prod)).toMatchObject({ deployed: false, sourceImage: `dokku/${app}:latest` })
    // Where the ref was moved anyway, there is nothing to do the next time.
    expect(refOf(server, prod, 'master') !== undefined).toBe(isTaken)
    expect(`${(await take()).err}`.includes('No changes detected')).toBe(isTaken)
  })

  test('of missing images', async () => {
    const { server, take, app } = await promoted(NEW)
    const said = await take('registry.example.org/dokku/stg:nope')
    expect([said.code, said.err]).toEqual([1, ''])
    expect(said.out).toContain(
      'Error response from daemon: manifest for registry.example.org/dokku/stg:nope not found: manifest unknown: manifest unknown\n !     Failed to pull image: registry.example.org/dokku/stg:nope\n',
    )
    const id = latest(server, app)
    for (const name of [id, `dokku/${app}@${id}`]) expect((await take(name)).code).toBe(1)
    expect((await take('')).code).toBe(1)
  })

  test('by the registry, by tag and by digest, even after staging has a newer version', async () => {
    const { server, client, app, prod, take } = await promoted(NEW)
    await client.dokku(`registry:set ${app} server registry.example.org`)
    await client.dokku(`registry:set ${app} push-on-release true`)
    server.tag(`dokku/${app}:latest`, `dokku/${app}:rel1`)
    client.commit()
    const said = await client.push(app, 'master')
    expect(lines(said)).toContain('remote:        Bumping tag to 1')
    const reference = `registry.example.org/dokku/${app}:1`
    const inspected = JSON.parse((await client.dokku(`ps:inspect ${app}`)).out) as [
      { Image: string; Config: { Image: string } },
    ]
    expect(inspected[0].Config.Image).toBe(reference)
    const { digest } = server.docker().registry[reference] ?? {}
    // A local tag does not outlive the next deploy.
    expect((await take(`dokku/${app}:rel1`)).code).toBe(1)
    client.commit(fails('{"checks":"fail"}'))
    await client.push(app, 'master')
    const bumped = await client.dokku(`registry:report ${app} --registry-tag-version`)
    expect(bumped.out).toBe('2\n')
    const byDigest = `registry.example.org/dokku/${app}@${digest}`
    expect((await take(byDigest)).code).toBe(0)
    const layers = (image = '') => server.docker().images[image]?.layers
    expect(layers(serving(server, prod))).toEqual(layers(inspected[0].Image))
    const [web] = JSON.parse((await client.dokku(`ps:inspect ${prod}`)).out) as [
      { Config: { Labels: Record<string, string> } },
    ]
    const label = web.Config.Labels['com.dokku.docker-image-labeler/alternate-tags']
    expect(label).toBe(JSON.stringify([byDigest]))
    expect(server.app(prod)?.source).toEqual({ kind: 'docker-image', metadata: byDigest })
  })
})

describe('the environment', () => {
  test.each([
    [NEW, 'A:  b', '-----> Setting config vars\n       A:  secret\n       LONG:  x\n'],
    [OLD, 'A: b', '-----> Setting config vars\n       A:    secret\n       LONG: x\n'],
  ])('of %s is printed as it is set', async (version, line) => {
    const { client, app } = await world(version)
    await client.dokku(`apps:create ${app}`)
    const said = await client.dokku(`config:set --no-restart ${app} A=b`)
    expect(said).toEqual({ code: 0, out: `-----> Setting config vars\n       ${line}\n`, err: '' })
    expect((await client.dokku(`config:get ${app} A`)).out).toBe('b\n')
  })

  test('of 0.38.27 is not printed with --quiet, printed twice by an import, and exported', async () => {
    const { client, app } = await world(NEW)
    await client.dokku(`apps:create ${app}`)
    const quiet = await client.dokku(`--quiet config:set --no-restart ${app} A=b`)
    expect(quiet).toEqual({ code: 0, out: '', err: '' })
    const imported = await client.dokku(`config:import --no-restart ${app} -`, 'F=1\nG="x y"\n')
    expect(imported.out).toBe(
      '-----> Reading config vars from stdin\n-----> Setting config var F=1\n-----> Setting config var G=x y\n-----> Setting config vars\n       F:  1\n       G:  x y\n',
    )
    const exported = await client.dokku(`config:export --format json ${app}`)
    expect(JSON.parse(exported.out)).toEqual({ A: 'b', F: '1', G: 'x y' })
    expect((await client.dokku(`config:export --format envfile ${app}`)).out).toBe(
      'A="b"\nF=1\nG="x y"\n',
    )
    expect((await client.dokku(`config:get ${app} NOPE`)).code).toBe(1)
    expect((await client.dokku(`config:show --format json ${app}`)).code).toBe(2)
    const encoded = Buffer.from('two\nlines').toString('base64')
    await client.dokku(`config:set --no-restart --encoded ${app} E=${encoded}`)
    expect((await client.dokku(`config:get ${app} E`)).out).toBe('two\nlines\n')
    const bad = await client.dokku(`config:set ${app} 1bad=x`)
    expect([bad.code, bad.err]).toEqual([1, ` !     Invalid key name: '1bad'\n`])
  })
})

describe('0.10.5', () => {
  test('prints its version, and rejects unknown commands', async () => {
    const { client } = await world(OLD)
    expect((await client.dokku('version')).out).toBe('v0.10.5\n')
    for (const command of ['apps:exists x', 'ps:inspect x', 'git:report x', 'builds:list x']) {
      const said = await client.dokku(command)
      const name = command.split(' ')[0]
      expect([said.code, said.err.split('\n')[0]]).toEqual([
        1,
        ` !     \`${name}\` is not a dokku command.`,
      ])
    }
  })

  test('a push to another branch prints nothing', async () => {
    const { server, client, app } = await world(OLD)
    const said = await client.push(app)
    expect([said.code, said.err, said.out.includes('[new branch]')]).toEqual([0, '', true])
    expect(server.app(app)?.deployed).toBe(false)
    const good = await client.push(app, 'master')
    expect(lines(good)).toContain('remote: \x1b[1G=====> Application deployed:')
    await client.dokku(`config:set --no-restart ${app} DOKKU_DEPLOY_BRANCH=main`)
    client.commit()
    expect((await client.push(app)).err).toContain('Application deployed')
  })

  test('checks that fail, and the lock', async () => {
    const { server, client, app } = await world(OLD)
    client.commit(fails('{"checks":"fail"}'))
    const said = await client.push(app, 'master')
    const text = 'remote: \x1b[1GApp container failed to start!!'
    expect([said.code, lines(said).includes(text)]).toEqual([1, true])
    server.set(app, { locked: true })
    expect((await client.push(app, 'master')).err).toContain(
      `${app} is currently being deployed. Exiting...`,
    )
  })

  test('quotes count for config only, whose failures are 123', async () => {
    const { server, client, app } = await world(OLD)
    await client.dokku(`apps:create ${app}`)
    const bare = await client.dokku(`config:set --no-restart ${app} C=with space`)
    expect([bare.code, bare.out.split('\n')[0]]).toEqual([
      123,
      'Usage: dokku config:set APP KEY1=VALUE1 [KEY2=VALUE2 ...]',
    ])
    expect((await client.dokku(`config:set --no-restart ${app} C=with\\ space`)).code).toBe(0)
    expect(server.app(app)?.config).toEqual({ C: 'with space' })
    expect((await client.dokku(`apps:create '${app}'`)).code).toBe(1)
  })

  test('a deploy of a missing tag exits with 0', async () => {
    const { server, client, app } = await world(OLD)
    await client.push(app, 'master')
    const image = serving(server, app)
    const missing = await client.dokku(`tags:deploy ${app} nope`)
    expect([missing.code, missing.err]).toEqual([
      0,
      ` !     app image (dokku/${app}:nope) not found\n`,
    ])
    await client.dokku(`tags:create ${app} v1`)
    client.commit()
    await client.push(app, 'master')
    expect((await client.dokku(`tags:deploy ${app} v1`)).code).toBe(0)
    expect(serving(server, app)).toBe(image)
  })
})
