// Which commit an app runs, by what the server reports and its branches have, and what is asked for that.
import { describe, expect, test } from '@jest/globals'
import { runningCommit } from '../../../actions/dokku-promote/src/running-commit.ts'
import type { DeploySource } from '../../../kit/dokku/app-facts.ts'
import type { AppRepository } from '../../../kit/dokku/repository.ts'
import { container } from '../../support/dokku/container.ts'
import { scriptedServer } from '../../support/dokku/scripted-server.ts'

const [HEAD, OLDER, OTHER] = ['1', '2', '3'].map((digit) => digit.repeat(40)) as [
  string,
  string,
  string,
]

/** Finds the commit of an app whose branch `main` has HEAD, which is a descendant of OLDER alone. */
async function commitOf(source: DeploySource | undefined, containers = [container()]) {
  const { dokku, asked } = scriptedServer(() => ({ code: 0, stdout: 'main\n' }))
  const repository = {
    async heads() {
      asked.push('heads')
      return new Map([['main', HEAD]])
    },
    async fetch() {
      asked.push('fetch')
      return HEAD
    },
    git: {
      run: async ([command, , commit]: readonly string[]) => ({
        code: command === 'merge-base' && commit === OTHER ? 1 : 0,
        stdout: 'index.html\n',
        stderr: '',
      }),
    },
  } as unknown as AppRepository
  const commit = await runningCommit({ dokku, repository }, 'shop', { containers, source })
  return { commit, asked }
}

const push = (what: string): DeploySource => ({ kind: 'git-push', what })
const REPORT = 'git:report shop --git-computed-deploy-branch'

describe('the commit that an app runs', () => {
  test.each<[string, DeploySource | undefined, string, readonly string[]]>([
    ['the tip of a branch', push(HEAD), HEAD, ['heads']],
    ['an earlier commit of it', push(OLDER), OLDER, ['heads', REPORT, 'fetch']],
    ['one that no branch has', push(OTHER), '', ['heads', REPORT, 'fetch']],
    ['an image', { kind: 'docker-image', what: 'x' }, '', []],
    ['unknown to the version: what the branch has', undefined, HEAD, ['heads', REPORT, 'fetch']],
    ['deployed before the server reported it', push(''), HEAD, ['heads', REPORT, 'fetch']],
    ['the same', { kind: '', what: '' }, HEAD, ['heads', REPORT, 'fetch']],
  ])('%s', async (_, source, commit, asked) => {
    expect(await commitOf(source)).toEqual({ commit, asked })
  })

  test('none, if it was never deployed: nothing is asked', async () => {
    expect(await commitOf({ kind: '', what: '' }, [])).toEqual({ commit: '', asked: [] })
  })

  test('none, if its containers were made from an image: nothing is asked', async () => {
    const promoted = [container({ madeFrom: ['dokku/stg:latest'] })]
    expect(await commitOf(push(HEAD), promoted)).toEqual({ commit: '', asked: [] })
  })
})
