// One direction of a connection through a relay: bytes in order, later than they came, or not at all for a while.
import type { Socket } from 'node:net'

/** What all connections of a relay keep to; it changes while they run. */
export type Rules = {
  /** Milliseconds that every byte is under way. */
  delay: number
  stalled: boolean
}

/** Bytes under way after which no more are read. */
const MOST = 1_048_576

/** Carries what one socket says to another, with its end. Returns what is called when the rules have changed. */
export function flow(from: Socket, to: Socket, rules: Rules): () => void {
  // Without a chunk: the end.
  const queue: { readonly due: number; readonly chunk?: Buffer }[] = []
  let bytes = 0
  let timer: NodeJS.Timeout | undefined
  const move = (): void => {
    clearTimeout(timer)
    if (to.destroyed) return
    for (let next = queue[0]; next && !rules.stalled; next = queue[0]) {
      const wait = next.due - performance.now()
      if (wait > 0) {
        timer = setTimeout(move, wait)
        return
      }
      queue.shift()
      bytes -= next.chunk?.length ?? 0
      if (next.chunk) to.write(next.chunk)
      else to.end()
    }
    if (bytes + to.writableLength < MOST) from.resume()
  }
  const take = (chunk?: Buffer): void => {
    const due = performance.now() + rules.delay
    queue.push(chunk ? { due, chunk } : { due })
    bytes += chunk?.length ?? 0
    if (bytes + to.writableLength >= MOST) from.pause()
    move()
  }
  from.on('data', take)
  from.on('end', () => take())
  from.on('close', () => {
    // Without an end there is nothing more to wait for.
    if (!from.readableEnded) to.destroy()
  })
  from.on('error', () => to.destroy())
  to.on('drain', move)
  return move
}
