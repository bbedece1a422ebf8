// Releases: drafts have no tag, and are not found by one; published ones may be immutable.
import { git } from '../git/git.ts'
import {
  type Call,
  type Handler,
  invalid,
  mayWrite,
  notFound,
  page,
  type Reply,
  refused,
} from './call.ts'
import { commitAt, defaultBranch, type FakeRelease, type State, tagExists } from './state.ts'

const list: Handler = {
  permission: ['contents', 'read'],
  answer(state, call) {
    const seen = state.releases.filter((one) => !one.isDraft || mayWrite(call.login, 'contents'))
    const newestFirst = seen.toSorted((a, b) => b.id - a.id)
    const { entries, headers } = page(newestFirst, call.query, `${here(state)}/releases`)
    return { status: 200, headers, body: entries.map((one) => described(state, call, 200, one)) }
  },
}

const create: Handler = {
  permission: ['contents', 'write'],
  answer(state, call) {
    const { body } = call
    const tag = String(body['tag_name'])
    const problem = targetProblem(state, call) ?? tagProblem(state, tag, undefined)
    if (problem) return problem
    const release: FakeRelease = {
      id: state.nextId,
      tag,
      name: String(body['name'] ?? ''),
      body: String(body['body'] ?? ''),
      isDraft: body['draft'] === true,
      isPrerelease: body['prerelease'] === true,
      isImmutable: false,
      isLatest: false,
    }
    state.nextId += 1
    state.releases.push(release)
    if (!release.isDraft) published(state, release, call)
    return { status: 201, body: described(state, call, 201, release) }
  },
}

const update: Handler = {
  permission: ['contents', 'write'],
  answer(state, call) {
    const { body } = call
    const release = released(state, call)
    if (!release) return notFound()
    const tag = String(body['tag_name'] ?? release.tag)
    const isPublished = body['draft'] === false || !release.isDraft
    const problem = isPublished ? tagProblem(state, tag, release) : undefined
    if (problem) return problem
    if (body['make_latest'] === 'true' && body['prerelease'] === true)
      return invalid('Release', 'make_latest', 'invalid')
    release.tag = tag
    release.name = String(body['name'] ?? release.name)
    release.body = String(body['body'] ?? release.body)
    release.isPrerelease = Boolean(body['prerelease'] ?? release.isPrerelease)
    if (isPublished && release.isDraft) published(state, release, call)
    return { status: 200, body: described(state, call, 200, release) }
  },
}

const remove: Handler = {
  permission: ['contents', 'write'],
  answer(state, call) {
    const release = released(state, call)
    if (!release) return notFound()
    state.releases.splice(state.releases.indexOf(release), 1)
    return { status: 204 }
  },
}

const generateNotes: Handler = {
  permission: ['contents', 'write'],
  answer(state, { body, sample }) {
    const [tag, previous] = [String(body['tag_name']), body['previous_tag_name']]
    const target = String(body['target_commitish'] ?? defaultBranch(state))
    const end = commitAt(state, `refs/tags/${tag}`) ?? commitAt(state, target)
    if (end === undefined) return invalid('Release', 'target_commitish', 'invalid')
    if (previous !== undefined && !tagExists(state, String(previous)))
      return refused(422, 'Invalid previous_tag parameter')
    const from = previous ?? 'a tag that was guessed'
    const text = `**Full Changelog**: ${pageOf(state)}/compare/${from}...${tag}`
    return { status: 200, body: sample(200, { name: tag, body: text }) }
  },
}

export const RELEASES: Readonly<Record<string, Handler>> = {
  'GET /repos/{owner}/{repo}/releases': list,
  'POST /repos/{owner}/{repo}/releases': create,
  'PATCH /repos/{owner}/{repo}/releases/{release_id}': update,
  'DELETE /repos/{owner}/{repo}/releases/{release_id}': remove,
  'POST /repos/{owner}/{repo}/releases/generate-notes': generateNotes,
}

const here = ({ apiUrl, settings }: State): string =>
  `${apiUrl}/repos/${settings.owner}/${settings.name}`
const pageOf = ({ serverUrl, settings }: State): string =>
  `${serverUrl}/${settings.owner}/${settings.name}`

const released = ({ releases }: State, { parameters }: Call): FakeRelease | undefined =>
  releases.find(({ id }) => String(id) === parameters['release_id'])

function described(state: State, { sample }: Call, status: number, release: FakeRelease): object {
  const { id, tag, name, body, isDraft, isPrerelease, isImmutable } = release
  // The address of a draft has no tag in it.
  const html_url = `${pageOf(state)}/releases/tag/${isDraft ? `untagged-${id}` : tag}`
  const more = { draft: isDraft, prerelease: isPrerelease, immutable: isImmutable, html_url }
  return sample(status, { id, tag_name: tag, name, body, ...more })
}

/** A tag has one published release, and none any more after an immutable one. */
function tagProblem(state: State, tag: string, own: FakeRelease | undefined): Reply | undefined {
  const other = state.releases.some((one) => one !== own && one.tag === tag && !one.isDraft)
  if (other) return invalid('Release', 'tag_name', 'already_exists')
  const isUsed = state.immutableTags.has(tag) && !own?.isImmutable
  return isUsed
    ? invalid('Release', 'tag_name', 'custom', 'tag_name was used by an immutable release')
    : undefined
}

/** A commit with other workflow files needs a permission that a workflow's token never has (cli/cli#9514). */
function targetProblem(state: State, { body, login }: Call): Reply | undefined {
  const target = body['target_commitish']
  if (target === undefined || mayWrite(login, 'workflows')) return undefined
  const [files, usual] = [String(target), defaultBranch(state)].map((name) => {
    try {
      return git(state.folder, 'rev-parse', `${name}:.github/workflows`)
    } catch {
      return ''
    }
  })
  return files === usual ? undefined : refused(403, 'Resource not accessible by integration')
}

function published(state: State, release: FakeRelease, { body }: Call): void {
  release.isDraft = false
  release.isImmutable = state.settings.hasImmutableReleases
  if (release.isImmutable) state.immutableTags.add(release.tag)
  release.isLatest = body['make_latest'] !== 'false' && !release.isPrerelease
  if (release.isLatest)
    for (const other of state.releases) if (other !== release) other.isLatest = false
  const target = String(body['target_commitish'] ?? defaultBranch(state))
  // GitHub makes a tag that is missing.
  if (!tagExists(state, release.tag)) git(state.folder, 'tag', release.tag, target)
}
