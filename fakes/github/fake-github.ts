// A GitHub server with one repository: its API, checked against GitHub's own description, and git over HTTP.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type GitServer, type GitServerOptions, PASSWORD, serveGit } from '../git/git-server.ts'
import { someActions } from './actions-state.ts'
import { type ApiRequest, answer, operationOf } from './answer.ts'
import type { Reply } from './call.ts'
import type { Settings, State } from './state.ts'

/** What happens to a request instead of, or after, its usual handling. */
export type Fault = {
  /** `POST /repos/{owner}/{repo}/releases`; every request if it is not given. */
  readonly operation?: string
  /** `before`: GitHub does nothing; `after`: it does what it was asked for. */
  readonly when: 'before' | 'after'
  /** The answer; without one the connection is closed. */
  readonly reply?: Reply
  /** `silent`: no answer, and the connection stays open; `broken`: the connection ends in the middle of the answer. */
  readonly how?: 'silent' | 'broken'
  /** How much later the answer comes: milliseconds. */
  readonly delay?: number
  /** How often; once if it is not given. */
  times?: number
  /** How many requests of the operation pass before. */
  skip?: number
}

export type SeenRequest = ApiRequest & { readonly operation: string; readonly status: number }

export type FakeGitHub = {
  /** GITHUB_API_URL, as of GitHub Enterprise Server. */
  readonly apiUrl: string
  /** GITHUB_SERVER_URL. */
  readonly serverUrl: string
  /** The address of the repository. */
  readonly address: string
  readonly git: GitServer
  readonly state: State
  readonly faults: Fault[]
  readonly requests: readonly SeenRequest[]
  /** Forgets all but the repository. Throws an error if a request or an answer was not as GitHub describes it. */
  restart(settings?: Partial<Settings>): void
  /** Stops the servers. Throws an error if a request or an answer was not as GitHub describes it. */
  close(): Promise<void>
}

export type FakeGitHubOptions = {
  readonly owner?: string
  readonly name?: string
  readonly settings?: Partial<Settings>
  readonly git?: GitServerOptions
}

const PREFIX = '/api/v3'

/**
 * Starts the servers for the bare repository `OWNER/NAME.git` below a folder. The password of the git server is a workflow's token that may
 * write contents, pull requests and actions.
 */
export async function startFakeGitHub(
  root: string,
  { owner = 'octo', name = 'shop', settings = {}, git: gitOptions = {} }: FakeGitHubOptions = {},
): Promise<FakeGitHub> {
  const git = await serveGit(root, gitOptions)
  const serverUrl = new URL(git.url('')).origin
  const problems: string[] = []
  const requests: SeenRequest[] = []
  const faults: Fault[] = []
  const server = createServer((request, response) => {
    respond(request, response).catch((error: Error) => {
      problems.push(error.stack ?? error.message)
      response.writeHead(500).end()
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}${PREFIX}`
  const permissions = { contents: 'write', 'pull-requests': 'write', actions: 'write' } as const
  const newState = (more: Partial<Settings>): State => ({
    ...{ folder: join(root, owner, `${name}.git`), serverUrl, apiUrl, nextId: 1 },
    logins: new Map([[PASSWORD, { kind: 'workflow', permissions }]]),
    settings: {
      ...{ owner, name, formerNames: [], verifiesLate: 0 },
      ...{ actionsMayOpenPullRequests: true, deletesMergedBranches: false },
      ...{ hasImmutableReleases: false, signsCommits: true, returnsRunDetails: true },
      ...more,
    },
    ...{ releases: [], pullRequests: [], immutableTags: new Set(), signed: new Set() },
    actions: someActions(),
  })
  const state = newState(settings)
  const check = (): void => {
    const found = problems.splice(0)
    if (found.length > 0) throw new Error(`GitHub would not do this:\n${found.join('\n')}`)
  }
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const read = await apiRequest(request)
    const operation = operationOf(state, read)?.name ?? ''
    const fault = takeFault(faults, operation)
    const answered = fault?.when === 'before' ? undefined : answer(state, read)
    problems.push(...(answered?.problems ?? []))
    const usual = answered?.reply
    const sent = fault
      ? (fault.reply ?? (fault.how === 'broken' || fault.delay ? usual : undefined))
      : usual
    requests.push({ ...read, operation, status: sent?.status ?? 0 })
    if (fault?.how === 'silent') return
    if (fault?.delay) await new Promise((later) => setTimeout(later, fault.delay))
    if (!sent) request.socket.destroy()
    else if (fault?.how === 'broken') sendHalf(response, sent)
    else send(response, sent)
  }
  return {
    ...{ apiUrl, serverUrl, git, state, faults, requests },
    address: git.url(`${owner}/${name}.git`),
    restart(more = settings) {
      faults.length = 0
      requests.length = 0
      Object.assign(state, newState(more))
      check()
    },
    async close() {
      server.closeAllConnections()
      await Promise.all([git.close(), new Promise((done) => server.close(done))])
      check()
    },
  }
}

async function apiRequest(request: IncomingMessage): Promise<ApiRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  return {
    method: request.method ?? 'GET',
    path: pathname.replace(PREFIX, ''),
    query: new Map(searchParams),
    headers: request.headers as ApiRequest['headers'],
    body: text === '' ? undefined : JSON.parse(text),
  }
}

function takeFault(faults: Fault[], operation: string): Fault | undefined {
  const fault = faults.find((one) => one.operation === undefined || one.operation === operation)
  if (!fault) return undefined
  fault.skip = (fault.skip ?? 0) - 1
  if (fault.skip >= 0) return undefined
  fault.times = (fault.times ?? 1) - 1
  if (fault.times <= 0) faults.splice(faults.indexOf(fault), 1)
  return fault
}

/** Announces more than it sends. */
function sendHalf(response: ServerResponse, { status, body }: Reply): void {
  const text = JSON.stringify(body ?? {})
  const headers = { 'content-type': 'application/json', 'content-length': text.length + 10 }
  response.writeHead(status, headers).write(text, () => response.destroy())
}

function send(response: ServerResponse, { status, headers = {}, body }: Reply): void {
  const type = { 'content-type': 'application/json; charset=utf-8' }
  const isPage = typeof body === 'string'
  const all = body === undefined || isPage ? headers : { ...type, ...headers }
  response.writeHead(status, all).end(isPage ? body : body && JSON.stringify(body))
}
