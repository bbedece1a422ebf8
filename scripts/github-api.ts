// Makes fakes/github/github-api.json: those parts of GitHub's own description of its API that the fake needs. Run it with
// `node scripts/github-api.ts` after `npm run tools`, and add an operation here before an action uses it.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './actions.ts'
import { toolPath } from './test-tools.ts'

/** The operations that actions use, as `METHOD PATH`. */
export const OPERATIONS = [
  'GET /repos/{owner}/{repo}',
  'GET /repos/{owner}/{repo}/releases',
  'POST /repos/{owner}/{repo}/releases',
  'PATCH /repos/{owner}/{repo}/releases/{release_id}',
  'DELETE /repos/{owner}/{repo}/releases/{release_id}',
  'POST /repos/{owner}/{repo}/releases/generate-notes',
  'GET /repos/{owner}/{repo}/pulls',
  'POST /repos/{owner}/{repo}/pulls',
  'POST /repos/{owner}/{repo}/git/blobs',
  'POST /repos/{owner}/{repo}/git/trees',
  'POST /repos/{owner}/{repo}/git/commits',
  'GET /repos/{owner}/{repo}/git/commits/{commit_sha}',
  'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
  'POST /repos/{owner}/{repo}/dispatches',
  'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}',
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs',
  'POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel',
] as const

export const EXTRACT = join(ROOT, 'fakes/github/github-api.json')

type Json = null | boolean | number | string | readonly Json[] | JsonObject
type JsonObject = { readonly [key: string]: Json }

/** What explains, and checks nothing. A property may have such a name. */
const PROSE = new Set(
  'description example examples title summary externalDocs tags x-github x-multi-segment'.split(
    ' ',
  ),
)

/** Returns the extract of a description (`api.github.com.json` of @octokit/openapi), as JSON. */
export function extract(description: string): string {
  const whole = JSON.parse(description) as JsonObject
  const components = new Map<string, Json>()
  const collect = (value: Json): void => {
    for (const reference of references(value)) {
      if (components.has(reference)) continue
      const part = withoutProse(at(whole, reference.slice('#/'.length).split('/')))
      components.set(reference, part)
      collect(part)
    }
  }
  const operations = OPERATIONS.map((name) => {
    const [method = '', path = ''] = name.split(' ')
    const operation = withoutProse(at(whole, ['paths', path, method.toLowerCase()]))
    collect(operation)
    return [name, operation] as const
  })
  const parts = { operations: lines(operations), components: lines([...components].sort()) }
  return `{\n"operations": {\n${parts.operations}\n},\n"components": {\n${parts.components}\n}\n}\n`
}

/** One line each, so that a new version of the description shows what has changed. */
const lines = (entries: readonly (readonly [string, Json])[]): string =>
  entries.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(',\n')

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function at(value: Json, keys: readonly string[]): Json {
  return keys.reduce((inner, key) => {
    const next = isObject(inner) ? inner[key] : undefined
    if (next === undefined) throw new Error(`GitHub's API has no ${keys.join(' ')}`)
    return next
  }, value)
}

function withoutProse(value: Json, areNames = false): Json {
  if (Array.isArray(value)) return value.map((entry: Json) => withoutProse(entry))
  if (!isObject(value)) return value
  const kept = Object.entries(value).filter(([key]) => areNames || !PROSE.has(key))
  return Object.fromEntries(
    kept.map(([key, entry]) => [key, withoutProse(entry, key === 'properties')]),
  )
}

function references(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap((entry: Json) => references(entry))
  if (!isObject(value)) return []
  const own = typeof value['$ref'] === 'string' ? [value['$ref']] : []
  return [...own, ...Object.values(value).flatMap(references)]
}

if (import.meta.main) {
  const path = toolPath('github-openapi')
  if (path === undefined) throw new Error('npm run tools installs @octokit/openapi')
  writeFileSync(EXTRACT, extract(readFileSync(path, 'utf8')))
}
