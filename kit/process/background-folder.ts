// A private folder for what runs in the background during a step: its sockets, and the ids of its processes. Nothing of it is left when
// the step ends, even if the step is killed: then a guard ends the processes and removes the folder, and so does the post step, in
// case the guard was killed too.

import { appendFileSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
export function socketParent(temp: string, system = tmpdir()): string {
  const isSuitable = (path: string): boolean =>
    path.length <= LONGEST_PARENT && PLAIN_PATH.test(path)
  return [temp, system].find(isSuitable) ?? '/tmp'
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
const PIDS = 'pids'

/** Notes a process that leads a process group, and whose arguments name the folder. */
export function noteProcess(folder: string, pid: number | undefined): void {
  if (pid !== undefined) appendFileSync(join(folder, PIDS), `${pid}\n`, { mode: 0o600 })
}

/** Ends the processes of a folder whose step was killed, and removes it. */
export async function removeBackgroundFolder(path: string, env: RunOptions['env']): Promise<void> {
  if (!path.includes(PREFIX) || !existsSync(path)) return
  await runProgram('sh', ['-c', END_ALL, 'towpath', path], { cwd: '/', env: { PATH: env['PATH'] } })
}

/**
 * Begins at the end of its standard input, which for the guard is the end of the step. An id may have become another process's, so the
 * arguments must name the folder. `kill -TERM -ID` is the one form for a process group that every sh has.
 */
const END_ALL = `folder=$1
cat >/dev/null
arguments() {
  if [ -r "/proc/$1/cmdline" ]; then tr '\\0' ' ' <"/proc/$1/cmdline"; else ps -ww -o args= -p "$1"; fi 2>/dev/null
}
signal_all() {
  found=
  [ -f "$folder/${PIDS}" ] || return
  while read -r pid; do
    case $(arguments "$pid") in *"$folder/"*) found=yes && kill "-$1" "-$pid" 2>/dev/null ;; esac
  done <"$folder/${PIDS}"
}
signal_all TERM
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  [ -n "$found" ] || break
  sleep 0.1
  signal_all 0
done
[ -n "$found" ] && signal_all KILL
rm -rf "$folder"
`
