// A day of events in the shop's repository, as GitHub would send them.
import type { Shop } from '../fakes/git/shop-repository.ts'

export type RepositoryEvent = {
  readonly title: string
  /** What the decision about it demonstrates. */
  readonly shows: string
  readonly event: string
  readonly ref: string
  readonly sha: string
  readonly payload: unknown
}

const HOME = { full_name: 'allume/shopping-tool', default_branch: 'master' }
const FEATURE = 'feature/rotate_collage_products'
const GONE = '0'.repeat(40)

/** The events of the day, in their order. */
export function shopDay({ commit }: Shop): RepositoryEvent[] {
  const push = (title: string, shows: string, ref: string, more: object = {}): RepositoryEvent => {
    const sha = commit(ref)
    return {
      title,
      shows,
      event: 'push',
      ref,
      sha,
      payload: { ref, after: sha, repository: HOME, head_commit: { id: sha }, ...more },
    }
  }
  const pull = (
    event: string,
    title: string,
    shows: string,
    action: string,
    full_name: string,
  ): RepositoryEvent => {
    const head = {
      ref: full_name === HOME.full_name ? FEATURE : 'master',
      sha: commit(FEATURE),
      repo: { full_name },
    }
    const pull_request = { number: 42, head, base: { ref: 'develop', repo: HOME } }
    return {
      title,
      shows,
      event,
      ref: 'refs/pull/42/merge',
      sha: commit('develop'),
      payload: { action, number: 42, pull_request, repository: HOME },
    }
  }
  return [
    push(
      '09:00  a push to a feature branch',
      'a branch without a route deploys nothing; its image gets a tag of its own',
      `refs/heads/${FEATURE}`,
    ),
    push('10:00  a push to develop', 'a branch deploys to its environment', 'refs/heads/develop'),
    push('11:00  the tag uat is moved', 'a moving tag deploys too', 'refs/tags/uat', {
      forced: true,
    }),
    pull(
      'pull_request',
      '12:00  a pull request is opened',
      'each pull request gets an environment',
      'opened',
      HOME.full_name,
    ),
    pull(
      'pull_request',
      '13:00  a pull request from a fork, from a branch called master',
      'forks deploy nothing unless a route allows it',
      'opened',
      'mallory/shopping-tool',
    ),
    pull(
      'pull_request_target',
      '14:00  the same as pull_request_target',
      'events with write access to secrets are denied unless a route names them',
      'opened',
      'mallory/shopping-tool',
    ),
    pull(
      'pull_request',
      '15:00  the pull request is closed',
      'the environment of a closed pull request is torn down',
      'closed',
      HOME.full_name,
    ),
    push('16:00  a push to master', 'master deploys to production', 'refs/heads/master'),
    {
      ...push(
        '17:00  the feature branch is deleted',
        'a deleted branch that was never deployed has nothing to tear down',
        `refs/heads/${FEATURE}`,
        { after: GONE, deleted: true, head_commit: null },
      ),
      sha: GONE,
    },
  ]
}
