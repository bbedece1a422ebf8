// What the fake GitHub knows of its repository beside git's own data, and how the repository is set up.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { git } from '../git/git.ts'
import type { ActionsState } from './actions-state.ts'

export type Login = {
  /** A workflow's GITHUB_TOKEN, the token of an app, or a personal access token. */
  readonly kind: 'workflow' | 'app' | 'user'
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>
}

export type FakeRelease = {
  readonly id: number
  tag: string
  name: string
  body: string
  isDraft: boolean
  isPrerelease: boolean
  isImmutable: boolean
  isLatest: boolean
}

export type FakePullRequest = {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly head: string
  readonly base: string
  state: 'open' | 'closed' | 'merged'
  headCommit: string
  mergeCommit: string | undefined
}

export type Settings = {
  owner: string
  name: string
  /** Former names, as `owner/name`: requests about them are redirected. */
  formerNames: string[]
  /** "Allow GitHub Actions to create and approve pull requests". */
  actionsMayOpenPullRequests: boolean
  /** "Automatically delete head branches". */
  deletesMergedBranches: boolean
  /** "Enable release immutability". */
  hasImmutableReleases: boolean
  /** GitHub Enterprise Server does not sign, unless it is set up to. */
  signsCommits: boolean
  /** GitHub Enterprise Server up to 3.19 refuses `return_run_details` (benc-uk/workflow-dispatch#86). */
  returnsRunDetails: boolean
  /** How often a new commit's signature can't be verified yet. */
  verifiesLate: number
}

export type State = {
  /** The bare repository. */
  readonly folder: string
  /** Where people find it: `http://127.0.0.1:1234`. */
  readonly serverUrl: string
  readonly apiUrl: string
  readonly logins: Map<string, Login>
  readonly settings: Settings
  readonly releases: FakeRelease[]
  /** Tags of immutable releases; their names are used up, whatever is deleted. */
  readonly immutableTags: Set<string>
  readonly pullRequests: FakePullRequest[]
  /** Commits that were signed here. */
  readonly signed: Set<string>
  readonly actions: ActionsState
  nextId: number
}

/** Returns the commit of a ref, or of another name; undefined if there is none. */
export function commitAt({ folder }: State, name: string): string | undefined {
  const known = looseBranch(folder, name)
  if (known !== undefined) return known
  try {
    return git(folder, 'rev-parse', '--verify', '--quiet', `${name}^{commit}`)
  } catch {
    return undefined
  }
}

/** Returns the commit of a branch that is a file: git takes long to start from a large process. Undefined if git must be asked. */
function looseBranch(folder: string, name: string): string | undefined {
  if (!/^refs\/heads\/[\w-]+$/.test(name)) return undefined
  try {
    return /^[0-9a-f]{40}$/m.exec(readFileSync(join(folder, name), 'utf8'))?.[0]
  } catch {
    return undefined
  }
}

export const tagExists = (state: State, tag: string): boolean =>
  commitAt(state, `refs/tags/${tag}`) !== undefined

/** Whether a commit is another one, or behind it. */
export function isBehind({ folder }: State, commit: string, tip: string): boolean {
  try {
    git(folder, 'merge-base', '--is-ancestor', commit, tip)
    return true
  } catch {
    return false
  }
}

export const defaultBranch = ({ folder }: State): string =>
  readFileSync(join(folder, 'HEAD'), 'utf8').replace('ref: refs/heads/', '').trimEnd()
