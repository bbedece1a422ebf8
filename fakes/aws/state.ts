// What a test asks of the functions and does to them from the inside: no fault meets it, and it is in no list of calls.
import type { Codes } from './codes.ts'
import type { Lambda } from './lambda.ts'
import { ACCOUNT, internal } from './lambda-request.ts'

export type Version = { readonly version: string; readonly sha: string }

export type State = {
  /** The CodeSha256 of what runs, or undefined where there is no such function. */
  sha(name: string): Promise<string | undefined>
  /** The published versions that are left, oldest first. */
  versions(name: string): Promise<Version[]>
  /** The package that runs. */
  code(name: string): Promise<Buffer>
  /** Has a package run, as a new version. Resolves with its CodeSha256. */
  update(name: string, zip: Buffer): Promise<string>
  tags(name: string): Promise<Record<string, string>>
  tag(name: string, tags: Readonly<Record<string, string>>): Promise<void>
}

type Ask = (
  operation: string,
  method: string,
  path: string,
  body?: object,
) => Promise<Record<string, unknown>>

/** The state of Lambda in the tests' region. */
export function stateOf(functions: Lambda, codes: Codes, endpoint: string): State {
  const ask: Ask = async (operation, method, path, body) => {
    const more = body ? { body: Buffer.from(JSON.stringify(body)) } : {}
    const url = new URL(path, endpoint)
    const answer = await functions.answer(internal('lambda', method, url, { operation, ...more }))
    if (answer.status === 404) return {}
    if (answer.status > 299) throw new Error(`${operation}: ${answer.status} ${answer.body}`)
    return JSON.parse(answer.body?.toString() || '{}') as Record<string, unknown>
  }
  const sha: State['sha'] = async (name) => {
    const { Configuration } = await ask('GetFunction', 'GET', pathOf(name))
    return (Configuration as { CodeSha256: string } | undefined)?.CodeSha256
  }
  return {
    sha,
    async versions(name) {
      const { Versions = [] } = await ask(
        'ListVersionsByFunction',
        'GET',
        `${pathOf(name)}/versions`,
      )
      return (Versions as { Version: string; CodeSha256: string }[])
        .filter(({ Version }) => Version !== '$LATEST')
        .map(({ Version: version, CodeSha256 }) => ({ version, sha: CodeSha256 }))
    },
    async code(name) {
      const zip = await codes.read((await sha(name)) ?? '')
      if (!zip) throw new Error(`there is no function ${name}`)
      return zip
    },
    async update(name, zip) {
      const body = { ZipFile: zip.toString('base64'), Publish: true }
      const { CodeSha256 } = await ask('UpdateFunctionCode', 'PUT', `${pathOf(name)}/code`, body)
      return String(CodeSha256)
    },
    async tags(name) {
      const { Tags = {} } = await ask('ListTags', 'GET', tagPath(name))
      return Tags as Record<string, string>
    },
    async tag(name, Tags) {
      await ask('TagResource', 'POST', tagPath(name), { Tags })
    },
  }
}

const pathOf = (name: string): string => `/2015-03-31/functions/${name}`
const tagPath = (name: string): string =>
  `/2017-03-31/tags/${encodeURIComponent(`arn:aws:lambda:eu-west-1:${ACCOUNT}:function:${name}`)}`
