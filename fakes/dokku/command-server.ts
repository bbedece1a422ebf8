// Runs the commands of a server in this process. A client for each (command-client.pl) connects to a unix socket and waits for the
// result: to start Node for each command would take most of the time of a deployment.
import { createServer, type Socket } from 'node:net'
import { ClientProcess, type Running } from './client-process.ts'
import { runCommand } from './run-command.ts'
import type { Store } from './store.ts'

export type CommandServer = { close(): Promise<void> }

/** Listens in the server's folder. */
export async function startCommandServer(store: Store): Promise<CommandServer> {
  const sockets = new Set<Socket>()
  const running: Running = new Map()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    void serve(store, running, socket)
  })
  await new Promise<void>((resolve) => void server.listen(store.path('socket'), resolve))
  return {
    async close() {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

async function serve(store: Store, running: Running, socket: Socket): Promise<void> {
  const client = new ClientProcess(socket)
  const request = await client.request()
  running.set(request.pid, client)
  socket.on('close', () => running.delete(request.pid))
  const code = await runCommand({ store, running, client, request })
  running.delete(request.pid)
  client.exit(code)
}
