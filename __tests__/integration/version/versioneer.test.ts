import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { STYLES } from '../../../actions/version/src/styles.ts'
import { git } from '../../../fakes/git/git.ts'
import { type GitServer, serveGit } from '../../../fakes/git/git-server.ts'
import { checkout, fingerprint } from '../../support/git/checkouts.ts'
import { type History, histories, makeHistory } from '../../support/git/histories.ts'
import { python } from '../../support/python/python.ts'
import { withTool } from '../../support/tools.ts'
import { askingOnce, computeVersion } from '../../support/version-action.ts'

const PREFIXES = ['v', '', 'pkg/']
const HISTORIES = 300
const seed = Date.now()

/** What Versioneer itself says of clones, in all eight styles; null where it raises. */
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

/** What the action says, in all eight styles; null where it is an error of the tag. */
function ours(folder: string, prefix: string): Promise<(string | null)[]> {
  const through = askingOnce()
  return Promise.all(
    STYLES.map(async (style) => {
      const inputs = { style, 'tag-prefix': prefix, versioneer: 'exact' }
      const { outputs, error } = await computeVersion(folder, inputs, { through })
      if (error && error.reason !== 'unknown-version') throw new Error(error.message)
      return error ? null : (outputs['version'] ?? '')
    }),
  )
}

/** Where commits have the same time git describe may count some of them not at all, or twice; what a server counts is true. */
function isMiscounted({ folder, prefix }: { folder: string; prefix: string }): boolean {
  try {
    const said = git(folder, 'describe', '--long', '--tags', '--match', `${prefix}[[:digit:]]*`)
    const [, tag, distance] = /^(.*)-(\d+)-g[0-9a-f]+$/.exec(said.trim()) ?? []
    return Number(distance) !== Number(git(folder, 'rev-list', '--count', `refs/tags/${tag}..HEAD`))
  } catch {
    // No tag is described.
    return false
  }
}

withTool('versioneer', (tool) => {
  describe('on generated histories', () => {
    let root = ''
    let server: GitServer
    let made: { folder: string; name: string; prefix: string; history: History }[] = []
    beforeAll(async () => {
      root = mkdtempSync(join(tmpdir(), 'towpath-histories-'))
      server = await serveGit(root)
      made = fc
        .sample(histories([...PREFIXES, 'v']), { numRuns: HISTORIES, seed })
        .map((history, index) => {
          const [name, folder] = [`h${index}`, join(root, `h${index}`)]
          makeHistory(folder, history)
          return { folder, name, prefix: PREFIXES[index % PREFIXES.length] ?? '', history }
        })
    }, 120_000)
    afterAll(async () => {
      await server.close()
      rmSync(root, { recursive: true, force: true })
    })

    test('exact is what Versioneer prints in a complete clone, in all eight styles', async () => {
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

    test('and the same in a clone of depth 1, which stays byte for byte as it was', async () => {
      const some = made
        .slice(0, 100)
        .filter(({ history }) => !history.detached && !history.dirty)
        .filter((one) => !isMiscounted(one))
      // On a shallow clone the abbreviation has 7 digits; a complete one can be told to use as many.
      for (const { folder } of some) git(folder, 'config', 'core.abbrev', '7')
      const theirs = versioneers(tool, some)
      for (const [index, { name, prefix, history }] of some.entries()) {
        const clone = await checkout(server, root, name, history.branch)
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

    test('repaired is valid to Python, and counts the commits that the tag does not have', async () => {
      const versions: string[] = []
      for (const [index, { folder, prefix }] of made.slice(0, 120).entries()) {
        const style = STYLES[index % 6] ?? 'pep440'
        const { outputs } = await computeVersion(folder, { style, 'tag-prefix': prefix })
        versions.push(outputs['version'] ?? '', outputs['pep440'] ?? '')
        const tag = outputs['tag'] ?? ''
        const range = tag === '' ? ['HEAD'] : ['HEAD', `^refs/tags/${tag}`]
        const count = git(folder, 'rev-list', '--count', ...range)
        expect([seed, folder, outputs['distance']]).toEqual([seed, folder, count])
        expect(outputs['short']).toBe(outputs['sha']?.slice(0, 7))
      }
      const program = `
from packaging.version import Version
result = [str(Version(text)) for text in data]`
      const normal = python(tool, program, versions) as string[]
      for (let index = 0; index < versions.length; index += 2) {
        expect(versions[index + 1]).toBe(normal[index])
      }
    }, 900_000)

    test('repaired says the same of a clone of depth 1', async () => {
      const some = made.slice(100).filter(({ history }) => !history.detached && !history.dirty)
      for (const { name, folder, prefix, history } of some.slice(0, 40)) {
        const clone = await checkout(server, root, name, history.branch)
        // A clone knows from its remote which branch is the default one.
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
