import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { parse } from 'yaml'
import { inputSource, readTowpath } from '../../../kit/config/read.ts'
import { ROOT } from '../../../scripts/actions.ts'

const schema = JSON.parse(readFileSync(join(ROOT, 'schema/towpath.schema.json'), 'utf8'))
const validate = new Ajv({ strict: false }).compile(schema)

/** Returns the reader's error message; empty if it accepts the configuration. */
function messageFor(text: string): string {
  try {
    readTowpath(inputSource('routes', text))
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

/** Configurations that together use every key. */
const ROUTES = `
routes:
  - { name: staging, on: push, branches: [develop, 'release/**', '!release/**-wip'], environment: staging }
  - { on: push, tags: [uat, 'v[0-9]+'], environments: [production-eu, production-us] }
  - { on: [pull_request, push], branches-ignore: [main], tags-ignore: 'x*', types: [opened, closed], environment: 'review-{number}', forks: allow }
  - { on: [schedule], cron: '0 3 * * 1', environment: staging }
  - { on: repository_dispatch, types: anything, environment: staging }
  - { on: [release, workflow_run], branches: a, types: published, environment: 'x-{slug}', forks: deny }
  - { on: pull_request, labels: [preview, 'needs review'], drafts: deny, environment: 'p-{number}', dependabot: allow }
  - { on: [push, pull_request_target], tags: 'v*', tags-on: [master, 'release/**'], stale: deny, labels: safe, dependabot: deny, drafts: allow, environment: production }
environments:
  staging:
    url: https://staging.example.org/{sha}
    channel: beta
    variables: { GAME_SERVER_URL: 'https://{slug}.example.org', EMPTY: '' }
    hosts: { web: [deploy@web1.example.org, 'deploy@web2.example.org:2222'], worker: '[::1]:22' }
    gateway: deploy@bastion.example.org
    batch: 50%
    services: { web: { image: other, roles: web, healthy: { running: 7s } } }
  'review-{number}': { url: 'https://review-{number}.example.org', batch: 2 }
services:
  web:
    roles: [web]
    image: allume/shopping-tool
    ports: ['8000:8000', 127.0.0.1:80:80/tcp]
    env-file: /etc/web.env
    command: [gunicorn, app.wsgi]
    volumes: ['/srv/static:/static', '/a:/b:ro']
    healthy: { http: /healthz, port: 8000, within: 30s }
    stop-grace: 30s
    restart: on-failure:3
  logstash: { roles: [web, worker], image: 'logstash:8.15.0', redeploy: never, command: run, healthy: { docker: true } }
`

const SERVICES = `
environments:
  staging: { hosts: { web: h }, canary: false, proxy: { http: 8080, https: 8443, image: 'kamal-proxy:v0.9.2' } }
services:
  shop:
    roles: web
    image: shop
    proxy: { host: '*.example.org', port: 80, tls: true, path-prefix: /api, strip-prefix: false, drain: 1m, response-timeout: 1h, forward-headers: true }
    healthy: { http: /, host: 'a.org:80', headers: { X-Probe: a b, X-Number: 1 } }
    before: { command: [migrate], within: 10m }
    labels: { a.b: true, c: '' }
    networks: [back, bridge]
    logging: { driver: json-file, options: { max-size: 10m, max-file: 3 } }
    memory: 1.5g
    cpus: 1.5
    cap-add: [NET_ADMIN, cap_chown]
    cap-drop: ALL
    user: 1000
    read-only: true
    tmpfs: [/tmp, '/run:size=64m,mode=1777']
    extra-hosts: 'db:10.0.0.1'
    init: true
    ulimits: { nofile: 1024, core: { soft: -1, hard: -1 }, nproc: '1:2' }
  api: { roles: web, image: api, proxy: { hosts: [a.org, b.org] }, before: migrate, memory: 6291456, cpus: '.5', user: 'a:b' }
`

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Returns every path in a value: the keys and indices that lead to it. */
function pathsOf(value: Json, path: readonly (string | number)[] = []): (string | number)[][] {
  const below = Array.isArray(value)
    ? value.flatMap((item, index) => pathsOf(item, [...path, index]))
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))
      : []
  return [[...path], ...below]
}

type Change = (holder: { [key: string | number]: Json }, key: string | number) => void

const junk: Json[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    1.5,
    2,
    65536,
    '',
    ' ',
    'x',
    'X_1',
    '1',
    '**',
    '!',
    '!x',
    '[',
    'a+',
    '?',
  ],
  ...['{number}', '{name}', 'a{slug}', '{', '{nope}', 'opened', 'push', 'pull_request', 'no_event'],
  ...[
    'https://e.org',
    'ftp://x',
    'https://{name}/x',
    'https://e.org/{name}',
    '/x',
    'a:b',
    '1:2',
    '50%',
    '0%',
    '30s',
    '0 0 * * *',
    'refs/heads/x',
  ],
  ...[
    '512m',
    '0.01',
    'NET_ADMIN',
    '1000:1000',
    '/tmp:size=1m',
    'db:::1',
    '-1',
    'a.org',
    '*.a.org',
    'towpath.x',
  ],
  ...[
    -2,
    0.01,
    0.001,
    999.5,
    1000,
    6291456,
    '*',
    'default',
    'container:x',
    '/a//b',
    'a,b',
    '1024:2048',
  ],
  ...['deny', 'stable', 'never', '__proto__', 'workflow_call', 'x'.repeat(300), 'é', 'a/b'],
  ...[[], ['x'], ['x', 'x'], [[]], [null], {}, { x: 'y' }, { on: 'push', environment: 'x' }],
]

const at = (value: Json, path: readonly (string | number)[]): Json =>
  path.reduce<Json>((inner, key) => (inner as Record<string, Json> | null)?.[key] ?? null, value)

/** Returns configurations that differ from `full` in one to three places. */
function changesOf(full: Json): fc.Arbitrary<Json> {
  const paths = pathsOf(full).filter((path) => path.length > 0)
  const keys = [...new Set(paths.map((path) => String(path.at(-1))))]
  const change: fc.Arbitrary<Change> = fc.oneof(
    fc.constantFrom(...junk).map<Change>((value) => (holder, key) => {
      holder[key] = structuredClone(value)
    }),
    fc.constant<Change>((holder, key) => {
      if (Array.isArray(holder)) holder.splice(Number(key), 1)
      else delete holder[key]
    }),
    fc
      .constantFrom(...keys, 'environmment', 'constructor', '{number}')
      .map<Change>((name) => (holder, key) => {
        if (Array.isArray(holder)) return
        holder[name] = holder[key] ?? null
        delete holder[key]
      }),
    fc.constantFrom(...paths).map<Change>((path) => (holder, key) => {
      holder[key] = structuredClone(at(full, path))
    }),
  )
  return fc
    .array(fc.tuple(fc.constantFrom(...paths), change), { minLength: 1, maxLength: 3 })
    .map((changes) => {
      const value = structuredClone(full)
      for (const [path, apply] of changes) {
        const holder = at(value, path.slice(0, -1))
        const key = path.at(-1) ?? ''
        if (typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key)) {
          apply(holder as Record<string, Json>, key)
        }
      }
      return value
    })
}

describe('the JSON Schema and the reader', () => {
  const documents = [
    ['routes', ROUTES],
    ['services', SERVICES],
  ] as const

  test.each(documents)('both accept a configuration with every key: %s', (_, text) => {
    expect([messageFor(text), validate(parse(text)), validate.errors]).toEqual(['', true, null])
  })

  test.each(documents)('both accept and reject the same changed configurations: %s', (_, text) => {
    const counted = { accepted: 0, rejected: 0 }
    fc.assert(
      fc.property(changesOf(parse(text) as Json), (value) => {
        const message = messageFor(JSON.stringify(value))
        counted[message === '' ? 'accepted' : 'rejected'] += 1
        const [reader, schema] = [message === '', validate(value)]
        expect({ schema, message, errors: validate.errors }).toMatchObject({ schema: reader })
      }),
      { numRuns: 800 },
    )
    expect(Math.min(counted.accepted, counted.rejected)).toBeGreaterThan(50)
  })

  test.each(['[]', 'null', '1', 'routes', 'routes: []'])('both reject %s', (text) => {
    expect([messageFor(text) !== '', validate(parse(text))]).toEqual([true, false])
  })
})
