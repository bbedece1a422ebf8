// Serves git over SSH, with OpenSSH's sshd, and cuts connections on demand.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { startSshd } from '../ssh/sshd.ts'

export type GitSshServer = {
  /** The address of a repository below the root. */
  url(repository: string): string
  /** The `core.sshCommand` of a clone that logs in with the server's key, as actions/checkout sets it for `ssh-key`. */
  readonly sshCommand: string
  /** The private key. */
  readonly key: string
  /** The commands so far: `git-upload-pack '...'`. */
  commands(): readonly string[]
  /** Cuts the connection of the next push: before the server runs it, or after that and before its answer. */
  cutNextPush(when: 'before' | 'after'): void
  close(): Promise<void>
}

// sshd runs it instead of the client's command. The answer of a push goes to a file first if it is to be lost.
const RUN = `#!/bin/sh
cd "$(dirname "$0")"
printf '%s\\n' "$SSH_ORIGINAL_COMMAND" >>commands
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
cut=none
case $SSH_ORIGINAL_COMMAND in git-receive-pack*)
  if [ -e cut ]; then cut=$(cat cut); rm cut; fi
esac
case $cut in
before) kill -9 "$PPID" ;;
after)
  # The listing of the refs has to arrive: the client waits for it before it pushes. Its report is what follows the push.
  sh -c "$SSH_ORIGINAL_COMMAND" | PARENT=$PPID perl -e '
    $| = 1; $listing = 1;
    while ($listing && read(STDIN, $length, 4) == 4) {
      $rest = ""; $size = hex $length;
      read(STDIN, $rest, $size - 4) if $size > 4;
      syswrite STDOUT, $length . $rest;
      $listing = 0 if $size == 0;
    }
    1 while read(STDIN, $rest, 65536);
    kill 9, $ENV{PARENT};'
  ;;
*) exec sh -c "exec $SSH_ORIGINAL_COMMAND" ;;
esac
`

/** Starts the server, for the repositories below a folder. */
export async function serveGitOverSsh(program: string, root: string): Promise<GitSshServer> {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-git-ssh-'))
  const path = (name: string): string => join(folder, name)
  writeFileSync(path('run'), RUN)
  chmodSync(path('run'), 0o755)
  const options = `restrict,command="${path('run')}"`
  const server = await startSshd(program, { options, more: ['AcceptEnv GIT_PROTOCOL'] })
  writeFileSync(path('key'), server.key, { mode: 0o600 })
  writeFileSync(path('known'), `${server.known}\n`)
  const words = ['ssh', '-F', '/dev/null', '-i', path('key'), '-o', 'IdentitiesOnly=yes']
  const checked = ['-o', 'StrictHostKeyChecking=yes', '-o', `UserKnownHostsFile=${path('known')}`]
  const user = userInfo().username
  return {
    url: (repository) => `ssh://${user}@127.0.0.1:${server.port}${join(root, repository)}`,
    sshCommand: [...words, ...checked].join(' '),
    key: server.key,
    commands: () =>
      existsSync(path('commands'))
        ? readFileSync(path('commands'), 'utf8').split('\n').filter(Boolean)
        : [],
    cutNextPush: (when) => writeFileSync(path('cut'), when),
    async close() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
