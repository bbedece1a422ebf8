// Answers one request to the API, by GitHub's description and its rules.
import { type Call, type Handler, notFound, type Reply, refused } from './call.ts'
import { findOperation, type Operation, sampleOfComponent } from './description.ts'
import { DISPATCHES } from './dispatches.ts'
import { GIT_DATA } from './git-data.ts'
import { PULL_REQUESTS } from './pull-requests.ts'
import { RELEASES } from './releases.ts'
import { REPOSITORY } from './repository.ts'
import { RUNS } from './runs.ts'
import type { Login, State } from './state.ts'

const HANDLERS: Readonly<Record<string, Handler>> = {
  ...REPOSITORY,
  ...RELEASES,
  ...PULL_REQUESTS,
  ...GIT_DATA,
  ...DISPATCHES,
  ...RUNS,
}

export type ApiRequest = {
  readonly method: string
  /** The path below the API's address. */
  readonly path: string
  readonly query: ReadonlyMap<string, string>
  readonly headers: Readonly<Record<string, string | undefined>>
  /** Undefined if there is none. */
  readonly body: unknown
}

export type Answered = {
  /** `GET /repos/{owner}/{repo}`; empty if it is none that the fake has. */
  readonly operation: string
  readonly reply: Reply
  /** What is not as GitHub describes it, of the request or of this fake's own answer. */
  readonly problems: readonly string[]
}

/** Names the operation of a request; of a redirected one too. Undefined if the fake does not have it. */
export function operationOf(state: State, { method, path }: ApiRequest): Operation | undefined {
  const { owner, name } = state.settings
  return findOperation(
    method,
    path.replace(/^\/repositories\/1(?=\/|$)/, `/repos/${owner}/${name}`),
  )
}

export function answer(state: State, request: ApiRequest): Answered {
  const operation = operationOf(state, request)
  const handler = HANDLERS[operation?.name ?? '']
  if (!operation || !handler) {
    const problem = `${request.method} ${request.path} is not in the extract of GitHub's description`
    return { operation: '', reply: notFound(), problems: [problem] }
  }
  const problems = [
    ...operation.requestProblems(request).map((problem) => `${operation.name}: ${problem}`),
    ...headerProblems(request),
  ]
  if (problems.length > 0) {
    return { operation: operation.name, reply: refused(400, 'Problems parsing JSON'), problems }
  }
  const reply = redirected(state, request, operation) ?? handled(state, request, operation, handler)
  // Refusals are not described one by one.
  const own = reply.status < 300 ? operation.answerProblems(reply.status, reply.body) : []
  return {
    operation: operation.name,
    reply,
    problems: own.map((problem) => `the fake's answer to ${operation.name}: ${problem}`),
  }
}

function headerProblems({ headers }: ApiRequest): string[] {
  const problems = []
  if (headers['user-agent'] === undefined) problems.push('no user-agent')
  if (headers['x-github-api-version'] !== '2022-11-28') problems.push('no x-github-api-version')
  return problems
}

/** A renamed repository: 301 for what only reads, 307 for what writes. */
function redirected(
  { apiUrl, settings }: State,
  { method, path }: ApiRequest,
  { parameters }: Operation,
): Reply | undefined {
  if (!settings.formerNames.includes(`${parameters['owner']}/${parameters['repo']}`))
    return undefined
  const url = `${apiUrl}${path.replace(/^\/repos\/[^/]+\/[^/]+/, '/repositories/1')}`
  const status = method === 'GET' ? 301 : 307
  return { status, headers: { location: url }, body: { message: 'Moved Permanently', url } }
}

function handled(
  state: State,
  { query, headers, body = {} }: ApiRequest,
  { parameters, sample }: Operation,
  { permission: [name, access], answer }: Handler,
): Reply {
  const login = loginOf(state, headers['authorization'])
  if (!login) return refused(401, 'Bad credentials')
  const { owner, name: repo } = state.settings
  if (parameters['owner'] !== owner || parameters['repo'] !== repo) return notFound()
  const has = name === 'metadata' ? 'read' : login.permissions[name]
  if (has === undefined || (access === 'write' && has !== 'write')) {
    const who = login.kind === 'user' ? 'personal access token' : 'integration'
    const headers = { 'x-accepted-github-permissions': `${name.replaceAll('-', '_')}=${access}` }
    return { ...refused(403, `Resource not accessible by ${who}`), headers }
  }
  const call: Call = {
    ...{ parameters, query, login, body: body as Call['body'] },
    sample: (status, parts) => ({ ...(sample(status) as object), ...parts }),
    sampleOf: (reference, parts) => ({ ...(sampleOfComponent(reference) as object), ...parts }),
  }
  return answer(state, call)
}

/** `token ...` or `bearer ...`. */
const loginOf = ({ logins }: State, authorization = ''): Login | undefined =>
  logins.get(authorization.replace(/^(?:token|bearer) /i, ''))
