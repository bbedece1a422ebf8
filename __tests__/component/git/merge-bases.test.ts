import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { git, gitInBulk } from '../../../fakes/git/git.ts'
import { divergenceOf } from '../../../kit/git/merge-bases.ts'
import { type Remote, remoteAt } from '../../../kit/git/remote.ts'

let root = ''
let count = 0
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'towpath-bases-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Numbers that look random; the same for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor(state / 65_536) % below
  }
}

type Made = { readonly folder: string; readonly commits: readonly string[] }

/** Makes a history in which each commit has one or two of the latest as parents. */
function history(seed: number, filter: string): Made {
  const next = numbers(seed)
  count += 1
  const folder = join(root, `${count}`)
  git(root, 'init', '--quiet', '--bare', '--template=', folder)
  git(folder, 'config', 'uploadpack.allowFilter', filter)
  git(folder, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  const tree = git(folder, 'mktree')
  const commits: string[] = []
  for (let index = 0; index < 26; index += 1) {
    const parents = index === 0 ? [] : [next(4), ...(next(3) === 0 ? [next(5)] : [])]
    const ids = new Set(parents.map((back) => commits.at(-1 - back) ?? commits[0] ?? ''))
    const args = [...ids].flatMap((id) => ['-p', id])
    commits.push(git(folder, 'commit-tree', '-m', `${index}`, ...args, tree))
  }
  for (const [index, id] of commits.entries()) git(folder, 'update-ref', `refs/heads/${index}`, id)
  return { folder, commits }
}

const remoteOf = (folder: string): Remote =>
  remoteAt(
    `file://${folder}`,
    mkdtempSync(join(root, 'temp-')),
    { PATH: process.env['PATH'] ?? '' },
    [],
  )

/** What git says, which has everything; of several tips, it asks for a commit that has them as parents. */
function byGit({ folder }: Made, ours: readonly string[], theirs: readonly string[]) {
  const tree = git(folder, 'mktree')
  const joined = (tips: readonly string[]): string =>
    tips.length === 1
      ? (tips[0] ?? '')
      : git(folder, 'commit-tree', '-m', 'x', ...tips.flatMap((id) => ['-p', id]), tree)
  const only = (from: readonly string[], not: readonly string[]): string[] =>
    git(folder, 'rev-list', ...from, '--not', ...not)
      .split('\n')
      .filter(Boolean)
      .sort()
  const [bases = ''] = gitInBulk([
    { folder, args: ['merge-base', '--all', joined(ours), joined(theirs)] },
  ])
  return {
    ours: only(ours, theirs),
    theirs: only(theirs, ours),
    bases: bases.split('\n').filter(Boolean).sort(),
  }
}

const QUESTIONS = [
  [[25], [24]],
  [[25], [20, 23]],
  [
    [22, 21],
    [24, 19],
  ],
  [[25], [3]],
  [[2], [25]],
  [[25], [25]],
  [
    [20, 25],
    [25, 18],
  ],
] as const

test.each([
  [1, 'true'],
  [2, 'true'],
  [3, 'true'],
  [4, 'false'],
] as const)(
  'of history %i (filters: %s) they are those that git finds with all of it',
  async (seed, filter) => {
    const made = history(seed, filter)
    const remote = remoteOf(made.folder)
    for (const [one, other] of QUESTIONS) {
      const [ours, theirs] = [one, other].map((side) =>
        side.map((index) => made.commits[index] ?? ''),
      )
      if (!ours || !theirs) throw new Error('no tips')
      const found = await divergenceOf(remote, ours, theirs)
      const ids = (commits: readonly { readonly id: string }[]) =>
        commits.map(({ id }) => id).sort()
      const isEarlier = (id: string): boolean =>
        found.bases.some(({ ancestors }) => ancestors.includes(id))
      expect({
        ours: ids(found.ours),
        theirs: ids(found.theirs),
        bases: found.bases
          .map(({ commit }) => commit)
          .filter((id) => !isEarlier(id))
          .sort(),
      }).toEqual(byGit(made, ours, theirs))
    }
  },
)

test('a single base is proved without the history: the commits of both sides alone are sent', async () => {
  const folder = join(root, 'long')
  git(root, 'init', '--quiet', '--bare', '--template=', folder)
  git(folder, 'config', 'uploadpack.allowFilter', 'true')
  const tree = git(folder, 'mktree')
  const commits: string[] = []
  for (let index = 0; index < 40; index += 1) {
    const parent = commits.at(-1)
    commits.push(
      git(folder, 'commit-tree', '-m', `${index}`, ...(parent ? ['-p', parent] : []), tree),
    )
  }
  const base = commits.at(-1) ?? ''
  const side = (name: string): string => {
    const id = git(folder, 'commit-tree', '-m', name, '-p', base, tree)
    git(folder, 'update-ref', `refs/heads/${name}`, id)
    return id
  }
  const [ours, theirs] = [side('ours'), side('theirs')]
  const remote = remoteOf(folder)
  const { bases, ours: only } = await divergenceOf(remote, [ours], [theirs])
  expect([bases.map(({ commit }) => commit), only.map(({ id }) => id)]).toEqual([[base], [ours]])
  expect(remote.fetched()).toBeLessThan(2000)
})

test('a remote that is itself shallow proves nothing', async () => {
  const made = history(5, 'false')
  for (let index = 0; index < 25; index += 1)
    if (index !== 20) git(made.folder, 'update-ref', '-d', `refs/heads/${index}`)
  const shallow = join(root, 'shallow')
  git(
    root,
    'clone',
    '--quiet',
    '--bare',
    '--depth=2',
    '--no-single-branch',
    `file://${made.folder}`,
    shallow,
  )
  const tips = [made.commits[25] ?? '', made.commits[20] ?? '']
  const asked = divergenceOf(remoteOf(shallow), tips.slice(0, 1), tips.slice(1))
  await expect(asked).rejects.toMatchObject({ reason: 'not-proved' })
})
