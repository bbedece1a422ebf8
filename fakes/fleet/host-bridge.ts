// Bridges the network namespace of a fleet host, whose loopback can't be reached from outside. It runs inside the namespace.
// Inbound, `in.sock`: the first line of a connection is a port; the connection is forwarded to that port of the host's loopback.
// Outbound, the addresses given as arguments: a connection to one of them inside the host is forwarded to `out.sock`, with the
// address as its first line. The socket paths are relative to the working folder, which survives a mount over its path.
import { createServer, type Socket } from 'node:net'
import { connectTo, readFirstLine } from '../network/connection.ts'

const OPTIONS = { allowHalfOpen: true, pauseOnConnect: true }

function join(one: Socket, other: Socket): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.pipe(to)
    from.on('error', () => to.destroy())
    from.on('close', () => from.readableEnded || to.destroy())
  }
}

async function forwardInbound(client: Socket): Promise<void> {
  client.on('error', () => {})
  try {
    const port = Number(await readFirstLine(client))
    join(client, await connectTo({ host: '127.0.0.1', port }))
  } catch {
    client.destroy()
  }
}

async function forwardOutbound(client: Socket, address: string): Promise<void> {
  client.on('error', () => {})
  try {
    const other = await connectTo({ path: 'out.sock' })
    other.write(`${address}\n`)
    join(client, other)
  } catch {
    client.resetAndDestroy()
  }
}

for (const address of process.argv.slice(2)) {
  const [host = '', port] = address.split(':')
  const server = createServer(OPTIONS, (client) => void forwardOutbound(client, address))
  server.listen(Number(port), host)
}
createServer(OPTIONS, (client) => void forwardInbound(client)).listen('in.sock')
