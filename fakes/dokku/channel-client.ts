// A command of the embedded SSH server, run in this process for the channel itself. Most commands need no process of their own, and
// to start one would take half of their time. They continue when the connection is lost, as a process would.
import type { ServerChannel } from 'ssh2'
import { endChannel } from '../ssh/ssh-server.ts'
import type { CommandClient, CommandRequest } from './command-client.ts'

/** The exit code of a shell whose command has ended by SIGTERM. */
const TERMINATED = 128 + 15

export function channelClient(channel: ServerChannel): CommandClient {
  const chunks: Buffer[] = []
  const ended = new Promise<void>((resolve) => {
    channel.on('data', (chunk: Buffer) => chunks.push(chunk))
    channel.on('end', resolve)
    channel.on('close', resolve)
  })
  channel.on('error', () => {})
  const client = {
    isGone: false,
    write(to: 'output' | 'error', text: string): void {
      if (channel.writable) (to === 'output' ? channel : channel.stderr).write(text)
    },
    async input(): Promise<string> {
      await ended
      return Buffer.concat(chunks).toString()
    },
    runGit(): never {
      throw new Error('git needs a process: canRunDirectly must say so')
    },
    exit: (code: number): void => endChannel(channel, code, null),
    kill(): void {
      client.isGone = true
      client.exit(TERMINATED)
    },
    stop(): void {
      client.isGone = true
    },
  }
  return client
}

/** Whether a command needs neither git's programs nor the shell's patterns for file names. */
export const canRunDirectly = (command: string): boolean => !/^git-|[*?[]/.test(command)

/** Ids above those of processes: at most 2^22 on Linux. */
let lastId = 2 ** 22

/** The request of a channel. The forced command has the shell split the command at spaces. */
export function channelRequest(command: string): CommandRequest {
  lastId += 1
  const words = command.split(/[ \t\n]+/).filter((word) => word !== '')
  return { pid: lastId, group: 0, original: command, words, gitVariables: {} }
}
