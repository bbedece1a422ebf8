// The script that runs the proxy command for ssh and Fabric: its arguments are a file for its messages, the host, the port and the user. Pure.

import { joinShellWords } from '../text/shell-words.ts'
import type { ProxyCommand } from './proxy-command.ts'

/** How much of its standard error is kept: so many pieces of 1024 bytes at most, each as soon as it is there. */
const KEPT = 'bs=1024 count=64'

/**
 * Returns the script. It becomes the command, so that a signal to it reaches the command. A separate process reads the command's standard
 * error, and ends with it, so that it is not mixed with the messages of ssh.
 */
export function proxyScript(program: string, [, ...args]: ProxyCommand, folder: string): string {
  const words = [joinShellWords([program]), ...args.map(shellWord)]
  return `messages=$1 host=$2 port=$3 user=$4
rm -f "$messages.pipe"
mkfifo -m 600 "$messages.pipe" || exit
{ dd ${KEPT} of="$messages"; cat >/dev/null; } <"$messages.pipe" >/dev/null 2>&1 &
exec 2>"$messages.pipe"
rm -f "$messages.pipe"
cd ${joinShellWords([folder])} || exit
exec ${words.join(' ')}
`
}

const VARIABLES: Readonly<Record<string, string>> = {
  '%h': '"$host"',
  '%p': '"$port"',
  '%r': '"$user"',
  '%%': '%',
}

/** Returns a word of the command for sh, with the tokens as variables. */
function shellWord(word: string): string {
  const parts = word.split(/(%[hpr%])/).filter((part) => part !== '')
  return parts.map((part) => VARIABLES[part] ?? joinShellWords([part])).join('') || "''"
}
