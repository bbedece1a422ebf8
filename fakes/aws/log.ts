// The log of an invocation, in Lambda's format.
/** The time is in milliseconds since 1970. */
export type LogEvent = { readonly timestamp: number; readonly message: string }

/** The function that is invoked; `Timeout` is in seconds. */
type Invoked = { readonly Version: string; readonly Timeout: number; readonly MemorySize: number }

type Log = {
  line(text: string): void
  timeout(): void
  /** Closes the log; returns all of it. */
  end(): LogEvent[]
}

/** Begins the log of a request. */
export function logOf(id: string, { Version, Timeout, MemorySize }: Invoked): Log {
  const events: LogEvent[] = []
  const line = (text: string): void => {
    events.push({ timestamp: Date.now(), message: `${text}\n` })
  }
  const started = performance.now()
  let status = ''
  line(`START RequestId: ${id} Version: ${Version}`)
  return {
    line,
    timeout() {
      line(`${new Date().toISOString()} ${id} Task timed out after ${Timeout.toFixed(2)} seconds\n`)
      status = 'Status: timeout'
    },
    end() {
      const spent = status === '' ? performance.now() - started : Timeout * 1000
      const report = [
        `Duration: ${spent.toFixed(2)} ms`,
        `Billed Duration: ${Math.ceil(spent)} ms`,
        `Memory Size: ${MemorySize} MB`,
        'Max Memory Used: 96 MB',
      ]
      line(`END RequestId: ${id}`)
      line(`REPORT RequestId: ${id}\t${report.join('\t')}\t${status}`)
      return events
    },
  }
}

/** What Invoke answers of a log: its last 4 kB. */
export function tailOf(events: readonly LogEvent[]): string {
  const whole = Buffer.from(events.map(({ message }) => message).join(''))
  return whole.subarray(Math.max(0, whole.length - 4096)).toString('base64')
}
