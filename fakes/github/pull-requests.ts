// Pull requests between branches of the repository.
import { type Call, type Handler, invalid, page, refused } from './call.ts'
import { commitAt, type FakePullRequest, isBehind, type State } from './state.ts'

const list: Handler = {
  permission: ['pull-requests', 'read'],
  answer(state, call) {
    refresh(state)
    const { query } = call
    const wanted = query.get('state') ?? 'open'
    const [owner, head] = (query.get('head') ?? '').split(/:(.*)/)
    const found = state.pullRequests.filter(
      (one) =>
        (wanted === 'all' || (one.state === 'open') === (wanted === 'open')) &&
        (query.get('base') ?? one.base) === one.base &&
        // Without an owner the filter is ignored.
        (head === undefined || (head === one.head && owner === state.settings.owner)),
    )
    const { owner: name, name: repo } = state.settings
    const newestFirst = found.toSorted((a, b) => b.number - a.number)
    const pages = page(newestFirst, query, `${state.apiUrl}/repos/${name}/${repo}/pulls`)
    const body = pages.entries.map((one) => described(state, call, one))
    return { status: 200, headers: pages.headers, body }
  },
}

const create: Handler = {
  permission: ['pull-requests', 'write'],
  answer(state, call) {
    refresh(state)
    const { settings, pullRequests } = state
    const { body, login } = call
    if (login.kind === 'workflow' && !settings.actionsMayOpenPullRequests)
      return refused(403, 'GitHub Actions is not permitted to create or approve pull requests.')
    const [head, base] = [String(body['head']), String(body['base'])]
    const tips = [head, base].map((branch) => commitAt(state, `refs/heads/${branch}`))
    const [headCommit, baseCommit] = tips
    if (headCommit === undefined) return invalid('PullRequest', 'head', 'invalid')
    if (baseCommit === undefined) return invalid('PullRequest', 'base', 'invalid')
    const custom = (message: string) =>
      refused(422, 'Validation Failed', [{ resource: 'PullRequest', code: 'custom', message }])
    const isOpen = (one: FakePullRequest): boolean =>
      one.state === 'open' && one.head === head && one.base === base
    if (pullRequests.some(isOpen))
      return custom(`A pull request already exists for ${settings.owner}:${head}.`)
    if (isBehind(state, headCommit, baseCommit))
      return custom(`No commits between ${base} and ${head}`)
    const title = String(body['title'])
    const text = String(body['body'] ?? '')
    const more = { state: 'open', headCommit, mergeCommit: undefined } as const
    const pull = { number: state.nextId, title, body: text, head, base, ...more }
    state.nextId += 1
    pullRequests.push(pull)
    return { status: 201, body: described(state, call, pull, 201) }
  },
}

export const PULL_REQUESTS: Readonly<Record<string, Handler>> = {
  'GET /repos/{owner}/{repo}/pulls': list,
  'POST /repos/{owner}/{repo}/pulls': create,
}

/**
 * Follows the branches: the head of an open pull request moves with its branch; without the branch it is closed; with all its commits on the
 * base branch it is merged.
 */
export function refresh(state: State): void {
  for (const pull of state.pullRequests.filter((one) => one.state === 'open')) {
    const head = commitAt(state, `refs/heads/${pull.head}`)
    const base = commitAt(state, `refs/heads/${pull.base}`)
    if (head !== undefined) pull.headCommit = head
    if (base !== undefined && isBehind(state, pull.headCommit, base)) {
      pull.state = 'merged'
      pull.mergeCommit = pull.headCommit
    } else if (head === undefined || base === undefined) pull.state = 'closed'
  }
}

function described(state: State, { sample }: Call, pull: FakePullRequest, status = 200): object {
  const { owner, name } = state.settings
  const { number, title, body, head, base, headCommit, mergeCommit } = pull
  const whole = sample(status, {}) as Readonly<Record<'head' | 'base', { readonly repo: object }>>
  const repo = { ...whole.base.repo, id: 1, full_name: `${owner}/${name}` }
  const branch = (kind: 'head' | 'base', ref: string, sha: string): object => ({
    ...whole[kind],
    ...{ label: `${owner}:${ref}`, ref, sha, repo },
  })
  const isMerged = pull.state === 'merged'
  const baseCommit = commitAt(state, `refs/heads/${base}`) ?? headCommit
  return {
    ...whole,
    ...{ number, title, body, state: pull.state === 'open' ? 'open' : 'closed' },
    ...(status === 201 ? { merged: isMerged } : {}),
    html_url: `${state.serverUrl}/${owner}/${name}/pull/${number}`,
    merged_at: isMerged ? '2017-04-15T12:00:00Z' : null,
    // Of an open one, that of a trial merge.
    merge_commit_sha: mergeCommit ?? 'f'.repeat(40),
    head: branch('head', head, headCommit),
    base: branch('base', base, baseCommit),
  }
}
