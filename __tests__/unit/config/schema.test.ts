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

/** A configuration that uses every key. */
const FULL = `
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

const full = parse(FULL) as Json
const paths = pathsOf(full).filter((path) => path.length > 0)
const keys = [...new Set(paths.map((path) => String(path.at(-1))))]
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
  ...['deny', 'stable', 'never', '__proto__', 'workflow_call', 'x'.repeat(300), 'é', 'a/b'],
  ...[[], ['x'], ['x', 'x'], [[]], [null], {}, { x: 'y' }, { on: 'push', environment: 'x' }],
]

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

const at = (value: Json, path: readonly (string | number)[]): Json =>
  path.reduce<Json>((inner, key) => (inner as Record<string, Json> | null)?.[key] ?? null, value)

const changed = fc
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

describe('the JSON Schema and the reader', () => {
  test('both accept a configuration with every key', () => {
    expect([messageFor(FULL), validate(full), validate.errors]).toEqual(['', true, null])
  })

  test('both accept and reject the same changed configurations', () => {
    const counted = { accepted: 0, rejected: 0 }
    fc.assert(
      fc.property(changed, (value) => {
        const message = messageFor(JSON.stringify(value))
        counted[message === '' ? 'accepted' : 'rejected'] += 1
        const [reader, schema] = [message === '', validate(value)]
        expect({ schema, message, errors: validate.errors }).toMatchObject({ schema: reader })
      }),
      { numRuns: 1500 },
    )
    expect(Math.min(counted.accepted, counted.rejected)).toBeGreaterThan(100)
  })

  test.each(['[]', 'null', '1', 'routes', 'routes: []'])('both reject %s', (text) => {
    expect([messageFor(text) !== '', validate(parse(text))]).toEqual([true, false])
  })
})
