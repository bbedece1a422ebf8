import { expect, test } from '@jest/globals'
import { isCertificateRefused, isUnconnected } from '../../../kit/http/http-failure.ts'

const error = (parts: object): Error => Object.assign(new Error('x'), parts)
const fetchFailed = (cause: unknown): Error => new TypeError('fetch failed', { cause })
const refused = error({ code: 'ECONNREFUSED', syscall: 'connect' })
const reset = error({ code: 'ECONNRESET', syscall: 'read' })
const name = error({ code: 'ENOTFOUND', syscall: 'getaddrinfo' })

test.each<[string, unknown]>([
  ['refused', fetchFailed(refused)],
  ['an unknown name', fetchFailed(name)],
  ['all addresses', fetchFailed(new AggregateError([refused, refused]))],
  ['wrapped twice', new Error('x', { cause: fetchFailed(refused) })],
  ['undici took too long to connect', fetchFailed(error({ code: 'UND_ERR_CONNECT_TIMEOUT' }))],
])('no connection came about: %s', (_, failure) => {
  expect([isUnconnected(failure), isCertificateRefused(failure)]).toEqual([true, false])
})

test.each([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_HAS_EXPIRED',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])('a certificate is refused before anything is sent: %s', (code) => {
  const failure = fetchFailed(error({ code }))
  expect([isUnconnected(failure), isCertificateRefused(failure)]).toEqual([true, true])
})

test.each<[string, unknown]>([
  ['reset', fetchFailed(reset)],
  ['reset at one of the addresses', fetchFailed(new AggregateError([refused, reset]))],
  ['closed', fetchFailed(error({ code: 'UND_ERR_SOCKET' }))],
  ['no headers', fetchFailed(error({ code: 'UND_ERR_HEADERS_TIMEOUT' }))],
  ['TLS that breaks later', fetchFailed(error({ code: 'ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC' }))],
  ['a time limit', new DOMException('x', 'TimeoutError')],
  ['nothing known', fetchFailed(undefined)],
  ['no error', 'ECONNREFUSED'],
  ['an empty list', fetchFailed(new AggregateError([]))],
])('it may have been sent: %s', (_, failure) => {
  expect([isUnconnected(failure), isCertificateRefused(failure)]).toEqual([false, false])
})
