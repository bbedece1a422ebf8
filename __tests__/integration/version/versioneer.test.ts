import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { STYLES } from '../../../actions/version/src/versioneer-styles.ts'
import { type GitCall, gitInBulk } from '../../../fakes/git/git.ts'
import { type GitServer, serveGit } from '../../../fakes/git/git-server.ts'
import { checkouts, fingerprint } from '../../support/git/checkouts.ts'
import { type History, histories, makeHistories } from '../../support/git/histories.ts'
import { sideBranches } from '../../support/git/side-branches.ts'
import { python } from '../../support/python/python.ts'
import { withTool } from '../../support/tools.ts'
import { computeVersion, withSharedGit } from '../../support/version-action.ts'

const PREFIXES = ['v', '', 'pkg/']
const HISTORIES = 300
const seed = Date.now()

/** Returns Versioneer's own versions of clones, in all eight styles; null if it raises an error. */
function versioneers(
  tool: string,
  made: readonly { readonly folder: string; readonly prefix: string }[],
): (string | null)[][] {
  const program = `
import base64, types, versioneer
module = types.ModuleType('whole')
exec(base64.b64decode(versioneer.VERSIONEER_b64), module.__dict__)
def versions(one):
    pieces = module.git_pieces_from_vcs(one['prefix'], one['folder'], False)
    def in_style(style):
        try:
            return module.render(pieces, style)['version']
        except ValueError:
            return None
    return [in_style(style) for style in data['styles']]
result = [versions(one) for one in data['made']]`
  return python(tool, program, { made, styles: STYLES }) as (string | null)[][]
}

/** Returns the action's versions, in all eight styles; null if the tag is an error. */
function ours(folder: string, prefix: string): Promise<(string | null)[]> {
  return withSharedGit(async (shared) => {
    const versions: (string | null)[] = []
    for (const style of STYLES) {
      const inputs = { style, 'tag-prefix': prefix, versioneer: 'exact' }
      const { outputs, error } = await computeVersion(folder, inputs, { shared })
      if (error && error.reason !== 'unknown-version') throw new Error(error.message)
      versions.push(error ? null : (outputs['version'] ?? ''))
    }
    return versions
  })
}

type Made = {
  readonly folder: string
  readonly name: string
  readonly prefix: string
  readonly history: History
}

/** Returns the histories that git describe counts correctly: if commits have the same time, it may omit some or count them twice, unlike a server. */
function countedCorrectly(made: readonly Made[]): Made[] {
  const described = gitInBulk(
    made.map(({ folder, prefix }) => ({
      folder,
      args: ['describe', '--long', '--tags', '--match', `${prefix}[[:digit:]]*`],
    })),
  ).map((output) => /^(.*)-(\d+)-g[0-9a-f]+$/.exec(output ?? ''))
  const counts = gitInBulk(
    made.map(({ folder }, index) => ({
      folder,
      args: ['rev-list', '--count', 'HEAD', `^refs/tags/${described[index]?.[1]}`],
    })),
  )
  return made.filter((_, index) => !described[index] || described[index][2] === counts[index])
}

withTool('versioneer', (tool) => {
  describe('on generated histories', () => {
    let root = ''
    let server: GitServer
    let made: Made[] = []
    beforeAll(async () => {
      root = mkdtempSync(join(tmpdir(), 'towpath-histories-'))
      server = await serveGit(root)
      made = fc
        .sample(histories([...PREFIXES, 'v']), { numRuns: HISTORIES, seed })
        .map((history, index) => {
          const name = `h${index}`
          const prefix = PREFIXES[index % PREFIXES.length] ?? ''
          return { folder: join(root, name), name, prefix, history }
        })
      makeHistories(made)
    }, 120_000)
    afterAll(async () => {
      await server.close()
      rmSync(root, { recursive: true, force: true })
    })

    test('exact is equal to the output of Versioneer in a complete clone, in all eight styles', async () => {
      const theirs = versioneers(tool, made)
      const different: object[] = []
      for (const [index, { folder, prefix, history }] of made.entries()) {
        const versions = await ours(folder, prefix)
        if (JSON.stringify(versions) !== JSON.stringify(theirs[index])) {
          different.push({ index, prefix, history, versions, theirs: theirs[index] })
        }
      }
      expect({ seed, different: different.slice(0, 2) }).toEqual({ seed, different: [] })
      expect(theirs.filter(([version]) => version?.includes('untagged')).length).toBeGreaterThan(10)
    }, 900_000)

    test('exact is the same in a clone of depth 1, which does not change by a byte', async () => {
      const some = countedCorrectly(
        made.slice(0, 100).filter(({ history }) => !history.detached && !history.dirty),
      )
      // In a shallow clone, commits are abbreviated to 7 digits; the complete ones are configured to do the same.
      for (const { folder } of some) {
        appendFileSync(join(folder, '.git/config'), '[core]\n\tabbrev = 7\n')
      }
      const theirs = versioneers(tool, some)
      const clones = checkouts(
        server,
        root,
        some.map(({ name, history }) => ({ name, ref: history.branch })),
      )
      for (const [index, { name, prefix, history }] of some.entries()) {
        const clone = clones[index] ?? ''
        const before = fingerprint(clone)
        const versions = await ours(clone, prefix)
        expect({ seed, name, history, versions }).toEqual({
          seed,
          name,
          history,
          versions: theirs[index],
        })
        expect(fingerprint(clone)).toBe(before)
      }
      expect(some.length).toBeGreaterThan(15)
    }, 900_000)

    test('exact is the same in a clone of depth 1 of a long history with tags on side branches', async () => {
      const long = fc.sample(sideBranches, { numRuns: 6, seed }).map((history, index) => {
        const name = `side${index}`
        return { folder: join(root, name), name, prefix: 'v', history }
      })
      makeHistories(long)
      const some = countedCorrectly(long)
      for (const { folder } of some) {
        appendFileSync(join(folder, '.git/config'), '[core]\n\tabbrev = 7\n')
      }
      const theirs = versioneers(tool, some)
      const clones = checkouts(
        server,
        root,
        some.map(({ name }) => ({ name, ref: 'main' })),
      )
      for (const [index, { name, prefix }] of some.entries()) {
        const versions = await ours(clones[index] ?? '', prefix)
        expect({ seed, name, versions }).toEqual({ seed, name, versions: theirs[index] })
      }
      expect(some.length).toBeGreaterThan(2)
    }, 900_000)

    test('repaired is valid in Python, and counts the commits that are not ancestors of the tag', async () => {
      const versions: string[] = []
      const distances: (string | undefined)[] = []
      const counts: GitCall[] = []
      for (const [index, { folder, prefix }] of made.slice(0, 120).entries()) {
        const style = STYLES[index % 6] ?? 'pep440'
        const { outputs } = await computeVersion(folder, { style, 'tag-prefix': prefix })
        versions.push(outputs['version'] ?? '', outputs['pep440'] ?? '')
        distances.push(outputs['distance'])
        const without = outputs['tag'] ? [`^refs/tags/${outputs['tag']}`] : []
        counts.push({ folder, args: ['rev-list', '--count', 'HEAD', ...without] })
        expect(outputs['short']).toBe(outputs['sha']?.slice(0, 7))
      }
      expect({ seed, distances }).toEqual({ seed, distances: gitInBulk(counts) })
      const program = `
from packaging.version import Version
result = [str(Version(text)) for text in data]`
      const normal = python(tool, program, versions) as string[]
      for (let index = 0; index < versions.length; index += 2) {
        expect(versions[index + 1]).toBe(normal[index])
      }
    }, 900_000)

    test('repaired is the same in a clone of depth 1', async () => {
      const some = made
        .slice(100)
        .filter(({ history }) => !history.detached && !history.dirty)
        .slice(0, 40)
      const clones = checkouts(
        server,
        root,
        some.map(({ name, history }) => ({ name, ref: history.branch })),
      )
      for (const [index, { name, folder, prefix }] of some.entries()) {
        const clone = clones[index] ?? ''
        // A clone gets the default branch from its remote, which the complete repository here does not have.
        const style = { style: 'pep440-post-branch', 'default-branch': 'main' }
        const inputs = { 'tag-prefix': prefix, ...style }
        const complete = await computeVersion(folder, inputs)
        const { outputs } = await computeVersion(clone, inputs)
        const changed = { strategy: '', fetched: '', json: '' }
        expect({ seed, name, ...outputs, ...changed }).toEqual({
          seed,
          name,
          ...complete.outputs,
          ...changed,
        })
      }
    }, 900_000)
  })
})
