// Errors and delays that a test injects into AWS.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Body, parsed } from './lambda-request.ts'
import { type Answer, type AwsError, errorAnswer, json, type Request } from './request.ts'

export type Fault = Partial<AwsError> & {
  /** The calls that it applies to. Default: all. */
  readonly when?: (request: Request) => boolean
  /** The number of calls that fail. Default: all. */
  readonly times?: number
  /** The number of calls that pass first. */
  readonly skip?: number
  /** Executes the call, and then answers with the error. */
  readonly after?: boolean
  /** Closes the connection instead of answering. */
  readonly cut?: boolean
  /** Does not answer until the fault is removed; then answers normally. */
  readonly hang?: boolean
  /** Changes the JSON of the answer. */
  readonly edit?: (answer: Body) => Body
  /** Milliseconds to wait first. */
  readonly delay?: number
}

/** The most common errors, with AWS's messages. */
export const FAULTS = {
  expired: {
    status: 403,
    code: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
  },
  denied: {
    status: 403,
    code: 'AccessDeniedException',
    message:
      'User: arn:aws:iam::123456789012:user/ci is not authorized to perform this operation because no identity-based policy allows it',
  },
  unrecognised: {
    status: 403,
    code: 'UnrecognizedClientException',
    message: 'The security token included in the request is invalid.',
  },
  throttled: { status: 429, code: 'TooManyRequestsException', message: 'Rate exceeded' },
  conflict: {
    status: 409,
    code: 'ResourceConflictException',
    message:
      'The operation cannot be performed at this time. An update is in progress for resource: arn:aws:lambda:eu-west-1:123456789012:function:demo-dev',
  },
  noKey: {
    status: 502,
    code: 'KMSAccessDeniedException',
    message:
      "Lambda was unable to decrypt the environment variables because KMS access was denied. Please check the function's KMS key settings.",
  },
  internal: {
    status: 500,
    code: 'ServiceException',
    message: 'An error occurred and the request cannot be processed.',
  },
} satisfies Record<string, AwsError>

type ActiveFault = Fault & {
  left: number
  skipped: number
  release: () => void
  released: Promise<void>
}

export type Faults = {
  set(operation: string, fault: Fault): void
  /** Removes the faults of an operation, or all of them; calls that hang continue. */
  clear(operation?: string): void
  /** Answers a request with a fault, or with `real`. Undefined closes the connection. */
  meet(request: Request, real: () => Promise<Answer>): Promise<Answer | undefined>
}

export function faults(): Faults {
  const all = new Map<string, ActiveFault[]>()
  return {
    set(operation, fault) {
      const { promise: released, resolve: release } = Promise.withResolvers<void>()
      const { times: left = Number.POSITIVE_INFINITY, skip: skipped = 0 } = fault
      all.set(operation, [
        ...(all.get(operation) ?? []),
        { ...fault, left, skipped, release, released },
      ])
    },
    clear(operation) {
      for (const name of operation === undefined ? [...all.keys()] : [operation]) {
        for (const { release } of all.get(name) ?? []) release()
        all.delete(name)
      }
    },
    async meet(request, real) {
      const fault = due(request, all.get(request.operation) ?? [])
      if (!fault) return real()
      if (fault.delay !== undefined) await sleep(fault.delay)
      if (fault.hang) await fault.released
      const { status, code = '', message = '', after, cut, edit } = fault
      const answer = after || (status === undefined && !cut) ? await real() : undefined
      if (cut) return undefined
      if (edit && answer) return json(answer.status, edit(parsed(answer)))
      return status === undefined ? answer : errorAnswer(request, { status, code, message })
    },
  }
}

/** Returns the first fault that applies to this call, and counts the call. */
function due(request: Request, list: ActiveFault[]): ActiveFault | undefined {
  const fault = list.find(({ left, when }) => left > 0 && (when?.(request) ?? true))
  if (!fault) return undefined
  if (fault.skipped > 0) {
    fault.skipped -= 1
    return undefined
  }
  fault.left -= 1
  return fault
}
