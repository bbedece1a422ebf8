// Settings, hooks and variables of the user change nothing of what is made; logins and insteadOf count; nothing of the login is shown.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import { HEADER, PASSWORD } from '../../../fakes/git/git-server.ts'
import { checkout, fingerprint } from '../../support/git/checkouts.ts'
import { described } from '../../support/release/described.ts'
import { folderOf, releaseWorld, runRelease, said } from '../../support/release/world.ts'

const world = releaseWorld()

const SECRETS = [PASSWORD, HEADER.split(' ').at(-1) ?? '']

/** Starts and finishes. Returns what is there then, without times. */
async function released(clone: string, env: Record<string, string> = {}, inputs = {}) {
  const shop = world.shop()
  shop.add({ branch: 'master', message: 'hotfix', files: { 'other.txt': 'mended\n' } })
  for (const step of ['start', 'finish']) {
    const result = await runRelease(clone, shop.url, step, { env, inputs })
    expect(said(result)).toBe(step === 'start' ? 'started' : 'finished')
  }
  return described(shop)
}

test('hooks, signing, filters, line ends, identities, templates and GIT_* variables', async () => {
  const hooks = folderOf(world, 'hooks')
  const marks = folderOf(world, 'marks')
  for (const name of [
    'pre-commit',
    'commit-msg',
    'pre-push',
    'post-commit',
    'reference-transaction',
    'pre-merge-commit',
    'prepare-commit-msg',
  ]) {
    writeFileSync(join(hooks, name), `#!/bin/sh\ntouch '${marks}/${name}'\nexit 1\n`)
    chmodSync(join(hooks, name), 0o755)
  }
  const template = folderOf(world, 'template')
  execFileSync('cp', ['-r', hooks, join(template, 'hooks')])
  const config = join(folderOf(world, 'home'), '.gitconfig')
  const settings = {
    'core.hooksPath': hooks,
    'init.templateDir': template,
    'init.defaultBranch': 'x/y',
    'commit.gpgSign': 'true',
    'tag.gpgSign': 'true',
    'push.gpgSign': 'true',
    'push.followTags': 'true',
    'push.recurseSubmodules': 'only',
    'gpg.program': '/bin/false',
    'core.autocrlf': 'true',
    'core.eol': 'crlf',
    'core.attributesFile': join(folderOf(world, 'home'), 'attributes'),
    'filter.x.clean': 'tr a-z A-Z',
    'filter.x.required': 'true',
    'merge.renames': 'false',
    'merge.conflictStyle': 'diff3',
    'merge.x.driver': 'false',
    'i18n.commitEncoding': 'ISO-8859-1',
    'fetch.fsckObjects': 'true',
    'fetch.writeCommitGraph': 'true',
    'user.name': 'Somebody',
    'user.email': 'somebody@example.org',
    'author.name': 'Somebody else',
    'color.ui': 'always',
    'log.showSignature': 'true',
    'log.date': 'relative',
    'core.quotePath': 'false',
    'diff.renames': 'false',
    'remote.origin.mirror': 'true',
    'transfer.hideRefs': 'refs/tags',
    'extensions.x': 'x',
    'alias.push': '!false',
  }
  for (const [key, value] of Object.entries(settings))
    execFileSync('git', ['config', '--file', config, key, value])
  writeFileSync(join(folderOf(world, 'home'), 'attributes'), '* filter=x text merge=x\n')
  const plain = await released(world.clone())
  const disturbed = await released(world.clone(), {
    HOME: folderOf(world, 'home'),
    GIT_CONFIG_GLOBAL: config,
    GIT_AUTHOR_NAME: 'Somebody',
    GIT_AUTHOR_DATE: '2001-01-01T00:00:00Z',
    GIT_COMMITTER_EMAIL: 'somebody@example.org',
    GIT_COMMITTER_DATE: '2001-01-01T00:00:00Z',
    GIT_DIR: '/nowhere',
    GIT_WORK_TREE: '/nowhere',
    GIT_INDEX_FILE: '/nowhere/index',
    GIT_OBJECT_DIRECTORY: '/nowhere/objects',
    GIT_TEMPLATE_DIR: template,
    GIT_EXTERNAL_DIFF: 'false',
    GIT_TRACE: '1',
    GIT_PUSH_OPTION_COUNT: '1',
    GIT_PUSH_OPTION_0: 'x',
    GIT_DEFAULT_HASH: 'sha256',
    GIT_QUARANTINE_PATH: '/nowhere',
    GIT_NAMESPACE: 'x',
    GIT_REPLACE_REF_BASE: 'refs/x',
    EMAIL: 'somebody@example.org',
    LC_ALL: 'de_DE.UTF-8',
    LANGUAGE: 'de',
  })
  expect(disturbed).toEqual(plain)
  expect(execFileSync('ls', [marks], { encoding: 'utf8' })).toBe('')
})

test('insteadOf and a login of the user count; a token replaces the login of the checkout', async () => {
  const shop = world.shop()
  const config = join(folderOf(world, 'login'), 'config')
  const short = 'https://code.example.org/'
  execFileSync('git', [
    'config',
    '--file',
    config,
    `url.${world.server().url('')}.insteadOf`,
    short,
  ])
  execFileSync('git', ['config', '--file', config, 'http.extraheader', HEADER])
  const clone = join(world.root(), 'no-login')
  execFileSync('cp', ['-a', world.clone(), clone])
  git(clone, 'config', '--unset-all', `http.${world.server().url('')}.extraheader`)
  const remote = `${short}${shop.url.split('/').at(-1)}`
  const result = await runRelease(clone, remote, 'start', { env: { GIT_CONFIG_GLOBAL: config } })
  expect(said(result)).toBe('started')
  const refused = await runRelease(clone, shop.url, 'finish')
  expect(said(refused)).toMatch(/^(remote-unreachable|not-authorized)\n/)
  git(
    clone,
    'config',
    `http.${world.server().url('')}.extraheader`,
    'AUTHORIZATION: basic d3Jvbmc=',
  )
  const token = await runRelease(clone, shop.url, 'finish', { inputs: { token: PASSWORD } })
  expect(said(token)).toBe('finished')
  expect(token.masks).toContain(PASSWORD)
})

test('the clone stays byte for byte, whatever its branch, depth and dirt; the login is in no argument and no file', async () => {
  const spy = folderOf(world, 'spy')
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  // It notes all arguments, and whether a file of the runner has the login.
  writeFileSync(
    join(spy, 'git'),
    `#!/bin/sh\nprintf '%s\\n' "$*" >>'${spy}/arguments'\ngrep -rlF -e '${SECRETS[1]}' "$RUNNER_TEMP" >>'${spy}/files' 2>/dev/null\nexec ${real} "$@"\n`,
  )
  chmodSync(join(spy, 'git'), 0o755)
  const env = { PATH: `${spy}:${process.env['PATH']}` }
  const shop = world.shop()
  const shallow = await checkout(world.server(), world.root(), 'checkout', 'master')
  writeFileSync(join(shallow, 'VERSION'), 'dirty\n')
  writeFileSync(join(shallow, 'untracked'), 'x\n')
  mkdirSync(join(shallow, 'folder'))
  git(shallow, 'checkout', '--quiet', '-b', 'mine')
  git(shallow, 'add', 'untracked')
  const before = [fingerprint(shallow), git(shallow, 'status', '--porcelain')]
  const now = fingerprint(shallow)
  const inputs = { token: PASSWORD }
  for (const step of ['start', 'finish']) await runRelease(shallow, shop.url, step, { env, inputs })
  expect(shop.refs()).toHaveProperty(['refs/tags/v1.3.0'])
  expect([now, fingerprint(shallow)]).toEqual([now, now])
  expect(git(shallow, 'status', '--porcelain')).toBe(before[1])
  expect(readFileSync(join(shallow, 'VERSION'), 'utf8')).toBe('dirty\n')
  const seen = readFileSync(join(spy, 'arguments'), 'utf8')
  expect(seen).toContain('push')
  for (const secret of SECRETS) expect(seen).not.toContain(secret)
  expect(readFileSync(join(spy, 'files'), 'utf8')).toBe('')
})
