// Sends requests at a steady rate, without waiting for earlier ones (an open loop), until its standard input ends. Prints a line of JSON for each
// request: see load.ts, which runs it in a process of its own, so that a busy test does not delay what it measures.
import { Agent, request } from 'node:http'
import { finished } from 'node:stream/promises'
import type { LoadOptions, LoadRequest } from './load.ts'

const options = JSON.parse(process.argv[2] ?? '{}') as Required<LoadOptions>
const { address, rate, slowEvery, slowTime, path, headers, timeout } = options
const agent = options.keepAlive ? new Agent({ keepAlive: true }) : (false as const)
const began = performance.now()
let sent = 0

type Answer = Pick<LoadRequest, 'status' | 'text' | 'error' | 'isConnected'>

function ask(target: string): Promise<Answer> {
  return new Promise((resolve) => {
    let isConnected = false
    const signal = AbortSignal.timeout(timeout)
    const asked = request(`http://${address}${target}`, { agent, headers, signal })
    // A reset may arrive before Node has seen that it is connected; a refusal has another code.
    const fail = ({ code, message }: NodeJS.ErrnoException): void =>
      resolve({ error: code ?? message, isConnected: isConnected || code === 'ECONNRESET' })
    asked.on('socket', (socket) => {
      isConnected = !socket.connecting
      // One that was used before is connected, and a second listener on it would stay.
      if (isConnected) return
      socket.once('connect', () => {
        isConnected = true
      })
    })
    asked.on('error', fail)
    asked.on('response', (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      finished(answer).then(() => {
        const text = Buffer.concat(chunks).toString().trim()
        resolve({ status: answer.statusCode ?? 0, text, isConnected })
      }, fail)
    })
    asked.end()
  })
}

async function send(): Promise<void> {
  sent += 1
  const own = slowEvery > 0 && sent % slowEvery === 0 ? slowTime : 0
  const at = performance.now()
  const answer = await ask(own > 0 ? `${path}?ms=${own}` : path)
  const time = performance.now() - at
  const line = { at: Math.round(at - began), time: Math.round(time), own, ...answer }
  process.stdout.write(`${JSON.stringify(line satisfies LoadRequest)}\n`)
}

/** Sends what is due. A timer alone would fall behind. */
function sendDue(): void {
  while (sent < ((performance.now() - began) * rate) / 1000) void send()
}

const timer = setInterval(sendDue, 1)
process.stdin.on('end', () => {
  clearInterval(timer)
  process.stdin.unref()
})
process.stdin.resume()
