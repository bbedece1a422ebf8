// What git tracks, and what the working tree has of it.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Checkout } from '../../../actions/find-images/src/checkout/checkout.ts'
import { gitCheckout } from '../../../actions/find-images/src/checkout/git-checkout.ts'
import { git } from '../../../fakes/git/git.ts'

let root = ''
let shop = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'towpath-checkout-'))
  shop = join(root, 'shop')
  const library = join(root, 'library')
  for (const folder of [library, shop]) git(root, 'init', '--quiet', folder)
  write(library, { Dockerfile: 'FROM scratch\n' })
  commitAll(library)
  write(shop, {
    '.gitignore': 'ignored/\n',
    'api/Dockerfile': '\uFEFFFROM scratch\r\n',
    'ignored/Dockerfile': '',
    'web/latin1': Buffer.from([0x23, 0xe9]),
  })
  symlinkSync('../api/Dockerfile', join(shop, 'web/Dockerfile'))
  symlinkSync('web', join(shop, 'site'))
  symlinkSync('../ignored/Dockerfile', join(shop, 'web/to-ignored'))
  symlinkSync('../../outside', join(shop, 'web/to-outside'))
  symlinkSync('to-itself', join(shop, 'web/to-itself'))
  symlinkSync('../site/Dockerfile', join(shop, 'api/over-two'))
  const fromFile = ['-c', 'protocol.file.allow=always']
  git(shop, ...fromFile, 'submodule', '--quiet', 'add', library, 'library')
  commitAll(shop)
  write(shop, { 'api/Dockerfile.untracked': '' })
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

function write(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

function commitAll(folder: string): void {
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '--message=x')
}

const environment = { PATH: process.env['PATH'] ?? '', GIT_CONFIG_GLOBAL: '/dev/null' }
const open = (folder: string): Checkout =>
  gitCheckout(folder, { env: environment, temp: root, token: '', mask: () => {} })

async function opened(folder: string): Promise<Checkout> {
  const checkout = open(folder)
  await checkout.tracked()
  return checkout
}

test('follows links of folders within the repository', async () => {
  const checkout = await opened(shop)
  expect(checkout.follow('site/css/')).toEqual({ links: ['site'], end: 'web/css' })
  expect(checkout.follow('api/')).toEqual({ links: [], end: 'api' })
  expect(checkout.follow('')).toEqual({ links: [], end: '' })
  expect(checkout.follow('web/to-itself')).toBeUndefined()
  expect(checkout.follow('web/to-outside')).toBeUndefined()
})

describe('tracked files', () => {
  test('are those of the whole checkout, from any folder in it; a submodule is one entry', async () => {
    const checkout = open(join(shop, 'web'))
    expect(checkout.prefix).toBe('web/')
    expect(checkout.folderName).toBe('shop')
    const tracked = await checkout.tracked()
    expect(tracked.map(({ mode, path }) => `${mode} ${path}`)).toEqual([
      '100644 .gitignore',
      '100644 .gitmodules',
      '100644 api/Dockerfile',
      '120000 api/over-two',
      '160000 library',
      '120000 site',
      '120000 web/Dockerfile',
      '100644 web/latin1',
      '120000 web/to-ignored',
      '120000 web/to-itself',
      '120000 web/to-outside',
    ])
    expect(tracked[2]?.id).toBe(git(shop, 'rev-parse', 'HEAD:api/Dockerfile'))
  })

  test('of a submodule are its own', async () => {
    const checkout = open(join(shop, 'library'))
    expect([checkout.prefix, checkout.folderName]).toEqual(['', 'library'])
    expect((await checkout.tracked()).map(({ path }) => path)).toEqual(['Dockerfile'])
  })

  test('of a worktree are its own', async () => {
    const tree = join(root, 'tree')
    git(shop, 'worktree', 'add', '--quiet', '--detach', tree)
    expect((await open(join(tree, 'api')).tracked()).length).toBe(11)
  })

  test('have hostile names as they are, and are listed once in a conflict', async () => {
    const folder = join(root, 'hostile')
    git(root, 'init', '--quiet', folder)
    const names = ['::error::x', 'a\nb', 'a\tb', '"$(touch x)"', '-rf', 'é']
    write(folder, Object.fromEntries(names.map((name) => [`${name}/Dockerfile`, name])))
    commitAll(folder)
    const id = git(folder, 'rev-parse', 'HEAD:é/Dockerfile')
    const lines = [1, 2, 3].map((stage) => `100644 ${id} ${stage}\tclash\n`)
    execFileSync('git', ['-C', folder, 'update-index', '--index-info'], { input: lines.join('') })
    const checkout = open(folder)
    const paths = (await checkout.tracked()).map(({ path }) => path)
    expect(paths.filter((path) => path === 'clash')).toHaveLength(1)
    expect(paths.toSorted()).toEqual([...names.map((name) => `${name}/Dockerfile`), 'clash'].sort())
    for (const name of names) expect(checkout.read(`${name}/Dockerfile`)).toEqual({ text: name })
  })

  test('with SHA-256', async () => {
    const folder = join(root, 'sha256')
    git(root, 'init', '--quiet', '--object-format=sha256', folder)
    write(folder, { Dockerfile: 'x' })
    commitAll(folder)
    const [file] = await open(folder).tracked()
    expect(file?.path).toBe('Dockerfile')
    expect(file?.id).toHaveLength(64)
  })

  test.each([
    ['no checkout', () => root],
    ['a broken index', broken],
  ])('%s is an error', async (_, folder) => {
    const failing = async () => open(folder()).tracked()
    await expect(failing()).rejects.toMatchObject({ reason: 'no-checkout' })
  })
})

function broken(): string {
  const folder = join(root, 'broken')
  git(root, 'init', '--quiet', folder)
  writeFileSync(join(folder, '.git/index'), 'not an index')
  return folder
}

describe('reading', () => {
  test('keeps the byte order mark and line ends, and reads what is not UTF-8', async () => {
    const checkout = await opened(shop)
    expect(checkout.read('api/Dockerfile')).toEqual({ text: '\uFEFFFROM scratch\r\n' })
    expect(checkout.read('web/latin1')).toEqual({ text: '#\uFFFD' })
  })

  test('follows links to tracked files, over all links in between', async () => {
    const checkout = await opened(shop)
    const text = '\uFEFFFROM scratch\r\n'
    expect(checkout.read('web/Dockerfile')).toEqual({ text })
    expect(checkout.linkedPaths('web/Dockerfile')).toEqual(['api/Dockerfile'])
    expect(checkout.read('api/over-two')).toEqual({ text })
    const over = ['site', 'web/Dockerfile', 'api/Dockerfile']
    expect(checkout.linkedPaths('api/over-two')).toEqual(over)
    expect(checkout.linkedPaths('api/Dockerfile')).toEqual([])
  })

  test.each(['web/to-ignored', 'web/to-outside', 'web/to-itself', 'site', 'library', 'nothing'])(
    '%s does not end at a tracked file',
    async (path) => {
      const checkout = await opened(shop)
      expect(checkout.linkedPaths(path)).toBeUndefined()
      expect(checkout.read(path)).toHaveProperty('problem')
    },
  )

  test('a file that is missing, or replaced by something else, is a problem', async () => {
    const folder = join(root, 'replaced')
    git(root, 'init', '--quiet', folder)
    write(folder, { missing: '', pipe: '', link: '', 'in/file': '', secret: 'x' })
    commitAll(folder)
    for (const name of ['missing', 'pipe', 'link', 'in'])
      rmSync(join(folder, name), { recursive: true })
    execFileSync('mkfifo', [join(folder, 'pipe')])
    symlinkSync('secret', join(folder, 'link'))
    mkdirSync(join(root, 'elsewhere'))
    write(root, { 'elsewhere/file': 'secret' })
    symlinkSync(join(root, 'elsewhere'), join(folder, 'in'))
    const checkout = await opened(folder)
    const missing = { problem: expect.stringContaining('not in the working tree') }
    const replaced = { problem: expect.stringContaining('something else is in its place') }
    expect(checkout.read('missing')).toEqual(missing)
    for (const path of ['pipe', 'link', 'in/file']) expect(checkout.read(path)).toEqual(replaced)
  })
})
