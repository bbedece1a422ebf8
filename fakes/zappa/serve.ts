// The answers of `aws/serve.py` about the function of the rehearsal.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Aws, Facts, Invoked, Restored } from '../../actions/zappa-update/src/aws/client.ts'
import { load, publish, type State, save, serving, type Version } from './state.ts'
import { EXPIRED, MIGRATED, MIGRATION_FAILED, migrationLog } from './texts.ts'

type Given = {
  readonly folder?: string
  readonly key?: string
  readonly value?: string
  readonly keys?: readonly string[]
}

type Request = {
  readonly id: number
  readonly ask: string
  readonly with: Given
}

const ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:shop-dev'
const ABOUT = { python: '3.12.4', zappa: '0.63.0', boto3: '1.44.5' }

/** Answers the requests of standard input until it ends. */
export async function serveAws(environment: string): Promise<void> {
  say({ id: 0, answer: { ...ABOUT, prefix: environment } })
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line) as Request
    const state = load(environment)
    if (state.isExpired && request.ask !== 'begin') {
      say({ id: request.id, failure: { kind: 'expired', message: EXPIRED } })
      continue
    }
    const answer = ANSWERS[request.ask]
    if (!answer) throw new Error(`the stand-in has no ${request.ask}`)
    say({ id: request.id, answer: answer(state, request.with) })
    save(environment, state)
  }
}

const say = (answer: object): void => void process.stdout.write(`${JSON.stringify(answer)}\n`)

const factsOf = (state: State): Facts => ({
  arn: ARN,
  sha: serving(state).sha,
  version: serving(state).version,
  size: 22_230_000,
  isImage: false,
  image: '',
  variables: { API_TOKEN: 'a-token-that-nobody-sees' },
  logGroup: '/aws/lambda/shop-dev',
})

const ANSWERS: Readonly<Record<string, (state: State, given: Given) => unknown>> = {
  begin: () => ({ region: 'eu-west-1' }),
  look: factsOf,
  now: (state): Awaited<ReturnType<Aws['now']>> => ({ ...factsOf(state), failed: '' }),
  record(state, { folder = '' }) {
    writeFileSync(join(folder, 'record.json'), JSON.stringify(serving(state)))
    return factsOf(state)
  },
  restore(state, { folder = '' }): Restored {
    const kept = JSON.parse(readFileSync(join(folder, 'record.json'), 'utf8')) as Version
    const { sha, version } = publish(state, kept)
    return { sha, version, changed: [], aliases: [], remarks: [] }
  },
  tags: ({ tags }) => tags,
  tag({ tags }, { key = '', value = '' }) {
    tags[key] = value
  },
  untag({ tags }, { keys = [] }) {
    for (const key of keys) delete tags[key]
  },
  'spare-lookups': () => [],
  invoke(state): Invoked {
    const request = '929b30df-0a9a-4e4e-8cce-2f45d0ad3e2d'
    if (!serving(state).failsToMigrate)
      return { request, error: '', payload: '{}', tail: migrationLog(request, MIGRATED) }
    const said = { errorType: 'OperationalError', errorMessage: 'no such column: shop_item.stock' }
    const tail = migrationLog(request, ...MIGRATION_FAILED)
    return { request, error: 'Unhandled', payload: JSON.stringify(said), tail }
  },
}
