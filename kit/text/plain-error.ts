// Errors of Node in plain words, for messages to users: no `Error:`, no names of system calls. Pure.

import { getSystemErrorMap, types } from 'node:util'

/** Where the words of libuv or undici would mislead, or where there are none. */
const WORDS: Readonly<Record<string, string>> = {
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  ENOTFOUND: 'the name of the host is unknown',
  EAI_AGAIN: 'the name of the host can\u2019t be looked up now',
  ECONNRESET: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed',
  UND_ERR_CONNECT_TIMEOUT: 'connection timed out',
  EDQUOT: 'the quota of the disk is used up',
  ENOEXEC: 'it is not a program for this system',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the authority of the certificate is unknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the authority of the certificate is unknown',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the authority of the certificate is unknown',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8',
}

/** Returns why something failed: `no such file or directory`, `connection refused`. */
export function plainError(error: unknown): string {
  const { code, message } = innermost(error)
  if (Object.hasOwn(WORDS, code)) return WORDS[code] ?? ''
  const [, words] = [...getSystemErrorMap().values()].find(([name]) => name === code) ?? []
  return words ?? message.split('\n')[0] ?? ''
}

export type SystemError = Error & { readonly syscall: string; readonly path?: string }

/** Returns whether the operating system refused something: a full disk, a missing permission. */
export function isSystemError(error: unknown): error is SystemError {
  return types.isNativeError(error) && 'errno' in error && 'syscall' in error
}

/** fetch hides the cause behind "fetch failed". */
function innermost(error: unknown): { readonly code: string; readonly message: string } {
  if (!types.isNativeError(error)) return { code: '', message: String(error) }
  if (types.isNativeError(error.cause)) return innermost(error.cause)
  return { code: 'code' in error ? String(error.code) : '', message: error.message }
}
