// A resident Python that has boto3 loaded and forks itself for each program: a function starts in half the time.
import { spawn } from 'node:child_process'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

type Job = {
  /** The program's file. */
  readonly program: string
  readonly env: Readonly<Record<string, string>>
  readonly folder: string
}

type Ports = {
  /** Takes what the program prints, and what it writes to its descriptor 3. */
  readonly onOutput: (text: string) => void
  readonly onAnswer: (text: string) => void
}

export type Forked = {
  kill(): void
  /** Resolves with the exit code, or the number of the signal, negative, when all that it wrote has been taken. */
  readonly ended: Promise<number>
}

export type ForkServer = {
  /** Starts a program with this standard input. */
  start(job: Job, input: string, ports: Ports): Promise<Forked>
  stop(): Promise<void>
}

/** `folder` is for its sockets, `runtime` has boto3. It starts when it is needed. */
export function forkServer(folder: string, python: string, runtime: string): ForkServer {
  let count = 0
  let server: ReturnType<typeof resident> | undefined
  return {
    async start(job, input, { onOutput, onAnswer }) {
      server ??= resident(python, runtime)
      const { send, ended } = server
      count += 1
      const id = count
      const streams = [
        await listen(join(folder, `${id}.io`), onOutput, input),
        await listen(join(folder, `${id}.answer`), onAnswer),
      ]
      const status = ended(id)
      send({ id, ...job, sockets: streams.map(({ path }) => path) })
      return {
        kill: () => send({ kill: id }),
        ended: status.then(async (code) => {
          await Promise.all(streams.map(({ close }) => close()))
          return code
        }),
      }
    },
    async stop() {
      await server?.stop()
    },
  }
}

function resident(python: string, runtime: string) {
  const env = { LANG: 'en_US.UTF-8', PATH: '/usr/local/bin:/usr/bin:/bin' }
  const program = join(import.meta.dirname, 'fork_server.py')
  const child = spawn(python, ['-S', program, runtime], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting = new Map<number, (status: number) => void>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { id, status } = JSON.parse(line) as { id: number; status: number }
    waiting.get(id)?.(status)
    waiting.delete(id)
  })
  const closed = new Promise<void>((resolve) => {
    child.on('close', () => {
      for (const end of waiting.values()) end(-1)
      resolve()
    })
  })
  child.stdin.on('error', () => {})
  return {
    send: (message: object): void => void child.stdin.write(`${JSON.stringify(message)}\n`),
    ended: (id: number): Promise<number> => new Promise((resolve) => waiting.set(id, resolve)),
    stop(): Promise<void> {
      child.stdin.end()
      return closed
    },
  }
}

/** Waits for one connection. `close` resolves when the other side has closed it, or never opened it. */
async function listen(path: string, onText: (text: string) => void, input = '') {
  let connection: Socket | undefined
  let over: Promise<void> | undefined
  const server = createServer((socket) => {
    connection = socket.setEncoding('utf8')
    socket.on('data', onText)
    socket.on('error', () => {})
    over = new Promise((resolve) => socket.on('close', () => resolve()))
    socket.end(input)
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  const close = async (): Promise<void> => {
    const closing = new Promise((resolve) => server.close(resolve))
    if (connection) await over
    await closing
  }
  return { path, close }
}
