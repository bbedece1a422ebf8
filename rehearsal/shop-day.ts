// A day of events in the shop's repository, as GitHub would send them.
import type { Shop } from '../fakes/git/shop-repository.ts'

export type Happening = {
  readonly title: string
  readonly event: string
  readonly ref: string
  readonly sha: string
  readonly payload: unknown
}

const HOME = { full_name: 'allume/shopping-tool', default_branch: 'master' }
const FEATURE = 'feature/rotate_collage_products'
const GONE = '0'.repeat(40)

/** The events of the day, in their order. */
export function shopDay({ commit }: Shop): Happening[] {
  const push = (title: string, ref: string, more: object = {}): Happening => {
    const sha = commit(ref)
    return {
      title,
      event: 'push',
      ref,
      sha,
      payload: { ref, after: sha, repository: HOME, head_commit: { id: sha }, ...more },
    }
  }
  const pull = (event: string, title: string, action: string, full_name: string): Happening => {
    const head = {
      ref: full_name === HOME.full_name ? FEATURE : 'master',
      sha: commit(FEATURE),
      repo: { full_name },
    }
    const pull_request = { number: 42, head, base: { ref: 'develop', repo: HOME } }
    return {
      title,
      event,
      ref: 'refs/pull/42/merge',
      sha: commit('develop'),
      payload: { action, number: 42, pull_request, repository: HOME },
    }
  }
  return [
    push('09:00  a push to a feature branch', `refs/heads/${FEATURE}`),
    push('10:00  a push to develop', 'refs/heads/develop'),
    push('11:00  the tag uat is moved', 'refs/tags/uat', { forced: true }),
    pull('pull_request', '12:00  a pull request', 'opened', HOME.full_name),
    pull(
      'pull_request',
      '13:00  a pull request from a fork, whose branch is called master',
      'opened',
      'mallory/shopping-tool',
    ),
    pull(
      'pull_request_target',
      '14:00  the same as pull_request_target',
      'opened',
      'mallory/shopping-tool',
    ),
    pull('pull_request', '15:00  the pull request is closed', 'closed', HOME.full_name),
    push('16:00  a push to master', 'refs/heads/master'),
    {
      ...push('17:00  the feature branch is deleted', `refs/heads/${FEATURE}`, {
        after: GONE,
        deleted: true,
        head_commit: null,
      }),
      sha: GONE,
    },
  ]
}
