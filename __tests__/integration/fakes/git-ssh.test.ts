// The git server over SSH: its pushes, and its cuts.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { git } from '../../../fakes/git/git.ts'
import { type GitSshServer, serveGitOverSsh } from '../../../fakes/git/git-ssh-server.ts'
import { type RefLog, startRefLog } from '../../../fakes/git/ref-log.ts'
import { withTool } from '../../support/tools.ts'

withTool('sshd', (program) => {
  let root = ''
  let server: GitSshServer
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'towpath-git-ssh-'))
    server = await serveGitOverSsh(program, root)
    git(root, 'init', '--quiet', '--initial-branch=develop', 'work')
    git(join(root, 'work'), 'commit', '--quiet', '--allow-empty', '--message=One')
  })
  afterAll(async () => {
    await server.close()
    rmSync(root, { recursive: true, force: true })
  })

  type Pushed = { readonly code: number; readonly output: string; readonly log: RefLog }

  /** Pushes to a new repository. */
  function push(name: string, ...args: readonly string[]): Promise<Pushed> {
    git(root, 'init', '--quiet', '--bare', '--template=', name)
    const log = startRefLog(join(root, name))
    const env = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', GIT_SSH_COMMAND: server.sshCommand }
    const all = ['push', '--porcelain', '--atomic', server.url(name), ...args]
    return new Promise((resolve) => {
      execFile('git', all, { cwd: join(root, 'work'), env }, (error, stdout, stderr) => {
        resolve({ code: Number(error?.code ?? 0), output: stdout + stderr, log })
      })
    })
  }

  test('a push', async () => {
    const { code, log } = await push('whole', 'develop', 'develop:refs/tags/1')
    expect(code).toBe(0)
    expect(log.transactions()).toHaveLength(1)
    expect(server.commands()).toEqual([`git-receive-pack '${join(root, 'whole')}'`])
  })

  test.each([
    ['before', 128, /^fatal: Could not read from remote repository\.$/m, 0],
    ['after', 128, /^fatal: the remote end hung up unexpectedly$/m, 1],
  ] as const)('a push that is cut %s', async (when, exit, message, taken) => {
    server.cutNextPush(when)
    const { code, output, log } = await push(when, 'develop', 'develop:refs/tags/1')
    expect(output).toMatch(message)
    expect(output).not.toMatch(/^[ *!=-]\t/m)
    expect(code).toBe(exit)
    expect(log.transactions()).toHaveLength(taken)
  })
})
