// Errors and delays that a test asks AWS for.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, type AwsError, errorAnswer, type Request } from './request.ts'

export type Fault = Partial<AwsError> & {
  /** How many calls it meets; all of them where it is not given. */
  readonly times?: number
  /** How many calls pass before it. */
  readonly skip?: number
  /** Carries the call out, and then answers with the error. */
  readonly after?: boolean
  /** The connection is cut in place of an answer. */
  readonly cut?: boolean
  /** Does not answer until it is let go; then as if it were not there. */
  readonly hang?: boolean
  /** Milliseconds before anything else is done. */
  readonly delay?: number
}

/** The errors that the tests give most often, with the words of AWS. */
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

type Set = Fault & { left: number; skipped: number; letGo: () => void; gone: Promise<void> }

export type Faults = {
  set(operation: string, fault: Fault): void
  /** Takes the faults of an operation away, or all of them; what hangs goes on. */
  clear(operation?: string): void
  /** Answers a request by itself, or by `real`. Nothing is an answer that is cut. */
  meet(request: Request, real: () => Promise<Answer>): Promise<Answer | undefined>
}

export function faults(): Faults {
  const all = new Map<string, Set[]>()
  return {
    set(operation, fault) {
      const { promise: gone, resolve: letGo } = Promise.withResolvers<void>()
      const { times: left = Number.POSITIVE_INFINITY, skip: skipped = 0 } = fault
      all.set(operation, [...(all.get(operation) ?? []), { ...fault, left, skipped, letGo, gone }])
    },
    clear(operation) {
      for (const name of operation === undefined ? [...all.keys()] : [operation]) {
        for (const { letGo } of all.get(name) ?? []) letGo()
        all.delete(name)
      }
    },
    async meet(request, real) {
      const fault = due(all.get(request.operation) ?? [])
      if (!fault) return real()
      if (fault.delay !== undefined) await sleep(fault.delay)
      if (fault.hang) await fault.gone
      const { status, code = '', message = '', after, cut } = fault
      const answer = after || (status === undefined && !cut) ? await real() : undefined
      if (cut) return undefined
      return status === undefined ? answer : errorAnswer(request, { status, code, message })
    },
  }
}

/** The first fault that has calls left; counts this one. */
function due(list: Set[]): Set | undefined {
  const fault = list.find(({ left }) => left > 0)
  if (!fault) return undefined
  if (fault.skipped > 0) {
    fault.skipped -= 1
    return undefined
  }
  fault.left -= 1
  return fault
}
