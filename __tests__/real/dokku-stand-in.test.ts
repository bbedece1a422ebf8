import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { type DokkuServer, startDokku } from '../../rehearsal/world/dokku/server.ts'
import { git } from '../../rehearsal/world/repository.ts'
import { peer } from '../../scripts/peers.ts'
import { type Client, clientOf, type Said } from './dokku-client.ts'
import { startDokkuSshd } from './dokku-server.ts'

jest.setTimeout(120_000)

type Server = Omit<DokkuServer, 'cut'>
const servers = new Map<string, Promise<Server>>()
const clients = new Set<Client>()

/** One server for each version and door; every test has its own apps. */
function serverOf(version: string, door = 'embedded'): Promise<Server> {
  const key = `${version} ${door}`
  const started =
    servers.get(key) ??
    (door === 'embedded'
      ? startDokku({ version, listen: 'embedded' })
      : startDokkuSshd(peer('sshd') ?? '', version))
  servers.set(key, started)
  return started
}

let count = 0
async function world(version: string, door?: string) {
  const server = await serverOf(version, door)
  const client = clientOf(server)
  clients.add(client)
  count += 1
  return { server, client, app: `app${count}` }
}

afterAll(async () => {
  for (const client of clients) client.remove()
  for (const server of servers.values()) await (await server).stop()
})

const fails = (text: string): Record<string, string> => ({ 'stand-in.json': text })
const NEW = '0.38.27'
const OLD = '0.10.5'
const latest = (server: Server, app: string) => server.docker().tags[`dokku/${app}:latest`]
const serving = (server: Server, app: string) => {
  const state = server.app(app)
  return state?.containers.find(({ id }) => id === state.serving)?.image
}
const refOf = (server: Server, app: string, branch = 'main') => {
  try {
    return git(server.repo(app), 'rev-parse', '--verify', '--quiet', `refs/heads/${branch}`)
  } catch {
    return undefined
  }
}
const page = async (client: Client, app: string) => {
  const { out } = await client.dokku(`url ${app}`)
  const response = await fetch(out.trim())
  return `${response.status} ${(await response.text()).trim()}`
}
const lines = (said: Said) => said.err.split('\n').map((line) => line.trimEnd())
const eventually = async (check: () => boolean | Promise<boolean>) => {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 50))
}

const doors = peer('sshd') === undefined ? ['embedded'] : ['embedded', 'sshd']

describe.each(doors)('behind the %s door', (door) => {
  test('a first push and a second one', async () => {
    const { server, client, app } = await world(NEW, door)
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
  ])('the build goes on when %s killed', async (_, isGroup) => {
    const { server, client, app } = await world(NEW, door)
    client.commit(fails('{"seconds":1.5,"prints":["one"]}'))
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
    await eventually(() => refOf(server, app) !== undefined)
    expect(server.app(app)?.builds).toMatchObject([{ status: 'succeeded', code: 0 }])
    expect((await client.push(app)).out).toContain('[up to date]')
  })

  test('what the shell does to a command line, and what xargs does', async () => {
    const { server, client, app } = await world(NEW, door)
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
    const { server, client, app } = await world(NEW, door)
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

  test('standard input arrives', async () => {
    const { server, client, app } = await world(NEW, door)
    await client.dokku(`apps:create ${app}`)
    const words = `--quiet config:import --no-restart --format json ${app} -`
    const said = await client.dokku(words, '{"A":"two\\nlines"}')
    expect(said).toEqual({ code: 0, out: '', err: '' })
    expect(server.app(app)?.config).toEqual({ A: 'two\nlines' })
  })
})

describe('a push to 0.38.27', () => {
  let server: Server
  let client: Client
  beforeAll(async () => {
    ;({ server, client } = await world(NEW))
  })
  const good = async (name: string) => {
    client.commit({ 'stand-in.json': '{}' })
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
    // The next good deploy takes the open record for a failed one.
    await good(app)
    const after = JSON.parse(
      (await client.dokku(`builds:list ${app} --format json`)).out,
    ) as object[]
    expect(after[1]).toMatchObject({ status: 'failed', exit_code: kind === 'build' ? -1 : 1 })
    expect(latest(server, app)).toBe(serving(server, app))
  })

  test('a restart takes the image of the deploy that failed', async () => {
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

  test('that crashes after its checks ends with 0', async () => {
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
    client.commit({ 'stand-in.json': '{}' })
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

  test('that is no fast-forward is refused, and forced is taken', async () => {
    const app = 'forced'
    await good(app)
    git(client.folder, 'commit', '--amend', '--quiet', '--message=Other')
    const refused = await client.push(app)
    expect([refused.code, refused.out.includes('[rejected] (non-fast-forward)')]).toEqual([1, true])
    const forced = await client.push(app, 'main', '--force')
    expect([forced.code, forced.out.includes('(forced update)')]).toEqual([0, true])
  })

  test('from a shallow clone whose base is not there is live without a ref', async () => {
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

  test('of a build-dir that is not there', async () => {
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

  test('while another one runs', async () => {
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
    // The refused one has made the first one's build unknown.
    const cancel = await client.dokku(`builds:cancel ${app}`)
    expect([cancel.code, cancel.out]).toEqual([0, '-----> No matching app deploy found\n'])
    server.set(app, {})
    expect((await first).code).toBe(0)
    const listed = JSON.parse(
      (await client.dokku(`builds:list ${app} --format json`)).out,
    ) as object[]
    // The refused one's record was open, and the end of the first one closed it.
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

  test('takes a lock that was made by hand with it', async () => {
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

describe('apps that are missing', () => {
  test.each([NEW, '0.29.2', OLD])('in %s a mere look makes them', async (version) => {
    const { server, client, app } = await world(version)
    const said = await client.git(['ls-remote', client.url(app)])
    expect([said.code, said.out]).toEqual([0, ''])
    expect(server.app(app)?.deployed).toBe(false)
  })

  test('unless that is disabled', async () => {
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
  ])('in %s apps:exists says %d', async (version, code) => {
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
  ])('in %s the same image again ends with %d', async (version, code) => {
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
  ])('in %s one that fails ends with %d', async (version, code, isTaken) => {
    const { server, client, app, prod, take } = await promoted(version)
    client.commit(fails('{"checks":"fail"}'))
    await client.push(app, 'master')
    const said = await take()
    expect([said.code, said.out.includes('Application deployed')]).toEqual([code, false])
    expect(server.app(prod)).toMatchObject({ deployed: false, sourceImage: `dokku/${app}:latest` })
    // Where the ref was moved all the same, there is nothing to do the next time.
    expect(refOf(server, prod, 'master') !== undefined).toBe(isTaken)
    expect(`${(await take()).err}`.includes('No changes detected')).toBe(isTaken)
  })

  test('of images that are missing', async () => {
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

  test('by the registry, by tag and by digest, also after staging has gone on', async () => {
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

  test('of 0.38.27 is quiet with --quiet, printed twice by an import, and exported', async () => {
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
  test('says its version, and what is no command', async () => {
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

  test('a push to another branch says nothing', async () => {
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

  test('a tag that is missing is deployed with 0', async () => {
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
