// A real moto server: the AWS that the proxy forwards to.
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export type Moto = { readonly port: number; stop(): Promise<void> }

/** Starts an empty moto. `program` is its moto_server; it takes a port that is free and prints which one, unless `port` says otherwise. */
export async function startMoto(program: string, port = 0): Promise<Moto> {
  // The kernel ends it when this process ends, even if it is killed.
  const args = ['--pdeathsig', 'KILL', program, '-H', '127.0.0.1', '-p', String(port)]
  const server = spawn('setpriv', args, { env: {}, stdio: ['ignore', 'ignore', 'pipe'] })
  try {
    const bound = await printedPort(server)
    await expectMoto(bound)
    return { port: bound, stop: () => end(server) }
  } catch (error) {
    await end(server)
    throw error
  }
}

/** Resolves with the port that the server says it listens on: an answer at a port that was chosen beforehand could be another server's. */
function printedPort(server: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let printed = ''
    // It prints a line for each request, and would block if they were not read.
    createInterface({ input: server.stderr as NodeJS.ReadableStream }).on('line', (line) => {
      if (printed.length < 10_000) printed += `${line}\n`
      const found = /Running on http:\/\/127\.0\.0\.1:(\d+)/.exec(line)
      if (found) resolve(Number(found[1]))
    })
    server.on('error', reject)
    server.on('close', (code) => reject(new Error(`moto ended with ${code}:\n${printed}`)))
  })
}

/** Throws an error if the port does not answer as moto does: with what its services hold, as JSON. */
async function expectMoto(port: number): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/moto-api/data.json`)
  const body = await answer.text()
  if (answer.status !== 200 || !body.startsWith('{'))
    throw new Error(`Port ${port} is not moto's: it answered ${answer.status} ${body}`)
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return
  const ended = new Promise((resolve) => server.on('exit', resolve))
  server.kill('SIGKILL')
  await ended
}
