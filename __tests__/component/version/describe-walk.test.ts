import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { asDescribed } from '../../../actions/version/src/remote-described.ts'
import { type GitCall, gitInBulk } from '../../../fakes/git/git.ts'
import { byId, commitsOf } from '../../../kit/git/commits.ts'
import { gitIn } from '../../../kit/git/git.ts'
import { nearestTag } from '../../../kit/version-history/remote-nearest-tag.ts'
import { makeHistories } from '../../support/git/histories.ts'
import { remoteOf } from '../../support/git/remote-in-memory.ts'
import { sideBranches } from '../../support/git/side-branches.ts'

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'towpath-describe-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const env = {
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
}

const seed = Date.now()

test('git describe is followed in histories with tags on side branches, with a part of the history', async () => {
  const made = fc
    .sample(sideBranches, { numRuns: 8, seed })
    .map((history, index) => ({ folder: join(root, `h${index}`), history }))
  makeHistories(made)
  let [sent, asked, complete, repaired] = [0, 0, 0, 0]
  for (const { folder } of made) {
    const commits = byId(await commitsOf(gitIn(folder, env), ['HEAD']))
    const [list = ''] = gitInBulk([
      {
        folder,
        args: [
          'for-each-ref',
          '--format=%(refname:lstrip=2) %(objectname) %(*objectname)',
          'refs/tags',
        ],
      },
    ])
    const tags = new Map(
      list
        .split('\n')
        .map((line) => line.split(' '))
        .map(([name = '', id = '', commit]) => [name, commit || id]),
    )
    const heads = [...commits.keys()].filter((_, index) => index % 9 === 0).slice(0, 12)
    const describe = heads.map(
      (head): GitCall => ({
        folder,
        args: ['describe', '--tags', '--long', '--match', 'v[[:digit:]]*', head],
      }),
    )
    for (const [index, output = ''] of gitInBulk(describe).entries()) {
      const [, tag = '', distance] = /^(.*)-(\d+)-g[0-9a-f]+$/.exec(output) ?? []
      const head = heads[index] ?? ''
      const remote = remoteOf({ commits, head })
      const described = async (commit: string, among: readonly string[]): Promise<string> => {
        complete += 1
        expect([commit, among.length > 0]).toEqual([head, true])
        return tags.get(tag) ?? ''
      }
      if (tag === '') continue
      const search = { tagged: new Set(tags.values()), choice: asDescribed }
      const found = await nearestTag({ ...remote, described }, head, search)
      const where = { seed, folder, head }
      expect({ ...where, commit: found.commit, distance: found.distance }).toEqual({
        ...where,
        commit: tags.get(tag),
        distance: Number(distance),
      })
      asked += 1
      sent += remote.sent()
      const plain = remoteOf({ commits, head })
      await nearestTag(plain, head, { tagged: search.tagged })
      repaired += plain.sent()
    }
  }
  expect(asked).toBeGreaterThan(50)
  // Mostly, nothing more is needed than for the true distance.
  expect(sent).toBeLessThan(2 * repaired)
  expect(complete).toBeLessThan(asked / 4)
}, 300_000)
