// A request to the proxy, with the name of its operation, and an answer.
import { randomUUID } from 'node:crypto'

export type Request = {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** `lambda`, `s3`, `iam` ...: the service in the signature. */
  readonly service: string
  readonly region: string
  /** `Invoke`, `UpdateFunctionCode`, `PutObject` ... */
  readonly operation: string
}

export type Answer = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Buffer | string
}

export type AwsError = {
  readonly status: number
  readonly code: string
  readonly message: string
}

export const json = (status: number, value: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

const QUERY = ['iam', 'sts', 'cloudformation', 'sns']
const JSON_1_1 = ['logs', 'events', 'dynamodb', 'tagging']

/** Returns an error in the format of the service. */
export function errorAnswer({ method, service }: Request, error: AwsError): Answer {
  const { status, code, message } = error
  const id = randomUUID()
  const text = (value: string): string =>
    value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const fields = `<Code>${text(code)}</Code><Message>${text(message)}</Message>`
  if (service === 's3') {
    const body = `<?xml version="1.0" encoding="UTF-8"?><Error>${fields}<RequestId>${id}</RequestId></Error>`
    const headers = { 'content-type': 'application/xml', 'x-amz-request-id': id }
    return { status, headers, body: method === 'HEAD' ? '' : body }
  }
  if (QUERY.includes(service)) {
    const type = status < 500 ? 'Sender' : 'Receiver'
    const body = `<ErrorResponse><Error><Type>${type}</Type>${fields}</Error><RequestId>${id}</RequestId></ErrorResponse>`
    return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': id }, body }
  }
  const headers = { 'x-amzn-requestid': id, 'x-amzn-errortype': code }
  if (JSON_1_1.includes(service)) {
    const body = JSON.stringify({ __type: code, message })
    return { status, headers: { ...headers, 'content-type': 'application/x-amz-json-1.1' }, body }
  }
  const body = { Type: status < 500 ? 'User' : 'Service', Message: message, message }
  return { ...json(status, body), headers: { ...headers, 'content-type': 'application/json' } }
}
