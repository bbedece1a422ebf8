// A real moto server: the AWS that the proxy forwards to.
import { type ChildProcess, spawn } from 'node:child_process'
import { freePort } from '../network/free-port.ts'

export type Moto = { readonly port: number; stop(): Promise<void> }

/** Starts an empty moto. `program` is its moto_server. */
export async function startMoto(program: string): Promise<Moto> {
  const port = await freePort()
  // The kernel ends it when this process ends, even if it is killed.
  const args = ['--pdeathsig', 'KILL', program, '-H', '127.0.0.1', '-p', String(port)]
  const server = spawn('setpriv', args, { env: {}, stdio: 'ignore' })
  await answering(server, port)
  return { port, stop: () => end(server) }
}

async function answering(server: ChildProcess, port: number): Promise<void> {
  while (server.exitCode === null) {
    const isUp = await fetch(`http://127.0.0.1:${port}/moto-api/data.json`).then(
      ({ body }) => body?.cancel().then(() => true) ?? true,
      () => false,
    )
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`moto ended with ${server.exitCode}`)
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = new Promise((resolve) => server.on('exit', resolve))
  server.kill('SIGKILL')
  await ended
}
