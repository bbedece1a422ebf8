// Deploys a project without running Zappa: repeats the recorded calls of a real `zappa deploy`.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Aws, startAws } from '../aws/aws.ts'
import type { Call } from '../aws/calls.ts'
import { madeOnce, unpackCompiled } from './package.ts'
import type { Project } from './project.ts'
import { zappa } from './zappa-command.ts'

type Recorded = Pick<Call, 'method' | 'path' | 'headers' | 'operation'> & { readonly body: string }

/** For a stack moto loads most of its services, which takes seconds. */
const GATEWAY = /\/(apigateway|cloudformation)\/aws4_request/

/**
 * Deploys the project's stage `dev` as it is now. The first time for a project takes as long as Zappa does; then it takes no time.
 * `hasGateway: false` deploys the function without its API Gateway.
 */
export async function deployed(
  aws: Aws,
  project: Project,
  { hasGateway = true }: { hasGateway?: boolean } = {},
): Promise<void> {
  const folder = await made(project)
  const recorded = JSON.parse(readFileSync(join(folder, 'calls.json'), 'utf8')) as Recorded[]
  const calls = recorded.filter(
    ({ headers }) => hasGateway || !GATEWAY.test(headers['authorization'] ?? ''),
  )
  const before = aws.calls.length
  aws.unpackedAt(unpackedIn(folder))
  const database = readFileSync(join(folder, 'database'), 'utf8')
  let [api, newApi] = ['', '']
  for (const { method, path, headers, body, operation } of calls) {
    const bytes = Buffer.from(body, 'base64')
    const isText = operation === 'CreateFunction'
    const text = isText ? bytes.toString().replaceAll(database, project.database) : bytes
    api ||= /\/restapis\/(\w+)/.exec(path)?.[1] ?? ''
    if (api && !newApi) newApi = await onlyApi(aws, headers)
    const url = `${aws.endpoint}${api ? path.replace(api, newApi) : path}`
    const { authorization = '', 'content-type': type, 'x-amz-target': target } = headers
    const kept = { authorization, ...(type && { 'content-type': type }) }
    const given = { ...kept, ...(target && { 'x-amz-target': target }) }
    const answer = await fetch(url, {
      method,
      headers: given,
      ...(body ? { body: typeof text === 'string' ? text : new Uint8Array(text) } : {}),
    })
    if (!answer.ok) throw new Error(`${operation}: ${answer.status} ${await answer.text()}`)
    await answer.arrayBuffer()
  }
  aws.forget(before)
}

/** Resolves with Zappa's package of the project as it is now. */
export async function packaged(aws: Aws, project: Project): Promise<Buffer> {
  const folder = await made(project)
  aws.unpackedAt(unpackedIn(folder))
  return readFileSync(zipIn(folder))
}

const made = (project: Project): Promise<string> =>
  madeOnce(project, (making) => record(project, making))
const zipIn = (folder: string): string => join(folder, 'package.zip')
const unpackedIn = (folder: string): string => join(folder, 'unpacked')

/** Deploys a project with real Zappa to an AWS of its own, and records the calls that changed something, and the package. */
async function record(project: Project, folder: string): Promise<void> {
  await using aws = await startAws()
  const { code, out, err } = await zappa(aws, project, ['deploy', 'dev', '--json'])
  if (code !== 0) throw new Error(`zappa deploy ended with ${code}\n${out}${err}`)
  const changes = aws.calls.filter(({ operation }) => !/^(Get|Head|List|Describe)/.test(operation))
  const recorded = changes.map(
    ({ method, path, headers, operation, body }): Recorded => ({
      ...{ method, path, headers, operation },
      body: body.toString('base64'),
    }),
  )
  const zip = zipIn(folder)
  writeFileSync(zip, await aws.code(project.name))
  await unpackCompiled(zip, unpackedIn(folder))
  writeFileSync(join(folder, 'database'), project.database)
  writeFileSync(join(folder, 'calls.json'), JSON.stringify(recorded))
}

/** Resolves with the id of the API that the stack has created: it differs each time. */
async function onlyApi(aws: Aws, { authorization = '' }: Call['headers']): Promise<string> {
  const answer = await fetch(`${aws.endpoint}/restapis`, { headers: { authorization } })
  const { item } = (await answer.json()) as { item: { id: string }[] }
  return item.at(-1)?.id ?? ''
}
