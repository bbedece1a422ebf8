// One direction of a connection through a relay: it forwards bytes in order, delayed, or not at all while stalled.
import type { Socket } from 'node:net'

/** The faults that all connections of a relay have; they change while the connections are open. */
export type RelayRules = {
  /** The delay of every byte, in milliseconds. */
  delay: number
  stalled: boolean
}

/** Bytes in flight above which no more are read. */
const MAX_IN_FLIGHT = 1_048_576

/** Forwards everything from one socket to another, its end included. Returns a function to call when the rules have changed. */
export function forward(from: Socket, to: Socket, rules: RelayRules): () => void {
  // An entry without a chunk is the end.
  const queue: { readonly due: number; readonly chunk?: Buffer }[] = []
  let bytes = 0
  let timer: NodeJS.Timeout | undefined
  const flush = (): void => {
    clearTimeout(timer)
    if (to.destroyed) return
    for (let next = queue[0]; next && !rules.stalled; next = queue[0]) {
      const wait = next.due - performance.now()
      if (wait > 0) {
        timer = setTimeout(flush, wait)
        return
      }
      queue.shift()
      bytes -= next.chunk?.length ?? 0
      if (next.chunk) to.write(next.chunk)
      else to.end()
    }
    if (bytes + to.writableLength < MAX_IN_FLIGHT) from.resume()
  }
  const enqueue = (chunk?: Buffer): void => {
    const due = performance.now() + rules.delay
    queue.push(chunk ? { due, chunk } : { due })
    bytes += chunk?.length ?? 0
    if (bytes + to.writableLength >= MAX_IN_FLIGHT) from.pause()
    flush()
  }
  from.on('data', enqueue)
  from.on('end', () => enqueue())
  from.on('close', () => {
    // Closed without an end: nothing more comes.
    if (!from.readableEnded) to.destroy()
  })
  from.on('error', () => to.destroy())
  to.on('drain', flush)
  return flush
}
