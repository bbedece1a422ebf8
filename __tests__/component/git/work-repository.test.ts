import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import { addressOf, remoteOfCheckout } from '../../../kit/git/checkout-remote.ts'
import { gitIn } from '../../../kit/git/git.ts'
import { parsePerson } from '../../../kit/git/person.ts'
import { remoteAt } from '../../../kit/git/remote.ts'
import type { WorkRepository } from '../../../kit/git/work-repository.ts'
import { fingerprint } from '../../support/git/checkouts.ts'

let root = ''
let source = ''
let tip = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'towpath-work-'))
  git(root, 'init', '--quiet', '--initial-branch=develop', 'source')
  source = join(root, 'source')
  for (const key of ['uploadpack.allowFilter', 'receive.denyCurrentBranch'])
    git(source, 'config', key, key.startsWith('upload') ? 'true' : 'ignore')
  mkdirSync(join(source, 'a', 'b'), { recursive: true })
  writeFileSync(join(source, 'VERSION'), '1.0\r\n')
  writeFileSync(join(source, 'a', 'b', 'run'), '#!/bin/sh\n')
  chmodSync(join(source, 'a', 'b', 'run'), 0o755)
  writeFileSync(join(source, 'bytes'), Buffer.from([0, 255, 254, 10, 13, 128]))
  writeFileSync(join(source, 'Grüße "x"\ty'), 'odd\n')
  symlinkSync('VERSION', join(source, 'link'))
  writeFileSync(join(source, '.gitattributes'), '* text=auto eol=crlf\n*.x ident\n')
  git(source, '-c', 'core.autocrlf=false', 'add', '.')
  git(source, 'commit', '--quiet', '--message=One')
  git(source, 'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},module`)
  git(source, 'commit', '--quiet', '--message=Two')
  tip = git(source, 'rev-parse', 'HEAD')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const env = { PATH: process.env['PATH'] ?? '' }
const PERSON = { name: 'Shop', mail: 'shop@example.org' }
const TIME = 1_700_000_000

async function workOf(temp = mkdtempSync(join(root, 'temp-'))): Promise<WorkRepository> {
  const work = await remoteAt(`file://${source}`, temp, env, []).work()
  await work.fetchTrees([tip])
  return work
}

/** Returns how many files' contents a repository has. */
function blobsIn(temp: string): number {
  const [scratch = ''] = globSync('scratch-*', { cwd: temp })
  const list = ['cat-file', '--batch-all-objects', '--batch-check=%(objecttype)']
  const types = git(join(temp, scratch), ...list).split('\n')
  return types.filter((type) => type === 'blob').length
}

describe('files of a tree', () => {
  test('are read byte for byte, with their modes; no other file is fetched', async () => {
    const temp = mkdtempSync(join(root, 'temp-'))
    const work = await workOf(temp)
    const odd = 'Grüße "x"\ty'
    const wanted = ['VERSION', 'a/b/run', 'bytes', odd, 'link', 'a', 'module', 'none', '*', ':/']
    const files = await work.files(tip, wanted)
    expect(Object.fromEntries([...files].map(([path, { mode }]) => [path, mode]))).toEqual({
      VERSION: '100644',
      'a/b/run': '100755',
      bytes: '100644',
      [odd]: '100644',
      link: '120000',
    })
    expect(files.get('bytes')?.content).toEqual(Buffer.from([0, 255, 254, 10, 13, 128]))
    expect(files.get('link')?.content.toString()).toBe('VERSION')
    expect(blobsIn(temp)).toBe(5)
    expect(await work.paths(tip)).toEqual(
      git(source, 'ls-tree', '-r', '-z', '--name-only', 'HEAD').split('\0').filter(Boolean),
    )
  })

  test('are replaced as they are given: no conversion, modes kept, new ones ordinary', async () => {
    const temp = mkdtempSync(join(root, 'temp-'))
    const work = await workOf(temp)
    const tree = await work.treeOf(tip)
    const content = Buffer.from([13, 10, 0, 200])
    const changed = await work.withFiles(
      tree,
      new Map<string, string | Buffer>([
        ['VERSION', '2.0\r\n'],
        ['a/b/run', content],
        ['a/new/$Id$.x', '$Id$\r\n'],
      ]),
    )
    // Only the new content is here.
    expect(blobsIn(temp)).toBe(3)
    const files = await work.files(changed, ['VERSION', 'a/b/run', 'a/new/$Id$.x'])
    expect([...files].map(([path, { mode, content: text }]) => [path, mode, text])).toEqual([
      ['VERSION', '100644', Buffer.from('2.0\r\n')],
      ['a/b/run', '100755', content],
      ['a/new/$Id$.x', '100644', Buffer.from('$Id$\r\n')],
    ])
    const differences = await work.differences(tree, changed)
    expect(differences.map(({ path }) => path)).toEqual(['VERSION', 'a/b/run', 'a/new/$Id$.x'])
    expect(await work.blob(differences[0]?.id ?? '')).toEqual(Buffer.from('2.0\r\n'))
    expect(await work.withFiles(changed, new Map())).toBe(changed)
    const back = await work.differences(changed, tree)
    expect(back.at(-1)).toEqual({ path: 'a/new/$Id$.x', mode: '', id: '' })
  })

  test.each([
    ['link', '"link" is a symbolic link, not a file'],
    ['a', '"a" is a folder, not a file'],
    ['module', '"module" is a submodule, not a file'],
    ['VERSION/x', '"VERSION" is not a folder; files can\'t be written in it'],
    ['link/x', '"link" is not a folder; files can\'t be written in it'],
  ])("can't be written at %s", async (path, message) => {
    const work = await workOf()
    const written = work.withFiles(await work.treeOf(tip), new Map([[path, 'x']]))
    await expect(written).rejects.toMatchObject({ reason: 'bad-stamp', message })
  })
})

/** What a user and a machine may have set. Everything here would change commits, tags or pushes, or let them fail. */
function hostile(): { readonly env: Record<string, string>; readonly marks: string } {
  const home = mkdtempSync(join(root, 'home-'))
  const marks = join(home, 'marks')
  const hooks = join(home, 'hooks')
  mkdirSync(hooks)
  const program = join(home, 'program')
  for (const name of ['pre-push', 'commit-msg', 'reference-transaction', 'post-index-change'])
    writeFileSync(join(hooks, name), `#!/bin/sh\necho ${name} >>'${marks}'\nexit 1\n`, {
      mode: 0o755,
    })
  writeFileSync(program, `#!/bin/sh\necho program >>'${marks}'\nexit 1\n`, { mode: 0o755 })
  const template = join(home, 'template')
  mkdirSync(join(template, 'hooks'), { recursive: true })
  writeFileSync(
    join(template, 'hooks', 'pre-push'),
    `#!/bin/sh\necho template >>'${marks}'\nexit 1\n`,
    {
      mode: 0o755,
    },
  )
  mkdirSync(join(home, '.config', 'git'), { recursive: true })
  writeFileSync(join(home, '.config', 'git', 'attributes'), '* -merge ident\n')
  const settings = [
    ['commit.gpgSign', 'true'],
    ['tag.gpgSign', 'true'],
    ['push.gpgSign', 'true'],
    ['gpg.program', program],
    ['core.hooksPath', hooks],
    ['core.autocrlf', 'true'],
    ['core.attributesFile', join(home, '.config', 'git', 'attributes')],
    ['core.editor', program],
    ['core.commentChar', 'R'],
    ['merge.mine.driver', program],
    ['merge.default', 'mine'],
    ['merge.renames', 'false'],
    ['merge.conflictStyle', 'diff3'],
    ['diff.external', program],
    ['push.followTags', 'true'],
    ['push.default', 'nothing'],
    ['push.recurseSubmodules', 'only'],
    ['push.pushOption', 'x'],
    ['remote.origin.push', '+refs/*:refs/*'],
    ['remote.origin.mirror', 'true'],
    ['remote.pushDefault', 'elsewhere'],
    ['fetch.prune', 'true'],
    ['fetch.fsckObjects', 'true'],
    ['transfer.fsckObjects', 'true'],
    ['init.templateDir', template],
    ['init.defaultObjectFormat', 'sha256'],
    ['i18n.commitEncoding', 'ISO-8859-1'],
    ['user.useConfigOnly', 'true'],
    ['extensions.partialClone', 'other'],
    ['safe.bareRepository', 'explicit'],
    ['log.showSignature', 'true'],
    ['alias.push', '!false'],
    ['color.ui', 'always'],
  ]
  const text = settings.map(([key = '', value]) => {
    const [section, ...rest] = key.split('.')
    const sub = rest.length > 1 ? ` "${rest[0]}"` : ''
    return `[${section}${sub}]\n\t${rest.at(-1)} = ${value}\n`
  })
  writeFileSync(join(home, '.gitconfig'), text.join(''))
  return {
    marks,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      TZ: 'Asia/Kolkata',
      LC_ALL: 'de_DE.UTF-8',
      EMAIL: 'wrong@example.org',
      GIT_AUTHOR_NAME: 'Wrong',
      GIT_AUTHOR_DATE: '2001-01-01T00:00:00Z',
      GIT_COMMITTER_EMAIL: 'wrong@example.org',
      GIT_COMMITTER_DATE: '2001-01-01T00:00:00Z',
      GIT_DIR: home,
      GIT_WORK_TREE: home,
      GIT_INDEX_FILE: join(home, 'index'),
      GIT_OBJECT_DIRECTORY: join(home, 'objects'),
      GIT_TEMPLATE_DIR: template,
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: 'core.hooksPath',
      GIT_CONFIG_VALUE_0: hooks,
      GIT_CONFIG_KEY_1: 'push.followTags',
      GIT_CONFIG_VALUE_1: 'true',
      GIT_CONFIG_PARAMETERS: "'commit.gpgsign'='true'",
      GIT_LITERAL_PATHSPECS: '0',
      GIT_ICASE_PATHSPECS: '1',
      GIT_NAMESPACE: 'elsewhere',
      GIT_EDITOR: program,
      GIT_EXTERNAL_DIFF: program,
      GIT_REPLACE_REF_BASE: 'refs/heads/',
      GIT_MERGE_AUTOEDIT: 'yes',
      GIT_REFLOG_ACTION: 'x',
      GIT_TRACE: marks,
      GIT_DEFAULT_HASH: 'sha256',
      GIT_PUSH_OPTION_COUNT: '1',
      GIT_PUSH_OPTION_0: 'x',
    },
  }
}

test('nothing of the user changes what is made and pushed', async () => {
  const { env: all, marks } = hostile()
  git(root, 'clone', '--quiet', '--depth=1', `file://${source}`, 'clone')
  const clone = join(root, 'clone')
  for (const [key = '', value = ''] of [
    ['core.hooksPath', join(all['HOME'] ?? '', 'hooks')],
    ['commit.gpgSign', 'true'],
    ['core.autocrlf', 'true'],
    ['push.followTags', 'true'],
    ['remote.origin.push', '+refs/*:refs/*'],
  ])
    git(clone, 'config', key, value)
  const before = fingerprint(clone)
  const inClone = gitIn(clone, all)
  const address = (await addressOf(inClone, clone)) ?? ''
  const temp = mkdtempSync(join(root, 'temp-'))
  const options = { env: all, temp, token: '', mask: () => {} }
  {
    using remote = await remoteOfCheckout(inClone, address, options)
    const work = await remote.work()
    await work.fetchTrees([tip])
    const tree = await work.withFiles(await work.treeOf(tip), new Map([['VERSION', '2\r\n$Id$\n']]))
    const message = '\n\nRelease 2  \n\n\n# not a comment\nRelease: 2\n\n'
    const made = await work.commit({ tree, parents: [tip], message, author: PERSON, time: TIME })
    const lines = (first: string, last: string) =>
      work.withFiles(tree, new Map([['VERSION', `${first}\n1\n2\n3\n4\n${last}\n`]]))
    const base = await lines('a', 'b')
    const merge = await work.mergeTrees({
      bases: [{ commit: tip, time: 0, ancestors: [], tree: base }],
      ours: await lines('ours', 'b'),
      theirs: await lines('a', 'theirs'),
    })
    expect(merge).toEqual({ tree: await lines('ours', 'theirs') })
    const wanted = { name: 'v2', commit: made, message: '# Release\n', tagger: PERSON, time: TIME }
    const tag = await work.annotatedTag(wanted)
    git(source, 'tag', '--annotate', '--message=follow', 'follow', tip)
    expect(
      await work.push([
        { ref: 'refs/heads/release/2', from: '', to: made },
        { ref: 'refs/tags/v2', from: '', to: tag },
      ]),
    ).toEqual({ kind: 'done' })
    expect([...(await remote.listing()).keys()].sort()).toEqual([
      'refs/heads/develop',
      'refs/heads/release/2',
      'refs/tags/follow',
      'refs/tags/v2',
    ])
    expect([made, tag]).toEqual(madeByGit(message))
  }
  expect(existsSync(marks) ? readFileSync(marks, 'utf8') : '').toBe('')
  expect(globSync('*', { cwd: temp })).toEqual([])
  expect(fingerprint(clone)).toBe(before)
  expect(git(source, 'fsck', '--no-dangling')).toBe('')
})

/** Makes the same commit and tag in a clone. */
function madeByGit(message: string): [string, string] {
  const folder = join(root, 'by-git')
  git(root, 'clone', '--quiet', source, folder)
  writeFileSync(join(folder, 'VERSION'), '2\r\n$Id$\n')
  writeFileSync(join(folder, '.git', 'info', 'attributes'), '* -text -eol -ident\n')
  git(folder, 'add', 'VERSION')
  const dates = ['AUTHOR', 'COMMITTER'].map((kind) => [`GIT_${kind}_DATE`, `@${TIME} +0000`])
  const run = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=Shop', '-c', 'user.email=shop@example.org', ...args], {
      cwd: folder,
      env: { ...env, GIT_CONFIG_GLOBAL: '/dev/null', ...Object.fromEntries(dates) },
      encoding: 'utf8',
    }).trim()
  run('commit', '--quiet', '--cleanup=whitespace', `--message=${message}`)
  run('tag', '--force', '--annotate', '--cleanup=whitespace', '--message=# Release', 'v2')
  return [run('rev-parse', 'HEAD'), run('rev-parse', 'v2')]
}

test('a commit that was signed elsewhere is written with its signature', async () => {
  const work = await workOf()
  const signature = '-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n'
  const program = join(root, 'gpg')
  const script = `#!/bin/sh\ncat >/dev/null\necho "[GNUPG:] SIG_CREATED " >&2\nprintf '%s' '${signature}'\n`
  writeFileSync(program, script, { mode: 0o755 })
  const args = [
    '-c',
    `gpg.program=${program}`,
    'commit-tree',
    '-Sx',
    '-p',
    tip,
    '-m',
    'Signed\n\nBody',
    `${tip}^{tree}`,
  ]
  const id = git(source, ...args)
  const raw = execFileSync('git', ['cat-file', 'commit', id], { cwd: source, encoding: 'utf8' })
  const payload = raw.replace(/^gpgsig .*\n(?: .*\n)*/m, '')
  expect(payload).not.toContain('PGP')
  expect(await work.signedCommit({ id, payload, signature })).toBe(id)
})

test('commits and tags are signed with a key of ssh', async () => {
  const key = join(root, 'key')
  const made = spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', key])
  // Where there is no ssh, nothing can be signed with it.
  if (made.error) return
  const work = await workOf()
  const tree = await work.treeOf(tip)
  const signed = { author: PERSON, time: TIME, signingKey: key }
  const commit = await work.commit({ tree, parents: [tip], message: 'Signed', ...signed })
  const wanted = { name: 'signed', commit, message: 'Signed', tagger: PERSON, time: TIME }
  const tag = await work.annotatedTag({ ...wanted, signingKey: key })
  const push = [
    { ref: 'refs/heads/signed', from: '', to: commit },
    { ref: 'refs/tags/signed', from: '', to: tag },
  ]
  expect(await work.push(push)).toEqual({ kind: 'done' })
  const allowed = join(root, 'allowed')
  const [type, text] = execFileSync('cat', [`${key}.pub`], { encoding: 'utf8' }).split(' ')
  writeFileSync(allowed, `${PERSON.mail} ${type} ${text}\n`)
  const verify = ['-c', `gpg.ssh.allowedSignersFile=${allowed}`]
  expect(() => git(source, ...verify, 'verify-commit', 'heads/signed')).not.toThrow()
  expect(() => git(source, ...verify, 'verify-tag', 'tags/signed')).not.toThrow()
  expect(() => git(source, ...verify, 'verify-commit', 'develop')).toThrow()
})

test.each([
  ['Shop <shop@example.org>', { name: 'Shop', mail: 'shop@example.org' }],
  [' 太郎 von X<a@b> ', { name: '太郎 von X', mail: 'a@b' }],
  ['github-actions[bot] <1+a[bot]@b>', { name: 'github-actions[bot]', mail: '1+a[bot]@b' }],
  ['Shop', undefined],
  ['<shop@example.org>', undefined],
  ['Shop <>', undefined],
  ['Shop. <a@b>', undefined],
  ['A <b> <c@d>', undefined],
  ['A\nB <a@b>', undefined],
])('%j is an author as git writes one, or none', (text, expected) => {
  expect(parsePerson(text)).toEqual(expected)
})
