// Writes the log of an invocation to CloudWatch Logs.
import { internal } from './lambda-request.ts'
import type { LogEvent } from './log.ts'
import type { Answer, Request } from './request.ts'

type Keep = (
  name: string,
  region: string,
  stream: string,
  events: readonly LogEvent[],
) => Promise<void>

/** Creates the log group if it does not exist, as Lambda does at a function's first invocation. */
export function cloudwatchLog(forward: (request: Request) => Promise<Answer>): Keep {
  return async (name, region, logStreamName, logEvents) => {
    const ask = (operation: string, body: object): Promise<Answer> => {
      const headers = {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `Logs_20140328.${operation}`,
      }
      const bytes = Buffer.from(JSON.stringify(body))
      const url = new URL('http://127.0.0.1/')
      return forward(internal('logs', 'POST', url, { region, headers, body: bytes }))
    }
    const logGroupName = `/aws/lambda/${name}`
    await ask('CreateLogGroup', { logGroupName })
    await ask('CreateLogStream', { logGroupName, logStreamName })
    const kept = await ask('PutLogEvents', { logGroupName, logStreamName, logEvents })
    if (kept.status !== 200) throw new Error(`the log was not kept: ${kept.body}`)
  }
}
