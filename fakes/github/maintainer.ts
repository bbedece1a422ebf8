// What a maintainer does with a pull request on GitHub's pages.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { git } from '../git/git.ts'
import { refresh } from './pull-requests.ts'
import { commitAt, type FakePullRequest, type State } from './state.ts'

export type MergeMethod = 'merge' | 'squash' | 'rebase'

/** Merges a pull request. Returns the commit that came to the base branch. */
export function mergePullRequest(
  state: State,
  number: number,
  method: MergeMethod = 'merge',
): string {
  const pull = pullRequest(state, number)
  const clone = mkdtempSync(join(tmpdir(), 'towpath-maintainer-'))
  try {
    git(clone, 'clone', '--quiet', state.folder, '.')
    git(clone, 'checkout', '--quiet', pull.base)
    const head = `origin/${pull.head}`
    const message = `Merge pull request #${number} from ${state.settings.owner}/${pull.head}`
    if (method === 'merge') git(clone, 'merge', '--quiet', '--no-ff', '-m', message, head)
    if (method === 'squash') {
      git(clone, 'merge', '--quiet', '--squash', head)
      git(clone, 'commit', '--quiet', '--allow-empty', '-m', `${pull.title} (#${number})`)
    }
    if (method === 'rebase') {
      git(clone, 'checkout', '--quiet', '-B', 'rebased', head)
      git(clone, 'rebase', '--quiet', '--force-rebase', `origin/${pull.base}`)
      git(clone, 'checkout', '--quiet', '-B', pull.base, 'rebased')
    }
    // Not a push: GitHub's own merges are not refused by the rules for pushes.
    git(state.folder, 'fetch', '--quiet', clone, 'HEAD')
    pull.mergeCommit = git(clone, 'rev-parse', 'HEAD')
    git(state.folder, 'update-ref', `refs/heads/${pull.base}`, pull.mergeCommit)
    pull.state = 'merged'
  } finally {
    rmSync(clone, { recursive: true, force: true })
  }
  if (state.settings.deletesMergedBranches)
    git(state.folder, 'update-ref', '-d', `refs/heads/${pull.head}`)
  return pull.mergeCommit
}

/** Closes a pull request without merging it. */
export function closePullRequest(state: State, number: number): void {
  pullRequest(state, number).state = 'closed'
}

function pullRequest(state: State, number: number): FakePullRequest {
  refresh(state)
  const pull = state.pullRequests.find((one) => one.number === number)
  if (pull?.state !== 'open' || commitAt(state, `refs/heads/${pull.head}`) === undefined)
    throw new Error(`There is no open pull request ${number}`)
  return pull
}
