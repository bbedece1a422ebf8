// Sends the requests about one repository.

import { GitHubError } from './github-error.ts'
import { type Patience, persistently, type Request } from './retry.ts'

export type Answer<T> = {
  readonly status: number
  readonly data: T
  readonly headers: { readonly link?: string | undefined }
}

export type Requests = {
  /** The repository, as the toolkit's client wants it. */
  readonly at: { readonly owner: string; readonly repo: string }
  /** Returns the data of the answer. */
  ask<T>(request: Request, send: () => Promise<Answer<T>>): Promise<T>
  /** Returns the entries of all pages of a list, which are requested one after the other. */
  list<T>(request: Request, page: (page: number) => Promise<Answer<readonly T[]>>): Promise<T[]>
}

/** The largest page that GitHub sends. */
export const PER_PAGE = 100

export function requestsOf(at: Requests['at'], patience: Patience): Requests {
  const ask: Requests['ask'] = async (request, send) =>
    checked(request, await persistently(request, send, patience)).data
  return {
    at,
    ask,
    async list(request, page) {
      const found = []
      for (let number = 1; ; number += 1) {
        const answer = await persistently(request, () => page(number), patience)
        const { data, headers } = checked(request, answer)
        found.push(...data)
        // Not its address: that may be of another host.
        if (!/\brel="next"/.test(headers.link ?? '')) return found
      }
    },
  }
}

/** A proxy or a login page may answer with 200 as well. */
export function checked<T>({ name }: Pick<Request, 'name'>, answer: Answer<T>): Answer<T> {
  const { status, data } = answer
  if (status === 204 || (typeof data === 'object' && data !== null)) return answer
  const why = 'the answer is not JSON: is GITHUB_API_URL the address of its API?'
  throw malformed(name, status, why)
}

/** Returns the error for an answer that GitHub would not send. `why` is harmless. */
export const malformed = (name: string, status: number, why: string): GitHubError =>
  new GitHubError('unknown', `GitHub was asked to ${name}, and ${why}`, {
    ...{ status, words: '', cause: undefined, failure: 'malformed' },
  })
