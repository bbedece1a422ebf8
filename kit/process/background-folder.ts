// A private folder for what runs in the background during a step: every process of it names a file of the folder in its arguments. None
// is left when the step ends, even if the step is killed: then a guard kills the processes and removes the folder, and so does the post
// step, in case the guard was killed too.

import { tmpdir } from 'node:os'
import { temporaryFolder } from './exit-cleanup.ts'
import { type RunOptions, runProgram, startProgram } from './run.ts'

export type BackgroundFolder = AsyncDisposable & { readonly path: string }

/**
 * A socket's path has at most 103 bytes on macOS, 107 on Linux, and ssh adds 17 for a moment (OpenSSH: mux.c, muxserver_listen). This
 * leaves room for the folder's own name and a file in it.
 */
const LONGEST_PARENT = 55

/** Characters that mean nothing else in a file of ssh_config(5). */
const PLAIN_PATH = /^[A-Za-z0-9/._+@-]+$/

/** Returns the first folder that is short and plain enough for sockets and configuration files of ssh: the runner's, or the system's. */
function socketParent(temp: string): string {
  const isSuitable = (path: string): boolean =>
    path.length <= LONGEST_PARENT && PLAIN_PATH.test(path)
  return [temp, tmpdir()].find(isSuitable) ?? '/tmp'
}

/** Creates the folder, below `temp` if possible, and starts its guard. */
export function backgroundFolder(temp: string, env: RunOptions['env']): BackgroundFolder {
  const folder = temporaryFolder(socketParent(temp), PREFIX)
  const { path } = folder
  const guard = startProgram('sh', ['-c', END_ALL, 'towpath', path], {
    cwd: '/',
    env: { PATH: env['PATH'] },
    detached: true,
  })
  return {
    path,
    async [Symbol.asyncDispose]() {
      guard.stop('SIGKILL')
      await guard.ended
      folder[Symbol.dispose]()
    },
  }
}

const PREFIX = 'towpath-ssh-'

/** Ends the processes of a step that was killed, and removes its folder. */
export async function removeBackgroundFolder(path: string, env: RunOptions['env']): Promise<void> {
  if (!path.includes(PREFIX)) return
  await runProgram('sh', ['-c', END_ALL, 'towpath', path], { cwd: '/', env: { PATH: env['PATH'] } })
}

/**
 * Begins at the end of its standard input, which for the guard is the end of the step. Kills every process whose arguments name a file
 * of the folder, and the process group that it leads; its own arguments name only the folder. `read` skips the NULs of /proc.
 */
const END_ALL = `folder=$1
cat >/dev/null
processes() {
  if [ -r /proc/self/cmdline ]; then
    for process in /proc/[0-9]*; do
      arguments=
      read -r arguments <"$process/cmdline"
      case $arguments in *"$folder/"*) echo "\${process#/proc/}" ;; esac
    done
  else
    pgrep -f "$folder/"
  fi
}
{
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    pids=$(processes)
    [ -n "$pids" ] || break
    for pid in $pids; do kill -KILL "-$pid" || kill -KILL "$pid"; done
    sleep 0.1
  done
  rm -rf "$folder"
} 2>/dev/null
`
