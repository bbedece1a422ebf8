// The door of a host of the fleet: a program inside the host's network, whose loopback nobody outside can reach.
// Inwards, `in.sock`: a connection says a port in its first line and goes on to that port of the host's loopback.
// Outwards, the addresses that are its arguments: what connects to one inside the host goes to `out.sock`, with the address as its
// first line. Sockets are named relative to the working folder, which stays when something is mounted over its path.
import { createServer, type Socket } from 'node:net'
import { dialled, firstLine } from '../network/first-line.ts'

const open = { allowHalfOpen: true, pauseOnConnect: true }

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

async function inwards(client: Socket): Promise<void> {
  client.on('error', () => {})
  try {
    join(client, await dialled({ host: '127.0.0.1', port: Number(await firstLine(client)) }))
  } catch {
    client.destroy()
  }
}

async function outwards(client: Socket, address: string): Promise<void> {
  client.on('error', () => {})
  try {
    const other = await dialled({ path: 'out.sock' })
    other.write(`${address}\n`)
    join(client, other)
  } catch {
    client.resetAndDestroy()
  }
}

for (const address of process.argv.slice(2)) {
  const [host = '', port] = address.split(':')
  createServer(open, (client) => void outwards(client, address)).listen(Number(port), host)
}
createServer(open, (client) => void inwards(client)).listen('in.sock')
