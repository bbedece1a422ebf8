// The process of a server. It prints its address as a line of JSON when it is ready, drops its connections at each line of its input,
// and ends with its input. In a process of its own it answers also while the one that started it is busy.
import { createInterface } from 'node:readline'
import { newKey } from '../ssh/ssh-key.ts'
import { startSshServer } from '../ssh/ssh-server.ts'
import { canRunDirectly, channelClient, channelRequest } from './channel-client.ts'
import { type SetUp, setUp } from './set-up.ts'

export type ProcessOptions = {
  readonly folder: string
  /** Of Dokku: `0.38.27`. */
  readonly version: string
  /** What each command costs the server's processor, in milliseconds. */
  readonly questionMs?: number
  /** Listens for SSH itself, and delays each command by this many milliseconds. */
  readonly ssh?: { readonly latencyMs: number }
}

export type ProcessAddress = {
  /** The forced command, for another SSH server. */
  readonly script: string
  /** Of its own SSH server. */
  readonly ssh?: { readonly host: string; readonly key: string; readonly known: string }
}

async function startSsh({ commands, script }: SetUp, folder: string, latencyMs: number) {
  const key = newKey()
  const server = await startSshServer({
    user: 'dokku',
    key: key.public,
    latencyMs,
    handle(command, channel) {
      if (!canRunDirectly(command)) return false
      void commands.run(channelClient(channel), channelRequest(command))
      return true
    },
    start: (command) => ({
      script,
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', HOME: folder, SSH_ORIGINAL_COMMAND: command },
    }),
  })
  return { server, address: { host: server.address, key: key.private, known: server.known } }
}

async function main({ folder, version, questionMs, ssh }: ProcessOptions): Promise<void> {
  const parts = await setUp(folder, version, questionMs)
  const own = ssh && (await startSsh(parts, folder, ssh.latencyMs))
  const address: ProcessAddress = { script: parts.script, ...(own && { ssh: own.address }) }
  process.stdout.write(`${JSON.stringify(address)}\n`)
  for await (const _ of createInterface(process.stdin)) own?.server.dropConnections()
  await own?.server.stop()
  await parts.close()
}

await main(JSON.parse(process.argv[2] ?? '') as ProcessOptions)
