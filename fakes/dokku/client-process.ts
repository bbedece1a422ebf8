// The process that asked for a command (command-client.pl): its streams, and git as its child. It talks in frames: a letter, the
// length of the payload in four bytes, and the payload.
import type { Socket } from 'node:net'
import {
  type CommandClient,
  type CommandRequest,
  type GitResult,
  whileAlive,
} from './command-client.ts'

export class ClientProcess implements CommandClient {
  readonly #socket: Socket
  #isClosed = false
  #pid = 0
  #received = Buffer.alloc(0)
  #onData: (() => void) | undefined

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk])
      this.#onData?.()
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      this.#isClosed = true
    })
  }

  /** The process itself is asked, too: git deletes the objects of a push as soon as its hook has ended, and the socket tells it later. */
  get isGone(): boolean {
    return this.#isClosed || !isRunning(this.#pid)
  }

  async request(): Promise<CommandRequest> {
    const lines = (await this.#frame('c')).toString().split('\0')
    const values = (key: string): string[] =>
      lines.filter((line) => line.startsWith(`${key}=`)).map((line) => line.slice(key.length + 1))
    const pairs = values('variable').map((pair) => {
      const [name = '', ...value] = pair.split('=')
      return [name, value.join('=')] as const
    })
    this.#pid = Number(values('pid')[0])
    return {
      pid: this.#pid,
      group: Number(values('group')[0]),
      original: values('original')[0],
      words: values('word'),
      gitVariables: Object.fromEntries(pairs),
    }
  }

  write(to: 'output' | 'error', text: string): void {
    this.#send(to === 'output' ? 'o' : 'r', text)
  }

  async input(): Promise<string> {
    this.#send('i')
    return (await this.#frame('i')).toString()
  }

  async runGit(
    args: readonly string[],
    variables: Readonly<Record<string, string>>,
    onStart: (pid: number) => void,
  ): Promise<GitResult> {
    const pairs = Object.entries(variables).map(([name, value]) => `${name}=${value}`)
    this.#send('g', `${args.join('\0')}\0\0${pairs.join('\0')}`)
    const pid = Number(await this.#frame('p'))
    onStart(pid)
    const [code = 1, signal = 0] = (await this.#frame('e')).toString().split(' ').map(Number)
    return { pid, code, signal }
  }

  exit(code: number): void {
    this.#send('x', String(code))
    this.#socket.end()
  }

  kill(group: number): void {
    this.#isClosed = true
    process.kill(group > 0 ? -group : this.#pid, 'SIGTERM')
  }

  stop(): void {
    this.#socket.destroy()
  }

  #send(type: string, payload = ''): void {
    if (!this.#socket.writable) return
    const bytes = Buffer.from(payload)
    const head = Buffer.alloc(5)
    head.write(type)
    head.writeUInt32BE(bytes.length, 1)
    this.#socket.write(Buffer.concat([head, bytes]))
  }

  /** The payload of the next frame, which has to be of this type. */
  async #frame(type: string): Promise<Buffer> {
    for (;;) {
      const length = this.#received.length < 5 ? undefined : this.#received.readUInt32BE(1)
      if (length !== undefined && this.#received.length >= 5 + length) {
        const found = String.fromCharCode(this.#received[0] ?? 0)
        if (found !== type) throw new Error(`expected a frame ${type}, got ${found}`)
        const payload = this.#received.subarray(5, 5 + length)
        this.#received = this.#received.subarray(5 + length)
        return whileAlive(this, Promise.resolve(payload))
      }
      await new Promise<void>((resolve) => {
        this.#onData = resolve
      })
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
