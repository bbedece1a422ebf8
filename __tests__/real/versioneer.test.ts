import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { exactFacts, type Facts, repairedFacts } from '../../actions/version/src/local.ts'
import { render, STYLES } from '../../actions/version/src/styles.ts'
import { gitIn } from '../../kit/git.ts'
import { git } from '../../rehearsal/world/repository.ts'
import { withPeer } from '../peers.ts'
import { type History, histories, makeHistory } from './histories.ts'
import { python } from './python.ts'

const PREFIXES = ['v', '', 'pkg/']
const HISTORIES = 300
const seed = Date.now()

type Result = { facts?: Facts; versions: (string | null)[] }

const attempt = async (read: Promise<Facts>, prefix: string): Promise<Result> => {
  try {
    const facts = await read
    const pieces = {
      ...facts,
      tag: facts.tag.slice(prefix.length),
      onDefault: facts.branch === 'master',
    }
    const versions = STYLES.map((style) => {
      const made = render(style, pieces)
      return typeof made === 'string' ? made : null
    })
    return { facts, versions }
  } catch {
    return { versions: STYLES.map(() => 'unknown') }
  }
}

withPeer('versioneer', (peer) => {
  describe('on generated histories', () => {
    let root = ''
    let made: { folder: string; prefix: string; history: History }[] = []
    beforeAll(() => {
      root = mkdtempSync(join(tmpdir(), 'towpath-histories-'))
      made = fc
        .sample(histories([...PREFIXES, 'v']), { numRuns: HISTORIES, seed })
        .map((history, index) => {
          const folder = join(root, String(index))
          makeHistory(folder, history)
          return { folder, prefix: PREFIXES[index % PREFIXES.length] ?? '', history }
        })
    }, 120_000)
    afterAll(() => rmSync(root, { recursive: true, force: true }))

    test('exact is what Versioneer prints, in all eight styles', async () => {
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
      const theirs = python(peer, program, { made, styles: STYLES }) as (string | null)[][]
      const different: object[] = []
      for (const [index, { folder, prefix, history }] of made.entries()) {
        const { versions } = await attempt(exactFacts(gitIn(folder, process.env), prefix), prefix)
        if (JSON.stringify(versions) !== JSON.stringify(theirs[index])) {
          different.push({ prefix, history, versions, theirs: theirs[index] })
        }
      }
      expect({ seed, different: different.slice(0, 2) }).toEqual({ seed, different: [] })
      expect(theirs.filter(([version]) => version?.includes('untagged')).length).toBeGreaterThan(10)
    }, 300_000)

    test('repaired counts exactly the commits that the tag does not have', async () => {
      for (const { folder, prefix } of made.slice(0, 60)) {
        const facts = await repairedFacts(gitIn(folder, process.env), prefix)
        const range = facts.tag === '' ? ['HEAD'] : ['HEAD', `^refs/tags/${facts.tag}`]
        expect([folder, facts.distance]).toEqual([
          folder,
          Number(git(folder, 'rev-list', '--count', ...range)),
        ])
        expect(facts.short).toBe(facts.sha.slice(0, 7))
      }
    }, 120_000)
  })

  describe('where Versioneer is wrong', () => {
    let folder = ''
    const at = (name: string, seconds = 0, annotated = false) => ({
      name,
      at: 0,
      annotated,
      seconds,
    })
    const facts = async (tags: History['tags'], prefix = 'v'): Promise<string> => {
      folder = mkdtempSync(join(tmpdir(), 'towpath-history-'))
      makeHistory(join(folder, 'x'), {
        commits: [],
        tags,
        branch: 'main',
        detached: false,
        dirty: false,
      })
      return (await repairedFacts(gitIn(join(folder, 'x'), process.env), prefix)).tag
    }
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    test.each([
      ['the highest of two tags', [at('v1.9.0'), at('v1.10.0')], 'v1.10.0'],
      ['the release before its candidate', [at('v1.2.0rc1', 9, true), at('v1.2.0')], 'v1.2.0'],
      ['no moving names', [at('v1', 9, true), at('v1.3', 9, true), at('v1.3.0')], 'v1.3.0'],
      ['a moving name that stands alone', [at('v1')], 'v1'],
      ['the post-release', [at('v1.2.0'), at('v1.2.0.post1')], 'v1.2.0.post1'],
    ])('repaired takes %s', async (_, tags, expected) => {
      expect(await facts(tags)).toBe(expected)
    })
  })
})
