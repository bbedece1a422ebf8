// Runs the commands of a server in this process. Where a program must be a program, a client (command-client.pl) connects to a unix
// socket and waits for the result: starting Node for each command would take most of the time of a deployment.
import { createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { ClientProcess } from './client-process.ts'
import type { CommandClient, CommandRequest, Running } from './command-client.ts'
import { runCommand } from './run-command.ts'
import type { Store } from './store.ts'

export type CommandServer = {
  /** Runs a command for a client, to its end. */
  run(client: CommandClient, request: CommandRequest): Promise<void>
  /** Ends all commands. */
  close(): Promise<void>
}

/** Listens in the server's folder. A command from outside costs `questionMs` before it does anything. */
export async function startCommandServer(store: Store, questionMs: number): Promise<CommandServer> {
  const sockets = new Set<Socket>()
  const running: Running = new Map()
  const charge = processor(questionMs)
  const run = async (client: CommandClient, request: CommandRequest): Promise<void> => {
    running.set(request.pid, client)
    if (request.original !== undefined) await charge()
    const code = await runCommand({ store, running, client, request })
    running.delete(request.pid)
    client.exit(code)
  }
  const server = createServer(async (socket) => {
    sockets.add(socket)
    const client = new ClientProcess(socket)
    const request = await client.request()
    socket.on('close', () => running.delete(request.pid))
    await run(client, request)
  })
  await new Promise<void>((resolve) => void server.listen(store.path('socket'), resolve))
  return {
    run,
    async close() {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()))
      for (const client of running.values()) client.stop()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** Returns a function that takes the server's one processor for some time: commands that arrive together wait for each other. */
function processor(milliseconds: number): () => Promise<void> {
  let free = Promise.resolve()
  return () => {
    if (milliseconds > 0) free = free.then(() => wait(milliseconds, undefined, { ref: false }))
    return free
  }
}
