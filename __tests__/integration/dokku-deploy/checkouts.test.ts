// Every kind of checkout, and every configuration of git that a user may have.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, jest } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import {
  deploy,
  ended,
  fileOn,
  folder,
  page,
  project,
  projectIn,
  serverOf,
  stopServersAfterTests,
  tip,
} from '../../support/dokku/deployment.ts'
import { test } from '../../support/ssh-client-tests.ts'

jest.setTimeout(300_000)
stopServersAfterTests()

const clone = (from: string, ...options: readonly string[]): string => {
  const path = join(folder(), 'clone')
  git(folder(), 'clone', '--quiet', ...options, `file://${from}`, path)
  return path
}

test.concurrent('a full clone is pushed unchanged, a shallow or diverged one as a new commit, without force', async () => {
  const server = await serverOf()
  const made = project()
  const first = made.commit({ 'index.html': 'v2\n' })
  const inputs = { create: 'true', app: 'line' }
  const one = await deploy(server, made, inputs)
  expect([ended(one), tip(server, 'line')]).toEqual(['success - true', first])
  expect(one.outputs['pushed-sha']).toBe(first)

  const second = made.commit({ 'index.html': 'v3\n' })
  const cut = projectIn(clone(made.folder, '--depth=1'))
  const shallow = await deploy(server, cut, inputs)
  expect(ended(shallow)).toBe('success - true')
  const pushed = tip(server, 'line')
  expect(shallow.outputs).toMatchObject({
    sha: second,
    'pushed-sha': pushed,
    'previous-sha': first,
  })
  expect(fileOn(server, 'line', `${pushed}^`)).toContain(first)
  expect(fileOn(server, 'line', pushed)).toContain(`Source-Commit: ${second}`)

  made.git('reset', '--quiet', '--hard', first)
  const third = made.commit({ 'index.html': 'v4\n' })
  const apart = await deploy(server, made, inputs)
  expect(ended(apart)).toBe('success - true')
  expect(fileOn(server, 'line', `${tip(server, 'line')}^`)).toContain(pushed)
  expect(fileOn(server, 'line', tip(server, 'line'))).toContain(`Source-Commit: ${third}`)
  expect(await page(server, 'line')).toBe('200 v4')

  const same = await deploy(server, made, inputs)
  expect([ended(same), same.outputs['pushed-sha']]).toEqual([
    'success - false',
    tip(server, 'line'),
  ])
})

test.concurrent('a first deployment from a shallow clone', async () => {
  const server = await serverOf()
  const made = project()
  made.commit({ 'index.html': 'v2\n' })
  const cut = projectIn(clone(made.folder, '--depth=1'))
  const result = await deploy(server, cut, { create: 'true', app: 'cut' })
  expect(ended(result)).toBe('success - true')
  expect(git(server.repo('cut'), 'rev-list', '--count', 'master')).toBe('1')
  expect(existsSync(join(server.repo('cut'), 'shallow'))).toBe(false)
})

test.concurrent('partial clones: refused if files of the commit are missing', async () => {
  const server = await serverOf()
  const made = project({ 'index.html': 'v1\n', 'web/x': '' })
  made.git('config', 'uploadpack.allowFilter', 'true')
  made.git('config', 'uploadpack.allowAnySHA1InWant', 'true')
  made.commit({ 'index.html': 'v2\n' })
  const whole = projectIn(clone(made.folder, '--filter=blob:none'))
  const result = await deploy(server, whole, { create: 'true', app: 'part' })
  expect(ended(result)).toBe('success - true')
  expect(await page(server, 'part')).toBe('200 v2')
  for (const filter of ['blob:none', 'tree:0']) {
    const bare = projectIn(clone(made.folder, `--filter=${filter}`, '--no-checkout'))
    for (const directory of ['', 'web']) {
      const refused = await deploy(server, bare, { create: 'true', app: 'none', directory })
      expect([filter, directory, ended(refused)]).toEqual([
        filter,
        directory,
        'failed partial-checkout false',
      ])
    }
  }
  expect(server.app('none')).toBeUndefined()
})

test.concurrent('a folder that is not a checkout, and one with SHA-256 objects', async () => {
  const server = await serverOf()
  const inputs = { create: 'true', app: 'never' }
  const sha256 = project({ a: '' }, ['--object-format=sha256'])
  expect(ended(await deploy(server, sha256, inputs))).toBe('failed object-format false')
  const nothing = await deploy(server, { folder: folder() }, inputs)
  expect(nothing.exitCode).toBe(1)
  expect(nothing.annotations[0]?.message).not.toContain('bug')
  expect(server.app('never')).toBeUndefined()
})

test.concurrent('a worktree, a submodule, a clone with borrowed objects, and one of another owner', async () => {
  const server = await serverOf()
  const made = project({ 'index.html': 'v1\n', '.gitignore': 'dist\n' })
  const tree = join(folder(), 'tree')
  made.git('worktree', 'add', '--quiet', '--detach', tree)
  const borrowed = join(folder(), 'borrowed')
  git(folder(), 'clone', '--quiet', '--shared', made.folder, borrowed)
  const outer = project()
  const allow = ['-c', 'protocol.file.allow=always']
  outer.git(...allow, 'submodule', '--quiet', 'add', made.folder, 'inner')
  const other = projectIn(clone(made.folder))
  if (process.getuid?.() === 0) execFileSync('chown', ['-R', '65534:65534', other.folder])
  const folders = { tree, borrowed, inner: join(outer.folder, 'inner'), other: other.folder }
  const runs = Object.entries(folders).map(async ([app, path]) => {
    mkdirSync(join(path, 'dist'))
    writeFileSync(join(path, 'dist/a'), 'built\n')
    const include = 'dist -> public'
    const result = await deploy(server, { folder: path }, { create: 'true', app, include })
    return [app, ended(result), fileOn(server, app, 'master:public/a')]
  })
  const all = Object.keys(folders).map((app) => [app, 'success - true', 'built'])
  expect(await Promise.all(runs)).toEqual(all)
})

test.concurrent('no hook, signature, rewritten address or variable of the user has an effect', async () => {
  const server = await serverOf()
  const made = project()
  const home = folder()
  const hooks = join(home, 'hooks')
  mkdirSync(hooks)
  for (const name of ['pre-push', 'pre-commit', 'reference-transaction', 'post-index-change']) {
    writeFileSync(join(hooks, name), `#!/bin/sh\ntouch '${home}/hooked'\nexit 1\n`)
    chmodSync(join(hooks, name), 0o755)
  }
  const hostile = `[core]
  hooksPath = ${hooks}
  fsmonitor = ${hooks}/pre-push
  quotePath = false
  autocrlf = true
  excludesFile = ${home}/ignored
  sshCommand = false
[push]
  followTags = true
  gpgSign = true
  default = matching
  recurseSubmodules = on-demand
[commit]
  gpgSign = true
[gpg]
  program = false
[log]
  showSignature = true
[url "ssh://nowhere.invalid/"]
  insteadOf = target:
  pushInsteadOf = target:
[protocol]
  allow = never
[init]
  defaultObjectFormat = sha256
  templateDir = ${home}
[user]
  useConfigOnly = true
`
  writeFileSync(join(home, '.gitconfig'), hostile)
  writeFileSync(join(home, 'ignored'), '*\n')
  writeFileSync(join(made.folder, '.git/config'), hostile, { flag: 'a' })
  writeFileSync(join(made.folder, '.git/hooks-are-elsewhere'), '')
  // A commit that looks signed, so that log.showSignature would print something.
  const raw = made.git('cat-file', 'commit', 'HEAD')
  const signature =
    'gpgsig -----BEGIN PGP SIGNATURE-----\n \n nothing\n -----END PGP SIGNATURE-----'
  writeFileSync(join(home, 'commit'), `${raw.replace('\n\n', `\n${signature}\n\n`)}\n`)
  const signed = made.git('hash-object', '-t', 'commit', '-w', join(home, 'commit'))
  made.git('-c', 'core.hooksPath=', 'update-ref', 'refs/heads/trunk', signed)
  made.git('-c', 'core.hooksPath=', 'tag', '--no-sign', 'v1')
  made.write({ 'dist/a': 'x' })
  const env = {
    HOME: home,
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: 'push.gpgSign',
    GIT_CONFIG_VALUE_0: 'true',
    GIT_CONFIG_KEY_1: 'url.ssh://nowhere.invalid/.insteadOf',
    GIT_CONFIG_VALUE_1: 'target:',
    GIT_DEFAULT_HASH: 'sha256',
    GIT_AUTHOR_NAME: '',
    GIT_COMMITTER_EMAIL: '<>',
    GIT_INDEX_FILE: join(home, 'index'),
    GIT_TRACE: '1',
    GIT_SSH_COMMAND: 'false',
  }
  const inputs = { create: 'true', app: 'hostile', include: 'dist -> dist' }
  const result = await deploy(server, made, inputs, { env })
  expect(ended(result)).toBe('success - true')
  expect(existsSync(join(home, 'hooked'))).toBe(false)
  expect(git(server.repo('hostile'), 'for-each-ref', '--format=%(refname)')).toBe(
    'refs/heads/master',
  )
  expect(fileOn(server, 'hostile', 'master')).toContain('Author: Towpath <towpath@localhost>')
  const again = await deploy(server, made, { create: 'true', app: 'hostile2' }, { env })
  expect([ended(again), tip(server, 'hostile2')]).toEqual(['success - true', signed])
})
