// Reads and changes the functions directly for a test: no fault applies, and no call is listed.

import type { Lambda } from './lambda.ts'
import { ACCOUNT, internal } from './lambda-request.ts'
import type { Packages } from './packages.ts'

export type Version = { readonly version: string; readonly sha: string }

export type State = {
  /** Resolves with the CodeSha256 of the deployed code, or undefined if there is no such function. */
  sha(name: string): Promise<string | undefined>
  /** Resolves with the published versions, oldest first. */
  versions(name: string): Promise<Version[]>
  /** Resolves with the deployed package. */
  code(name: string): Promise<Buffer>
  /** Deploys a package as a new version. Resolves with its CodeSha256. */
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

/** The state of Lambda in the region of the tests. */
export function stateOf(functions: Lambda, packages: Packages, endpoint: string): State {
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
      const zip = await packages.read((await sha(name)) ?? '')
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
