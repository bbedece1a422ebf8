// The answers of `aws_server.py` about the function of the rehearsal.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Aws, FunctionFacts, Invocation } from '../../actions/zappa-update/src/aws/aws.ts'
import { EXPIRED, MIGRATED, MIGRATION_FAILED, migrationLog } from './recorded-output.ts'
import { load, publish, type State, save, serving, type Version } from './state.ts'

type Arguments = {
  readonly folder?: string
  readonly key?: string
  readonly value?: string
  readonly keys?: readonly string[]
}

type Request = {
  readonly id: number
  readonly operation: string
  readonly arguments: Arguments
}

const ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:shop-dev'
const PYTHON = { python: '3.12.4', zappa: '0.63.0', boto3: '1.44.5' }

/** Answers the requests of standard input until it ends. */
export async function serveAws(environment: string): Promise<void> {
  send({ id: 0, result: { ...PYTHON, prefix: environment } })
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line) as Request
    const state = load(environment)
    if (state.isExpired && request.operation !== 'configure') {
      send({ id: request.id, error: { kind: 'expired', message: EXPIRED } })
      continue
    }
    const answer = ANSWERS[request.operation]
    if (!answer) throw new Error(`the fake has no ${request.operation}`)
    send({ id: request.id, result: answer(state, request.arguments) })
    save(environment, state)
  }
}

const send = (response: object): void => void process.stdout.write(`${JSON.stringify(response)}\n`)

const factsOf = (state: State): FunctionFacts => ({
  arn: ARN,
  sha: serving(state).sha,
  version: serving(state).version,
  size: 22_230_000,
  isImage: false,
  image: '',
  runtime: 'python3.12',
  variables: { API_TOKEN: 'a-token-that-nobody-sees' },
  logGroup: '/aws/lambda/shop-dev',
})

const ANSWERS: Readonly<Record<string, (state: State, args: Arguments) => unknown>> = {
  configure: () => ({ region: 'eu-west-1' }),
  describe: factsOf,
  'current-code': (state): Awaited<ReturnType<Aws['currentCode']>> => ({
    ...factsOf(state),
    failed: '',
  }),
  record(state, { folder = '' }) {
    writeFileSync(join(folder, 'record.json'), JSON.stringify(serving(state)))
    return factsOf(state)
  },
  restore(state, { folder = '' }): Awaited<ReturnType<Aws['restore']>> {
    const kept = JSON.parse(readFileSync(join(folder, 'record.json'), 'utf8')) as Version
    const { sha, version } = publish(state, kept)
    const { size } = factsOf(state)
    return { sha, version, size, sentCode: true, changed: [], aliases: [], missing: [] }
  },
  tags: ({ tags }) => tags,
  tag({ tags }, { key = '', value = '' }) {
    tags[key] = value
  },
  untag({ tags }, { keys = [] }) {
    for (const key of keys) delete tags[key]
  },
  'skip-wheel-lookups': () => [],
  invoke(state): Invocation {
    const request = '929b30df-0a9a-4e4e-8cce-2f45d0ad3e2d'
    if (!serving(state).failsToMigrate)
      return { request, error: '', payload: '{}', tail: migrationLog(request, MIGRATED) }
    const said = { errorType: 'OperationalError', errorMessage: 'no such column: shop_item.stock' }
    const tail = migrationLog(request, ...MIGRATION_FAILED)
    return { request, error: 'Unhandled', payload: JSON.stringify(said), tail }
  },
}
