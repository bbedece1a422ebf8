import { describe, expect, test } from '@jest/globals'
import { spellingsOf } from '../../../kit/version-files/spellings.ts'
import { stampTexts } from '../../../kit/version-files/stamp-texts.ts'
import { filesOfTree } from '../../../kit/version-files/tree-files.ts'
import { treeInMemory } from '../../support/version-files/tree-in-memory.ts'

const at = (path: string, key = '') => ({ path, key })
const spellings = spellingsOf('2.0.0', { date: '', dirty: false, sha: '' })

/** Stamps files of a tree. `reads` has the paths of each request. */
async function stamp(
  files: Readonly<Record<string, string | Buffer>>,
  lines: readonly { path: string; key: string }[],
  reads: string[][] = [],
) {
  const stamped = stampTexts(await filesOfTree(treeInMemory(files, reads), lines), lines, spellings)
  return { ...stamped, changed: Object.fromEntries(stamped.changed) }
}

describe('version files of a git tree are stamped', () => {
  test('each in its notation, in one read', async () => {
    const reads: string[][] = []
    const files = {
      'web/package.json': '{ "version": "1.0.0" }',
      'server/setup.cfg': '[metadata]\nversion = 1.0.0\n',
      VERSION: '\uFEFF1.0.0\r\n',
    }
    const lines = [at('./web/package.json'), at('server/setup.cfg'), at('VERSION')]
    expect(await stamp(files, lines, reads)).toEqual({
      changed: {
        'web/package.json': '{ "version": "2.0.0" }',
        'server/setup.cfg': '[metadata]\nversion = 2.0.0\n',
        VERSION: '\uFEFF2.0.0\r\n',
      },
      changes: [
        { path: './web/package.json', key: 'version', from: '1.0.0', to: '2.0.0' },
        { path: 'server/setup.cfg', key: 'metadata.version', from: '1.0.0', to: '2.0.0' },
        { path: 'VERSION', key: 'the file', from: '1.0.0', to: '2.0.0' },
      ],
      stale: [],
    })
    expect(reads).toHaveLength(1)
  })

  test('lock files of a workspace, with the manifests of its members', async () => {
    const lock =
      '[[package]]\nname = "core"\nversion = "1.0.0"\n\n[[package]]\nname = "vendored"\nversion = "1.0.0"\n'
    const member = (name: string): string =>
      `[package]\nname = "${name}"\nversion.workspace = true\n`
    const files = {
      'Cargo.toml': '[workspace.package]\nversion = "1.0.0"\n[workspace]\nmembers = ["core"]\n',
      'core/Cargo.toml': member('core'),
      'target/vendored/Cargo.toml': member('vendored'),
      'Cargo.lock': lock,
    }
    const { changed } = await stamp(files, [at('Cargo.toml'), at('Cargo.lock')])
    expect(changed['Cargo.lock']).toBe(lock.replace('1.0.0', '2.0.0'))
  })

  test('a lock file that is not stamped is a warning', async () => {
    const files = {
      'web/client/package.json': '{ "version": "1.0.0" }',
      'web/package-lock.json':
        '{ "version": "0", "packages": { "client": { "version": "1.0.0" } } }',
    }
    expect((await stamp(files, [at('web/client/package.json')])).stale).toEqual([
      '"web/package-lock.json" still has the version "1.0.0" of "web/client/package.json"; add the line "web/package-lock.json: packages.client.version" to "stamp"',
    ])
  })

  test('links to files and folders are followed', async () => {
    const files = {
      link: '-> web',
      'web/VERSION': '-> ../versions/web.txt',
      'versions/web.txt': '',
    }
    const text = 'a 1.0.0 # towpath:version\n'
    const { changed } = await stamp({ ...files, 'versions/web.txt': text }, [at('link/VERSION')])
    expect(changed).toEqual({ 'versions/web.txt': text.replace('1.0.0', '2.0.0') })
  })

  test.each([
    ['it does not exist', {}],
    ['it does not exist', { VERSION: '-> none' }],
    ['it is outside the checkout', { VERSION: '-> ../VERSION' }],
    ['it is outside the checkout', { VERSION: '-> /etc/hostname' }],
    ['its links lead in a circle', { VERSION: '-> other', other: '-> VERSION' }],
    ['it is not UTF-8', { VERSION: Buffer.from([0x31, 0xff]) }],
  ])('what can\u2019t be stamped is an error: %s', async (problem, files) => {
    const lines = [at('VERSION')]
    await expect(stamp(files, lines)).rejects.toThrow(`"VERSION" can't be stamped: ${problem}`)
  })
})

test('a place that has the version already stays as it is, if that is wanted', async () => {
  const files = { 'pubspec.yaml': 'version: 2.0.0+7\n', VERSION: '1.0.0\n' }
  const lines = [at('pubspec.yaml'), at('VERSION')]
  const read = await filesOfTree(treeInMemory(files), lines)
  const kept = stampTexts(read, lines, spellings, { unlessThere: true })
  expect(Object.fromEntries(kept.changed)).toEqual({ VERSION: '2.0.0\n' })
  expect(kept.changes.map(({ path }) => path)).toEqual(['VERSION'])
  expect(stampTexts(read, lines, spellings).changed.get('pubspec.yaml')).toBe('version: 2.0.0+8\n')
})
