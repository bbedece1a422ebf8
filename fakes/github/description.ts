// GitHub's own description of its API: what a request may be, and what an answer must be.
import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'

type Json = null | boolean | number | string | readonly Json[] | JsonObject
type JsonObject = { readonly [key: string]: Json }

type Parameter = {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: JsonObject
}

type Content = {
  readonly content?: { readonly 'application/json'?: { readonly schema: JsonObject } }
}

type OperationObject = {
  readonly parameters?: readonly JsonObject[]
  readonly requestBody?: Content & { readonly required?: boolean }
  readonly responses: Readonly<Record<string, JsonObject>>
}

type Extract = {
  readonly operations: Readonly<Record<string, OperationObject>>
  readonly components: Readonly<Record<string, JsonObject>>
}

const EXTRACT = JSON.parse(
  readFileSync(new URL('./github-api.json', import.meta.url), 'utf8'),
) as Extract

// The description also has formats that need no check, and keywords for other tools.
const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false, logger: false })
ajv.addFormat('uri', (text: string) => URL.canParse(text))
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/)
const checks = new Map<string, ValidateFunction>()

/** Returns what a reference leads to, or the object itself. */
function resolved<T>(value: T): T {
  const reference = (value as JsonObject)['$ref']
  return typeof reference === 'string' ? (EXTRACT.components[reference] as T) : value
}

/** Returns what a schema says against a value. A check is compiled once for each key. */
function problemsOf(key: string, schema: JsonObject, value: unknown): string[] {
  const known = checks.get(key)
  const check = known ?? ajv.compile({ ...schema, components: COMPONENTS })
  checks.set(key, check)
  if (check(value)) return []
  return (check.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`)
}

/** `#/components/schemas/release` as the nested objects that such a reference means. */
const COMPONENTS: JsonObject = Object.entries(EXTRACT.components).reduce<
  Record<string, Record<string, JsonObject>>
>((all, [reference, value]) => {
  const [, , kind = '', name = ''] = reference.split('/')
  all[kind] = { ...all[kind], [name]: value }
  return all
}, {})

export type DescribedRequest = {
  readonly query: ReadonlyMap<string, string>
  /** Undefined if there is none. */
  readonly body: unknown
}

export type Operation = {
  /** `GET /repos/{owner}/{repo}`. */
  readonly name: string
  /** What the path has in its places. */
  readonly parameters: Readonly<Record<string, string>>
  /** Returns what is wrong with a request. Names that GitHub does not know are wrong: it would ignore them. */
  requestProblems(request: DescribedRequest): string[]
  answerProblems(status: number, body: unknown): string[]
  /** Returns the smallest body of an answer, or an entry of it if it is a list. */
  sample(status: number): unknown
}

/** Finds the operation of a request; undefined if the extract has none. */
export function findOperation(method: string, path: string): Operation | undefined {
  for (const name of Object.keys(EXTRACT.operations)) {
    const [wanted, template = ''] = name.split(' ')
    const parameters = matched(template, path)
    if (wanted === method && parameters) return operation(name, parameters)
  }
  return undefined
}

function matched(template: string, path: string): Record<string, string> | undefined {
  const [names, parts] = [template.split('/'), path.split('/')]
  if (names.length !== parts.length) return undefined
  const found: Record<string, string> = {}
  for (const [at, name] of names.entries()) {
    const part = decodeURIComponent(parts[at] ?? '')
    if (/^\{.*\}$/.test(name)) found[name.slice(1, -1)] = part
    else if (name !== part) return undefined
  }
  return found
}

function operation(name: string, parameters: Record<string, string>): Operation {
  const described = EXTRACT.operations[name] as OperationObject
  const known = (described.parameters ?? []).map((one) => resolved(one) as unknown as Parameter)
  const schemaOf = (status: number): JsonObject | undefined => {
    const response = described.responses[String(status)]
    return response && (resolved(response) as Content).content?.['application/json']?.schema
  }
  return {
    name,
    parameters,
    requestProblems: ({ query, body }) => [
      ...known
        .filter((one) => one.in === 'path')
        .flatMap((one) => parameterProblems(name, one, parameters[one.name])),
      ...known
        .filter((one) => one.in === 'query')
        .flatMap((one) => parameterProblems(name, one, query.get(one.name))),
      ...[...query.keys()]
        .filter((key) => !known.some((one) => one.in === 'query' && one.name === key))
        .map((key) => `the query has ${key}, which GitHub does not know`),
      ...bodyProblems(name, described, body),
    ],
    answerProblems(status, body) {
      if (!(String(status) in described.responses)) return [`there is no answer ${status}`]
      const schema = schemaOf(status)
      if (!schema) return body === undefined ? [] : ['the answer has a body']
      return problemsOf(`${name} ${status}`, schema, body)
    },
    sample(status) {
      const schema = schemaOf(status)
      const isList = schema?.['type'] === 'array'
      return schema && sampleOf(isList ? (schema['items'] as JsonObject) : schema)
    },
  }
}

function parameterProblems(
  operationName: string,
  { name, required = false, schema }: Parameter,
  value: string | undefined,
): string[] {
  if (value === undefined) return required ? [`${name} is missing`] : []
  const isNumber = schema['type'] === 'integer' && /^-?\d+$/.test(value)
  // GitHub's documentation: a range of times, in the syntax of its search.
  const time = schema['format'] === 'date-time' ? value.replace(/^>=/, '') : value
  const given = isNumber ? Number(value) : time
  return problemsOf(`${operationName} ${name}`, schema, given).map((problem) => `${name}${problem}`)
}

function bodyProblems(name: string, { requestBody }: OperationObject, body: unknown): string[] {
  const schema = requestBody?.content?.['application/json']?.schema
  if (!schema) return body === undefined ? [] : ['it has a body']
  if (body === undefined) return requestBody?.required ? ['it has no body'] : []
  const known = Object.keys(resolved(schema)['properties'] ?? {})
  const unknown = Object.keys(body as object).filter((key) => !known.includes(key))
  return [
    ...problemsOf(`${name} body`, schema, body).map((problem) => `the body${problem}`),
    ...unknown.map((key) => `the body has ${key}, which GitHub does not know`),
  ]
}

const SAMPLES: Readonly<Record<string, Json>> = {
  uri: 'https://example.org/',
  'date-time': '2017-04-15T12:00:00Z',
}

/** Returns the smallest value of a part of the description, such as `#/components/schemas/job`. */
export const sampleOfComponent = (reference: string): unknown => sampleOf({ $ref: reference })

/** Returns the smallest value of a schema. */
function sampleOf(reference: JsonObject): Json {
  const schema = resolved(reference)
  const { type, format, properties, required } = schema
  if (schema['nullable'] === true) return null
  if (Array.isArray(schema['enum'])) return (schema['enum'] as readonly Json[])[0] ?? null
  const [choice] = (schema['oneOf'] ?? schema['anyOf'] ?? []) as readonly JsonObject[]
  if (choice) return sampleOf(choice)
  if (type === 'array') return []
  if (type === 'boolean') return false
  if (type === 'integer' || type === 'number') return 1
  if (type === 'string') return SAMPLES[String(format)] ?? ''
  const names = (required ?? []) as readonly string[]
  const entries = (properties ?? {}) as JsonObject
  return Object.fromEntries(
    names.map((name) => [name, sampleOf((entries[name] ?? {}) as JsonObject)]),
  )
}
