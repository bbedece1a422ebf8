import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import { signedCommit, type TreeSource } from '../../../kit/github/signed-commit.ts'
import { type Hub, rejected, withHub } from '../../support/github/hub.ts'

/** The clone as the repository in which trees are computed. */
function sourceOf(clone: string): TreeSource & { readonly asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    treeOf: async (commit) => git(clone, 'rev-parse', `${commit}^{tree}`),
    differences: async (from, to) =>
      git(clone, 'diff-tree', '-r', '--no-renames', from, to)
        .split('\n')
        .filter(Boolean)
        .map((line) => {
          const [, mode = '', , id = '', , path = ''] = line.split(/[ \t]/)
          const isGone = /^0+$/.test(mode)
          return { path, mode: isGone ? '' : mode, id: isGone ? '' : id }
        }),
    async blob(id) {
      asked.push(id)
      return Buffer.from(`${git(clone, 'cat-file', 'blob', id)}\n`)
    },
    async signedCommit({ payload, signature }) {
      const [head = '', ...message] = payload.split('\n\n')
      const signed = `${head}\ngpgsig ${signature.split('\n').join('\n ')}\n\n${message.join('\n\n')}`
      writeFileSync(join(clone, '.git', 'object'), signed)
      return git(clone, 'hash-object', '-t', 'commit', '-w', join(clone, '.git', 'object'))
    },
  }
}

/** Commits files in the clone, and returns the tree. */
function treeWith(clone: string, change: () => void): string {
  change()
  git(clone, 'add', '--all')
  return git(clone, 'write-tree')
}

const make = async (
  hub: Hub,
  tree: string,
  parents: readonly string[],
  source = sourceOf(hub.clone),
) => {
  const waiting = { sleep: hub.clock.sleep, signal: new AbortController().signal }
  const commit = { tree, parents, message: 'Release 1.2.0\n\nRelease: 1.2.0' }
  return signedCommit(await hub.api(), source, commit, waiting)
}

/** Files of every mode on master, which GitHub has. */
function withFiles({ clone, push }: Hub): string {
  writeFileSync(join(clone, 'VERSION'), '1.1.0\n')
  writeFileSync(join(clone, 'run'), 'echo\n', { mode: 0o755 })
  git(clone, 'add', '--all')
  git(
    clone,
    'update-index',
    '--add',
    '--cacheinfo',
    `120000,${git(clone, 'hash-object', '-w', 'VERSION')},link`,
  )
  git(clone, 'commit', '--quiet', '--message=Files')
  git(clone, 'checkout', '--quiet', '--force', 'master')
  push()
  return git(clone, 'rev-parse', 'master')
}

test('a commit with the tree that was computed, modes and all, signed, and the same here', async () => {
  await withHub(async (hub) => {
    const parent = withFiles(hub)
    const tree = treeWith(hub.clone, () => {
      writeFileSync(join(hub.clone, 'VERSION'), '1.2.0\n')
      writeFileSync(join(hub.clone, 'run'), 'echo 2\n', { mode: 0o755 })
      git(hub.clone, 'rm', '--quiet', '--cached', 'link')
    })
    const id = await make(hub, tree, [parent])
    const object = git(hub.clone, 'cat-file', 'commit', id)
    expect(object).toContain(`tree ${tree}\nparent ${parent}\n`)
    expect(object).toContain('gpgsig -----BEGIN PGP SIGNATURE-----')
    expect(git(hub.clone, 'ls-tree', id, 'run')).toMatch(/^100755 /)
    // No branch was moved.
    expect(git(hub.state.folder, 'rev-parse', 'master')).toBe(parent)
    expect(hub.requests.every(({ body }) => !JSON.stringify(body ?? '').includes('author'))).toBe(
      true,
    )
  })
})

test('a merge; a file that a parent has is not stored again', async () => {
  await withHub(async (hub) => {
    const parent = withFiles(hub)
    git(hub.clone, 'checkout', '--quiet', 'release/1.2.0')
    writeFileSync(join(hub.clone, 'other'), 'theirs\n')
    git(hub.clone, 'add', '--all')
    git(hub.clone, 'commit', '--quiet', '--message=Other')
    hub.push()
    const theirs = git(hub.clone, 'rev-parse', 'HEAD')
    git(hub.clone, 'checkout', '--quiet', 'master')
    git(hub.clone, 'merge', '--quiet', '--no-commit', '--no-ff', 'release/1.2.0')
    const tree = git(hub.clone, 'write-tree')
    const source = sourceOf(hub.clone)
    const id = await make(hub, tree, [parent, theirs], source)
    expect(git(hub.clone, 'log', '-1', '--format=%P %T', id)).toBe(`${parent} ${theirs} ${tree}`)
    expect(source.asked).toEqual([])
  })
})

test('many files', async () => {
  await withHub(async (hub) => {
    const parent = withFiles(hub)
    const blob = git(hub.clone, 'rev-parse', 'master:VERSION')
    const list = Array.from({ length: 1001 }, (_, at) => `100644,${blob},many/${at}`)
    git(hub.clone, 'update-index', '--add', ...list.flatMap((entry) => ['--cacheinfo', entry]))
    const tree = git(hub.clone, 'write-tree')
    await make(hub, tree, [parent])
    const trees = hub.requests.filter(({ operation }) => operation.endsWith('/git/trees'))
    expect(trees).toHaveLength(3)
  })
})

test.each<[string, (hub: Hub) => void, RegExp]>([
  [
    'GitHub does not sign',
    ({ state }) => {
      state.settings.signsCommits = false
    },
    /does not call it verified \("unsigned"\); it signs commits for a workflow/,
  ],
  [
    'the signature is never verified',
    ({ state }) => {
      state.settings.verifiesLate = 100
    },
    /"gpgverify_unavailable"/,
  ],
  [
    'another tree is made',
    ({ faults }) => {
      const body = { sha: 'a'.repeat(40), url: 'https://example.org/', tree: [], truncated: false }
      faults.push({
        when: 'before',
        operation: 'POST /repos/{owner}/{repo}/git/trees',
        reply: { status: 201, body },
      })
    },
    /the tree that GitHub made of the files is "a{40}" instead of/,
  ],
  [
    'another file is stored',
    ({ faults }) => {
      const body = { sha: 'b'.repeat(40), url: 'https://example.org/' }
      faults.push({
        when: 'before',
        operation: 'POST /repos/{owner}/{repo}/git/blobs',
        reply: { status: 201, body },
      })
    },
    /GitHub stored the file [0-9a-f]{40} as "b{40}"/,
  ],
])('is refused if %s', async (_, prepare, words) => {
  await withHub(async (hub) => {
    const parent = withFiles(hub)
    const tree = treeWith(hub.clone, () => writeFileSync(join(hub.clone, 'VERSION'), '1.2.0\n'))
    prepare(hub)
    const error = await rejected(make(hub, tree, [parent]))
    expect(error).toMatchObject({ reason: 'not-verified' })
    expect(String(error)).toMatch(words)
  })
})

test('a person\u2019s token, whose commits GitHub does not sign; a signature that comes late; another commit', async () => {
  await withHub(async (hub) => {
    const parent = withFiles(hub)
    const tree = treeWith(hub.clone, () => writeFileSync(join(hub.clone, 'VERSION'), '1.2.0\n'))
    hub.state.settings.verifiesLate = 2
    await make(hub, tree, [parent])
    expect(hub.clock.pauses).toEqual([1000, 2000])
    const source = { ...sourceOf(hub.clone), signedCommit: async () => 'c'.repeat(40) }
    expect(String(await rejected(make(hub, tree, [parent], source as never)))).toMatch(
      /with its signature/,
    )
    hub.state.logins.set('person', { kind: 'user', permissions: { contents: 'write' } })
    const api = await hub.api({ token: 'person' })
    const waiting = { sleep: hub.clock.sleep, signal: new AbortController().signal }
    const commit = { tree, parents: [parent], message: 'Release' }
    const error = await rejected(signedCommit(api, sourceOf(hub.clone), commit, waiting))
    expect(error).toMatchObject({ reason: 'not-verified' })
  })
})
