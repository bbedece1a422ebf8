// Reads private keys, each with its user certificate, as people paste them into a secret: repairs a damaged form, and explains what is not a
// private key. Pure.

import { unpackBase64 } from './base64-files.ts'
import { ARMOUR, INCOMPLETE, type PrivateKey, readPrivateKey } from './private-key.ts'
import {
  CERTIFICATE,
  certificateProblem,
  readCertificate,
  type UserCertificate,
} from './user-certificate.ts'

export type PastedKey = PrivateKey & {
  /** How messages name it: `the key`, or `the second key` of several. */
  readonly name: string
  readonly certificate: UserCertificate | undefined
}

export type PastedKeys = {
  readonly keys: readonly PastedKey[]
  /** How they were repaired, for the log. */
  readonly repairs: readonly string[]
}

type Problem = { readonly problem: string }

const MAX_KEYS = 5
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'] as const

/** Reads up to five keys; `now` is in seconds since 1970. */
export function readPastedKeys(pasted: string, now: number): PastedKeys | Problem {
  if (pasted.trim() === '')
    return { problem: 'it is empty; is the secret set, and available to this environment?' }
  const { text, repairs } = repaired(pasted)
  // If the secret has both halves of a key, the private one counts.
  const problem = text.includes('PRIVATE KEY-----') ? undefined : problemOf(text)
  if (problem !== undefined) return { problem }
  const found = [...text.matchAll(ARMOUR)]
  if (found.length > MAX_KEYS)
    return { problem: `there are ${found.length} private keys; use at most ${MAX_KEYS}` }
  // Before, between and after the keys.
  const gaps = gapsOf(text, found)
  const isSingle = found.length + gaps.filter((gap) => BEGIN.test(gap)).length === 1
  const nameOf = (index: number): string =>
    isSingle ? 'the key' : `the ${ORDINALS[index] ?? 'last'} key`
  const incomplete = gaps.findIndex((gap) => BEGIN.test(gap))
  if (incomplete >= 0) return { problem: `${nameOf(incomplete)} ${INCOMPLETE}` }
  if (found.length === 0)
    return { problem: /-----BEGIN/.test(text) ? `the key ${INCOMPLETE}` : NOT_A_KEY }
  if (gaps[0]?.includes(CERTIFICATE_MARK))
    return {
      problem: 'it begins with a certificate; put it on the line after its key',
    }
  const keys: PastedKey[] = []
  for (const [index, [, kind = '', inside = '']] of found.entries()) {
    const name = nameOf(index)
    const key = readPrivateKey(kind, inside)
    if ('problem' in key) return { problem: `${name} ${key.problem}` }
    const certificate = certificateIn(gaps[index + 1] ?? '', now)
    if (certificate && 'problem' in certificate)
      return { problem: certificate.problem.replace('KEY', name) }
    repairs.push(...key.repairs.map((one) => (isSingle ? one : `${one} of ${name}`)))
    keys.push({ ...key, name, certificate })
  }
  return { keys, repairs }
}

const BEGIN = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/
const CERTIFICATE_MARK = '-cert-v01@openssh.com'
const NOT_A_KEY =
  'this is not a private key: one begins with -----BEGIN OPENSSH PRIVATE KEY----- or a similar line'

/** Returns the string as it was before it was damaged by pasting, and the names of the repairs. */
function repaired(pasted: string): { readonly text: string; readonly repairs: string[] } {
  const repairs: string[] = []
  const steps: readonly (readonly [string, (text: string) => string])[] = [
    ['spaces and quotes around it', (text) => text.replace(/^\uFEFF?[\s"']+|["']+\s*$/g, '')],
    ['line endings written as \\n', withLineEndings],
    ['base64', (text) => withoutArmour(text, unpackBase64)],
    ['line endings written as \\n', withLineEndings],
  ]
  let text = pasted
  for (const [what, repair] of steps) {
    const next = repair(text)
    if (next !== text && !repairs.includes(what)) repairs.push(what)
    text = next
  }
  return { text, repairs }
}

const withLineEndings = (text: string): string => text.replace(/\\r\\n|\\n|\\r/g, '\n')

/** Changes what is before, between and after the keys, but not half a key. */
function withoutArmour(text: string, change: (gap: string) => string): string {
  const found = [...text.matchAll(ARMOUR)]
  return gapsOf(text, found)
    .map((gap, index) => `${BEGIN.test(gap) ? gap : change(gap)}${found[index]?.[0] ?? ''}`)
    .join('')
}

function gapsOf(text: string, found: readonly RegExpExecArray[]): string[] {
  const starts = [0, ...found.map(({ index, 0: whole }) => index + whole.length)]
  return starts.map((start, index) => text.slice(start, found[index]?.index ?? text.length))
}

/** Returns the certificate after a key. In a problem, KEY is a placeholder for the key's name. */
function certificateIn(gap: string, now: number): UserCertificate | Problem | undefined {
  const count = gap.split(CERTIFICATE_MARK).length - 1
  if (count === 0) return undefined
  if (count > 1) return { problem: 'there are several certificates after KEY; each key takes one' }
  const [, type = '', blob = ''] = [...gap.matchAll(CERTIFICATE)][0] ?? []
  const certificate = readCertificate(type, blob)
  if (!certificate) return { problem: 'the certificate of KEY is damaged, or of an unknown type' }
  const problem = certificateProblem(certificate, now)
  return problem === undefined ? certificate : { problem: `the certificate of KEY ${problem}` }
}

/** Names what people paste instead of a private key. */
function problemOf(text: string): string | undefined {
  if (text.includes(CERTIFICATE_MARK))
    return 'there is a certificate, but no private key on the line before it'
  if (/^(?:ssh-|ecdsa-|sk-)\S+ AAAA|-----BEGIN (?:SSH2 |RSA )?PUBLIC KEY-----/.test(text)) {
    return 'this is the public key; the private key is in the file of the same name without ".pub"'
  }
  if (/^PuTTY-User-Key-File/.test(text)) {
    return 'this is a PuTTY key; export it as an OpenSSH key (puttygen key.ppk -O private-openssh)'
  }
  if (/-----BEGIN CERTIFICATE/.test(text)) return 'this is a certificate, not a private key'
  return undefined
}
