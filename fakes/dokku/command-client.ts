// What a command knows about its client: a process (client-process.ts) or an SSH channel (channel-client.ts).

export type CommandRequest = {
  /** The id of the process; one of the server's own for a channel. */
  readonly pid: number
  /** The id of its process group. */
  readonly group: number
  /** SSH_ORIGINAL_COMMAND; git's hook has none. */
  readonly original: string | undefined
  /** The arguments, as the shell splits them. */
  readonly words: readonly string[]
  /** The variables that git gives to its hooks. */
  readonly gitVariables: Readonly<Record<string, string>>
}

export type GitResult = { readonly pid: number; readonly code: number; readonly signal: number }

export type CommandClient = {
  /** The process has ended, or was killed: nothing more is done for it. */
  readonly isGone: boolean
  /** Writes to standard output or error. The reader may be gone. */
  write(to: 'output' | 'error', text: string): void
  /** Returns the whole standard input. */
  input(): Promise<string>
  /** Runs git as a child of the process, with its streams, in a process group of its own. */
  runGit(
    args: readonly string[],
    variables: Readonly<Record<string, string>>,
    onStart: (pid: number) => void,
  ): Promise<GitResult>
  /** Ends it with a code. */
  exit(code: number): void
  /** Ends it, and a process group with it, as SIGTERM does. */
  kill(group: number): void
  /** Ends it because the server stops. */
  stop(): void
}

/** The commands that run, by the ids of their processes. */
export type Running = Map<number, CommandClient>

/** Passes a value on while the process is there. What a process would do after its end is not done, so the promise never settles. */
export async function whileAlive<T>(client: CommandClient, work: Promise<T>): Promise<T> {
  const value = await work
  return client.isGone ? new Promise(() => {}) : value
}
