// The files that reach an app: built ones, odd names, modes and links; and what is refused.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, jest } from '@jest/globals'
import {
  deploy,
  ended,
  fileOn,
  filesOn,
  page,
  project,
  serverOf,
  stopServersAfterTests,
  tip,
} from '../../support/dokku/deployment.ts'
import { test } from '../../support/ssh-client-tests.ts'

jest.setTimeout(300_000)
stopServersAfterTests()

/** Creates a project with a server directory, and a built client that git ignores. */
const shop = () => {
  const made = project({
    'server/Procfile': 'web: x\n',
    'server/run': '#!/bin/sh\n',
    'root-only.txt': 'not pushed\n',
    '.gitignore': 'dist\n',
    '.gitattributes': '* text=auto eol=crlf\n*.bin filter=lfs\n*.id ident\n',
  })
  chmodSync(join(made.folder, 'server/run'), 0o755)
  made.commit()
  return made
}
const BASE = { create: 'true', directory: 'server' }

test.concurrent('the plan of a dry-run says what is in the tree', async () => {
  const server = await serverOf()
  const made = shop()
  made.write({ 'client/dist/index.html': 'built\n', 'client/dist/js/a.js': 'a\n' })
  const include = 'client/dist -> public\nreplace: root-only.txt -> Procfile'
  const inputs = { ...BASE, app: 'planned', include }
  const result = await deploy(server, made, { ...inputs, 'dry-run': 'true' })
  const plan = JSON.parse(result.outputs['plan'] ?? '') as { tree: string }
  expect(plan).toMatchObject({
    ...{ create: true, directory: 'server', push: { as: 'tree', tree: plan.tree } },
    include: [
      {
        ...{ from: 'client/dist', to: 'public', replace: false, count: 2 },
        files: ['public/index.html', 'public/js/a.js'],
      },
      { from: 'root-only.txt', to: 'Procfile', replace: true, count: 1, files: ['Procfile'] },
    ],
  })
  expect(result.log).toContain('"client/dist" (2 files) to "public"')
  expect(ended(await deploy(server, made, inputs))).toBe('success - true')
  const pushed = tip(server, 'planned')
  expect(fileOn(server, 'planned', `${pushed}:public/js/a.js`)).toBe('a')
})

test.concurrent('a directory with built files that git ignores: names, modes, links and bytes are kept', async () => {
  const server = await serverOf()
  const made = shop()
  const dist = join(made.folder, 'client/dist')
  const crlf = Buffer.from('a\r\nb\n$Id$\n\xff\x00')
  made.write({ 'client/dist/index.html': 'built v1\n', 'client/dist/.hidden/x': 'x' })
  for (const name of ['a.bin', 'a.id', 'plain.txt']) writeFileSync(join(dist, name), crlf)
  const odd = [
    '"quoted"',
    'new\nline',
    'tab\t',
    'back\\slash',
    'é日',
    ' blank ',
    '-dash',
    ':(glob)',
  ]
  for (const name of odd) writeFileSync(join(dist, name), name)
  writeFileSync(Buffer.concat([Buffer.from(`${dist}/`), Buffer.from([0x6e, 0xff, 0xfe])]), 'raw')
  writeFileSync(join(dist, 'tool'), '#!/bin/sh\n', { mode: 0o755 })
  mkdirSync(join(dist, 'sub'))
  symlinkSync('../index.html', join(dist, 'sub/link'))
  symlinkSync('nowhere', join(dist, 'dangling'))
  symlinkSync('index.html', join(dist, 'latest.html'))
  const include = 'client/dist -> public\nclient/dist/latest.html -> pages/'
  const result = await deploy(server, made, { ...BASE, app: 'files', include })
  expect(ended(result)).toBe('success - true')
  const commit = tip(server, 'files')
  expect(result.outputs).toMatchObject({
    sha: made.git('rev-parse', 'HEAD'),
    'pushed-sha': commit,
    'previous-sha': '',
    url: `http://127.0.0.1:${server.app('files')?.port}`,
  })
  expect(fileOn(server, 'files', commit)).toContain(`Source-Commit: ${result.outputs['sha']}`)
  expect(filesOn(server, 'files', commit).sort()).toEqual(
    [
      '100644 Procfile',
      '100644 pages/latest.html',
      '100644 public/ blank ',
      '100644 public/-dash',
      '100644 public/.hidden/x',
      '100644 public/:(glob)',
      '100644 "public/\\"quoted\\""',
      '100644 "public/back\\\\slash"',
      '100644 "public/n\\377\\376"',
      '100644 "public/new\\nline"',
      '100644 "public/tab\\t"',
      '100644 "public/\\303\\251\\346\\227\\245"',
      '100644 public/a.bin',
      '100644 public/a.id',
      '100644 public/index.html',
      '100644 public/plain.txt',
      '100755 public/tool',
      '100755 run',
      '120000 public/dangling',
      '120000 public/latest.html',
      '120000 public/sub/link',
    ].sort(),
  )
  const hash = made.git('hash-object', '--no-filters', 'client/dist/a.bin')
  for (const name of ['a.bin', 'a.id', 'plain.txt'])
    expect(made.git('-C', server.repo('files'), 'rev-parse', `${commit}:public/${name}`)).toBe(hash)
  expect(fileOn(server, 'files', `${commit}:pages/latest.html`)).toBe('built v1')
  expect(await page(server, 'files')).toBe('200 built v1')
})

test.concurrent('invalid includes are refused together, before anything changes', async () => {
  const server = await serverOf()
  const made = shop()
  const at = (path: string): string => join(made.folder, path)
  made.write({
    'out/x': '',
    'absolute/x': '',
    'around/a/x': '',
    'nested/x': '',
    'client/dist/a': 'built\n',
  })
  symlinkSync('../../../etc/passwd', at('out/link'))
  symlinkSync('/etc/passwd', at('absolute/link'))
  symlinkSync('..', at('around/a/up'))
  symlinkSync('a/up/../../etc', at('around/through'))
  symlinkSync('/etc', at('etc'))
  symlinkSync('.git', at('innocent'))
  symlinkSync('.git/config', at('innocent.txt'))
  mkdirSync(at('empty'))
  execFileSync('mkfifo', [at('pipe')])
  execFileSync('git', ['init', '--quiet', at('nested/inner')])
  made.git('-C', 'nested/inner', 'commit', '--quiet', '--allow-empty', '--message=Inner')
  const refused = {
    'nothing-here': '"nothing-here" does not exist',
    out: 'link that leads outside, "link"',
    absolute: 'link that leads outside, "link"',
    around: 'link that leads outside, "through"',
    etc: '"etc" is outside the checkout',
    'etc/hosts': '"etc/hosts" is outside the checkout',
    innocent: `"innocent" is inside git's own folder`,
    'innocent.txt': `"innocent.txt" is inside git's own folder`,
    empty: '"empty" has no files',
    pipe: 'neither a file nor a folder',
    nested: 'another repository in it, "inner',
  }
  const include = Object.keys(refused)
    .map((from) => `${from} -> x-${from}`)
    .join('\n')
  const run = (more: Record<string, string>) =>
    deploy(server, made, { ...BASE, app: 'refused', ...more })
  const result = await run({ include })
  expect(ended(result)).toBe('failed bad-include false')
  const [annotation] = result.annotations
  for (const [from, why] of Object.entries(refused)) {
    expect([from, annotation?.message]).toEqual([from, expect.stringContaining(why)])
  }
  expect(ended(await run({ include: '.git/config -> conf' }))).toBe('failed bad-input ?')
  const hides = await run({ include: 'client/dist/a -> Procfile' })
  expect(ended(hides)).toBe('failed bad-include false')
  expect(hides.annotations[0]?.message).toContain('would hide "Procfile"')
  expect(ended(await run({ directory: 'nope' }))).toBe('failed no-directory false')
  expect(ended(await run({ directory: 'server/Procfile' }))).toBe('failed no-directory false')
  expect(ended(await run({ ref: 'no-such-branch' }))).toBe('failed no-ref false')
  expect(server.app('refused')).toBeUndefined()
  const replaced = await run({ include: 'replace: client/dist/a -> Procfile' })
  expect(ended(replaced)).toBe('success - true')
  expect(fileOn(server, 'refused', 'master:Procfile')).toBe('built')
})

test.concurrent('pipes and sockets in a folder are skipped without waiting for them', async () => {
  const server = await serverOf()
  const made = shop()
  made.write({ 'client/dist/a': '' })
  execFileSync('mkfifo', [join(made.folder, 'client/dist/pipe')])
  const inputs = { ...BASE, app: 'pipes', include: 'client/dist -> public' }
  expect(ended(await deploy(server, made, { ...inputs, 'dry-run': 'true' }))).toBe(
    'success - false',
  )
})

test.concurrent('submodules and pointers of Git LFS are refused, unless their files are included', async () => {
  const server = await serverOf()
  const made = project({ 'web/index.html': 'v1\n' })
  const inner = project({ 'a.txt': 'of the submodule\n' })
  made.git(
    ...['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.folder, 'web/lib'],
  )
  const oid = '4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393'
  made.commit()
  const inputs = { create: 'true', app: 'modules', directory: 'web', 'dry-run': 'true' }
  const submodule = await deploy(server, made, inputs)
  expect(ended(submodule)).toBe('failed submodules false')
  expect(submodule.annotations[0]?.message).toContain('"lib"')
  const nested = await deploy(server, made, { ...inputs, include: 'replace: web/lib -> lib' })
  expect(ended(nested)).toBe('success - false')
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 12345\n`
  made.git('rm', '--quiet', '--force', 'web/lib')
  made.commit({ 'web/big.bin': pointer })
  const lfs = await deploy(server, made, inputs)
  expect(ended(lfs)).toBe('failed lfs-pointers false')
  expect(lfs.annotations[0]?.message).toContain('"big.bin"')
  made.write({ 'real.bin': 'real\n' })
  const replaced = { ...inputs, include: 'replace: real.bin -> big.bin' }
  expect(ended(await deploy(server, made, replaced))).toBe('success - false')
})
