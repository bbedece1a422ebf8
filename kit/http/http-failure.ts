// Why an HTTP request got no answer that can be used, and whether the server may have acted on it. Pure.

import { types } from 'node:util'

/**
 * - `no-connection`: the server got nothing of the request
 * - `no-answer`: the request may have taken effect
 * - `redirected`: the server sent it elsewhere, and it did not go there
 */
export type HttpFailureKind = 'no-connection' | 'no-answer' | 'redirected'

export class HttpFailure extends Error {
  readonly kind: HttpFailureKind

  constructor(kind: HttpFailureKind, message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.name = 'HttpFailure'
    this.kind = kind
  }
}

/** Failures of a name, a route or a connection that is being made. Others can come after something was sent. */
const CONNECTING = new Set(['connect', 'getaddrinfo'])

/** Nothing is sent before the server's certificate is accepted. */
const CERTIFICATE =
  /^(?:ERR_TLS_CERT_ALTNAME_INVALID|CERT_[A-Z_]+|(?:DEPTH_ZERO_)?SELF_SIGNED_CERT[A-Z_]*|UNABLE_TO_(?:GET_ISSUER|VERIFY_LEAF)[A-Z_]+)$/

/** Returns whether a request failed before a connection came about, so that the server has nothing of it. */
export function isUnconnected(error: unknown): boolean {
  if (!types.isNativeError(error)) return false
  if (error.cause !== undefined) return isUnconnected(error.cause)
  if (isCertificateRefused(error)) return true
  // One for each address of the host.
  if (error instanceof AggregateError && error.errors.length > 0)
    return error.errors.every(isUnconnected)
  const syscall = 'syscall' in error ? String(error.syscall) : ''
  const code = 'code' in error ? String(error.code) : ''
  return CONNECTING.has(syscall) || code === 'UND_ERR_CONNECT_TIMEOUT'
}

/** Returns whether the server's certificate is the reason, which the next attempt meets as well. */
export function isCertificateRefused(error: unknown): boolean {
  if (!types.isNativeError(error)) return false
  if (error.cause !== undefined) return isCertificateRefused(error.cause)
  return 'code' in error && CERTIFICATE.test(String(error.code))
}

/** Returns whether something is the reason with which AbortSignal.timeout ends. Not by its class: a test has one of its own. */
export const isTimeout = (reason: unknown): boolean =>
  typeof reason === 'object' &&
  reason !== null &&
  'name' in reason &&
  reason.name === 'TimeoutError'
