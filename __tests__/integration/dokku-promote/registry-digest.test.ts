// The digest of a tag, requested from real HTTP servers on loopback.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from '@jest/globals'
import {
  digestAt,
  registryAddress,
  registryDigest,
} from '../../../actions/dokku-promote/src/adapters/registry-digest.ts'
import { startRegistry } from '../../../fakes/docker/registry.ts'
import { ROOT } from '../../../scripts/actions.ts'
import { withTool } from '../../support/tools.ts'

const DIGEST = `sha256:${'ab'.repeat(32)}`
const servers: Server[] = []

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  servers.push(server)
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

/** Returns the digest from a registry that gives this answer to the only request. */
async function digestFrom(
  status: number,
  headers: Record<string, string>,
): Promise<string | undefined> {
  const base = await serve((_, response) => response.writeHead(status, headers).end())
  return digestAt(base, 'dokku/stg', '7')
}

const HEADER = 'docker-content-digest'

describe('the digest that a registry reports', () => {
  test('is requested for a manifest of any kind, without its content', async () => {
    let seen: unknown[] = []
    const base = await serve(({ method, url, headers }, response) => {
      seen = [method, url, headers.accept, headers.authorization]
      response.writeHead(200, { [HEADER]: DIGEST }).end()
    })
    expect(await digestAt(base, 'dokku/stg', '7')).toBe(DIGEST)
    expect(seen).toEqual([
      'HEAD',
      '/v2/dokku/stg/manifests/7',
      expect.stringContaining('application/vnd.oci.image.manifest.v1+json'),
      undefined,
    ])
    expect(seen[2]).toContain('application/vnd.docker.distribution.manifest.list.v2+json')
  })

  test.each([
    ['no digest', 200, {}],
    ['a malformed digest', 200, { [HEADER]: 'sha256:abcd' }],
    ['an upper-case digest', 200, { [HEADER]: DIGEST.toUpperCase() }],
    ['two digests', 200, { [HEADER]: `${DIGEST}, ${DIGEST}` }],
    ['a different algorithm', 200, { [HEADER]: `sha512:${'ab'.repeat(64)}` }],
    ['not found, with a digest', 404, { [HEADER]: DIGEST }],
    ['an error, with a digest', 500, { [HEADER]: DIGEST }],
    [
      'a registry that requires a login',
      401,
      { 'www-authenticate': 'Basic realm="registry"', [HEADER]: DIGEST },
    ],
    ['a login without a challenge', 401, { [HEADER]: DIGEST }],
    [
      'a token from an unreachable server',
      401,
      { 'www-authenticate': 'Bearer realm="https://127.0.0.1:1/t"' },
    ],
    ['a token from a file', 401, { 'www-authenticate': 'Bearer realm="file:///etc/passwd"' }],
  ])('%s: no digest', async (_, status, headers) => {
    expect(await digestFrom(status, headers)).toBeUndefined()
  })

  test('a token is not requested over plain HTTP', async () => {
    const seen: unknown[] = []
    const base = await serve(({ url, headers }, response) => {
      seen.push(url)
      if (url === '/token') response.end('{"token":"t"}')
      else if (headers.authorization) response.writeHead(200, { [HEADER]: DIGEST }).end()
      else response.writeHead(401, { 'www-authenticate': `Bearer realm="${base}/token"` }).end()
    })
    expect(await digestAt(base, 'dokku/stg', '7')).toBeUndefined()
    expect(seen).toEqual(['/v2/dokku/stg/manifests/7'])
  })

  test('a redirect is followed', async () => {
    const end = await serve((_, response) => response.writeHead(200, { [HEADER]: DIGEST }).end())
    expect(await digestFrom(307, { location: `${end}/v2/dokku/stg/manifests/7` })).toBe(DIGEST)
  })

  test('an endless redirect: no digest', async () => {
    const base = await serve(({ url }, response) =>
      response.writeHead(302, { location: `${url}` }).end(),
    )
    expect(await digestAt(base, 'dokku/stg', '7')).toBeUndefined()
  })

  test('a server that does not answer: no digest after the time limit', async () => {
    let asked = 0
    const base = await serve(() => {
      asked += 1
    })
    expect(await digestAt(base, 'dokku/stg', '7', 200)).toBeUndefined()
    expect(asked).toBe(1)
  })

  test('no server: no digest', async () => {
    expect(await digestAt('http://127.0.0.1:1', 'dokku/stg', '7')).toBeUndefined()
  })

  test.each([
    'localhost:5000/stg:7',
    '127.0.0.1:5000/stg:7',
    '[::1]:5000/stg:7',
    'stg',
    'reg.test/stg',
    '',
  ])('%j is not requested', async (reference) => {
    expect(registryAddress(reference)).toBeUndefined()
    expect(await registryDigest(reference)).toBeUndefined()
  })

  test('the address of an image', () => {
    expect(registryAddress('reg.test:5000/dokku/stg:7')).toEqual([
      'https://reg.test:5000',
      'dokku/stg',
      '7',
    ])
    expect(registryAddress('docker.io/allume/stg:7')).toEqual([
      'https://registry-1.docker.io',
      'allume/stg',
      '7',
    ])
  })
})

describe('a registry with anonymous tokens', () => {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-registry-digest-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const run = promisify(execFile)

  /** Serves with its own certificate, to a process that trusts it. Returns the requests and the digest. */
  async function requestsFor(
    token: string,
    challenge: (base: string) => string,
  ): Promise<string[]> {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']
    const to = ['-days', '2', '-keyout', key, '-out', cert]
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
    await run('openssl', ['req', '-x509', ...kind, ...names, ...to])
    const seen: string[] = []
    const files = { key: readFileSync(key), cert: readFileSync(cert) }
    const server = createSecureServer(files, ({ method, url = '', headers }, response) => {
      seen.push(`${method} ${url} ${headers.authorization ?? 'anonymous'}`)
      if (url.startsWith('/token')) response.end(token)
      else if (headers.authorization === 'Bearer for-all')
        response.writeHead(200, { [HEADER]: DIGEST }).end()
      else response.writeHead(401, { 'www-authenticate': challenge(base) }).end()
    })
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    servers.push(server)
    const base = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
    const program = `
      import { digestAt } from ${JSON.stringify(join(ROOT, 'actions/dokku-promote/src/adapters/registry-digest.ts'))}
      process.stdout.write(String(await digestAt('${base}', 'dokku/stg', '7')))`
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: cert, NODE_OPTIONS: '' }
    const args = ['--input-type=module', '--eval', program]
    const { stdout } = await run(process.execPath, args, { env })
    return [...seen, stdout]
  }
  const bearer = (base: string): string =>
    `Bearer realm="${base}/token",service="reg & co",scope="repository:dokku/stg:pull"`
  const query = 'service=reg+%26+co&scope=repository%3Adokku%2Fstg%3Apull'
  const first = 'HEAD /v2/dokku/stg/manifests/7 anonymous'

  test('is asked again with the token', async () => {
    const got = [first, `GET /token?${query} anonymous`]
    const again = 'HEAD /v2/dokku/stg/manifests/7 Bearer for-all'
    expect(await requestsFor('{"token":"for-all"}', bearer)).toEqual([...got, again, DIGEST])
    expect(await requestsFor('{"access_token":"for-all"}', bearer)).toEqual([...got, again, DIGEST])
  })

  test.each([
    ['no token', '{}'],
    ['not a string', '{"token":7}'],
    ['not JSON', '<html>'],
    ['null', 'null'],
    ['not valid in a header', '{"token":"a\\r\\nx-evil: 1"}'],
  ])('%s: no digest', async (_, token) => {
    const all = await requestsFor(token, bearer)
    expect(all).toEqual([first, `GET /token?${query} anonymous`, 'undefined'])
  })

  test('a token that it does not accept: asked twice, no digest', async () => {
    const all = await requestsFor('{"token":"for-others"}', bearer)
    expect([all.length, all.at(-1)]).toEqual([4, 'undefined'])
  })
})

describe('docker-registry itself', () => {
  withTool('registry', (program) => {
    test('its digest, and none if it requires a login or does not have the tag', async () => {
      const registry = await startRegistry(program)
      try {
        const digest = await registry.push('dokku/stg', '7', { version: 'v7' })
        const login = Buffer.from(`${registry.user}:${registry.password}`).toString('base64')
        // Acts as a public registry.
        const open = await serve(async ({ method = '', url, headers }, response) => {
          const answer = await fetch(`http://${registry.address}${url}`, {
            method,
            headers: { accept: headers.accept ?? '', authorization: `Basic ${login}` },
          })
          response.writeHead(answer.status, Object.fromEntries(answer.headers)).end()
        })
        expect(await digestAt(open, 'dokku/stg', '7')).toBe(digest)
        expect(await digestAt(open, 'dokku/stg', '8')).toBeUndefined()
        expect(await digestAt(`http://${registry.address}`, 'dokku/stg', '7')).toBeUndefined()
      } finally {
        await registry.remove()
      }
    })
  })
})
