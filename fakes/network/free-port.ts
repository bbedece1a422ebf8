// Free ports for servers of the tests that can't take one by themselves.
import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below Linux's range for connections and for servers that ask for any port (32768 to 60999): the kernel gives none of these to anybody. */
const [FIRST, LAST] = [12_000, 32_000]
const ATTEMPTS = 10

/** Returns a port of 127.0.0.1 on which nothing listens. Another process may take it before it is used: see `onFreePort`. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, LAST)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.on('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/** Starts a server on a free port. If `start` resolves with undefined, its port was taken in the meantime, and it is called with another one. */
export async function onFreePort<T>(
  start: (port: number) => Promise<T | undefined>,
  choose: () => Promise<number> = freePort,
): Promise<T> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const started = await start(await choose())
    if (started !== undefined) return started
  }
  throw new Error(
    `No server could be started: ${ATTEMPTS} free ports were taken before it listened`,
  )
}
