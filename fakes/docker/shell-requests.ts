// Requests from the shell scripts of a fake to a program in this process, over named pipes.
import { execFileSync } from 'node:child_process'
import { closeSync, constants, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'

export type Answer = {
  /** The exit code of the script's command. */
  readonly code: number
  /** Its standard output if the code is 0, else its standard error. */
  readonly text: string
}

const SEPARATOR = '\x1f'

/**
 * Answers the requests that come into the pipe `requests` of a folder: a line each, with the name of the pipe for the answer and the
 * request's words. The text of an answer is in a file beside its pipe, which gets the code. Returns what stops it.
 */
export function answerRequests(
  folder: string,
  answer: (words: readonly string[]) => Promise<Answer>,
): () => void {
  const pipe = join(folder, 'requests')
  execFileSync('mkfifo', [pipe])
  // Open for writing as well, so that it does not end with its first writer.
  const fd = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK)
  const requests = new Socket({ fd, readable: true, writable: false })
  let text = ''
  requests.on('data', (chunk) => {
    text += String(chunk)
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    for (const line of lines) {
      const [reply = '', ...words] = line.split(SEPARATOR)
      void answer(words).then((said) => send(join(folder, reply), said))
    }
  })
  return () => {
    rmSync(pipe, { force: true })
    requests.destroy()
  }
}

/** Sends an answer, unless the script has ended. */
function send(pipe: string, { code, text }: Answer): void {
  try {
    writeFileSync(`${pipe}.text`, text)
    const fd = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK)
    writeSync(fd, `${code}\n`)
    closeSync(fd)
  } catch {
    rmSync(pipe, { force: true })
    rmSync(`${pipe}.text`, { force: true })
  }
}
