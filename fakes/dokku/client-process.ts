// The process that asked for a command (command-client.pl): its streams, and git as its child. It talks in frames: a letter, the
// length of the payload in four bytes, and the payload.
import type { Socket } from 'node:net'

/** What the process says of itself when it connects. */
export type CommandRequest = {
  readonly pid: number
  /** The id of its process group. */
  readonly group: number
  /** SSH_ORIGINAL_COMMAND; git's hook has none. */
  readonly original: string | undefined
  /** The arguments, as the shell has split them. */
  readonly words: readonly string[]
  /** The variables that git gives to its hooks. */
  readonly gitVariables: Readonly<Record<string, string>>
}

export type GitResult = { readonly pid: number; readonly code: number; readonly signal: number }

/** The processes of the commands that run, by their ids. */
export type Running = Map<number, ClientProcess>

/** Never settles: what a process would have done after its end is not done. */
const never = (): Promise<never> => new Promise(() => {})

export class ClientProcess {
  readonly #socket: Socket
  #received = Buffer.alloc(0)
  #isGone = false
  #onFrame: (() => void) | undefined

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk])
      this.#onFrame?.()
    })
    socket.on('error', () => {})
    socket.on('close', () => this.kill())
  }

  /** The process has ended, or is about to: a signal was sent to it. */
  kill(): void {
    this.#isGone = true
  }

  /** Passes its value on while the process is there. */
  async whileAlive<T>(work: Promise<T>): Promise<T> {
    const value = await work
    return this.#isGone ? never() : value
  }

  async request(): Promise<CommandRequest> {
    const lines = (await this.#frame('c')).toString().split('\0')
    const values = (key: string): string[] =>
      lines.filter((line) => line.startsWith(`${key}=`)).map((line) => line.slice(key.length + 1))
    const pairs = values('variable').map((pair) => {
      const [name = '', ...value] = pair.split('=')
      return [name, value.join('=')] as const
    })
    return {
      pid: Number(values('pid')[0]),
      group: Number(values('group')[0]),
      original: values('original')[0],
      words: values('word'),
      gitVariables: Object.fromEntries(pairs),
    }
  }

  /** Writes to its standard output or error. Nobody may read it any more. */
  write(to: 'output' | 'error', text: string): void {
    this.#send(to === 'output' ? 'o' : 'r', text)
  }

  /** Its whole standard input. */
  async input(): Promise<string> {
    this.#send('i')
    return (await this.#frame('i')).toString()
  }

  /** Runs git as its child, with its streams, in a process group of its own. */
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

  /** Ends it with a code. */
  exit(code: number): void {
    this.#send('x', String(code))
    this.#socket.end()
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
        return this.whileAlive(Promise.resolve(payload))
      }
      await new Promise<void>((resolve) => {
        this.#onFrame = resolve
      })
    }
  }
}
