// The repository itself.
import type { Handler } from './call.ts'
import { defaultBranch } from './state.ts'

const describe: Handler = {
  permission: ['metadata', 'read'],
  answer(state, { sample }) {
    const { owner, name } = state.settings
    const login = { ...(sample(200, {}) as { owner: object }).owner, login: owner }
    const body = sample(200, {
      ...{ name, full_name: `${owner}/${name}`, owner: login, id: 1 },
      html_url: `${state.serverUrl}/${owner}/${name}`,
      default_branch: defaultBranch(state),
    })
    return { status: 200, body }
  },
}

export const REPOSITORY: Readonly<Record<string, Handler>> = {
  'GET /repos/{owner}/{repo}': describe,
}
