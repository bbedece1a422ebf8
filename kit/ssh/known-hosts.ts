// The input `known-hosts`: lines of known_hosts, and `host SHA256:fingerprint` lines. Pure.

import { createHash } from 'node:crypto'
import { quote } from '../text/escape.ts'
import { type Host, hostAddress, knownName } from './host.ts'

export type KnownHosts = {
  /** Lines for a known_hosts file. */
  readonly lines: readonly string[]
  /** Fingerprints of keys that are not known yet. */
  readonly fingerprints: readonly Fingerprint[]
}

type Fingerprint = {
  /** As in known_hosts: patterns, separated by commas. */
  readonly names: string
  readonly fingerprint: string
}

/** Reads the lines, without comments and empty ones. Every mistake is reported with its line. */
export function readKnownHosts(
  text: string,
): KnownHosts | { readonly problems: readonly string[] } {
  const lines: string[] = []
  const problems: string[] = []
  const fingerprints: Fingerprint[] = []
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = withoutKeygenColumns(raw.trim())
    if (line === '' || line.startsWith('#')) continue
    const [, name, fingerprint] = /^(\S+)\s+(SHA256:\S*)$/.exec(line) ?? []
    if (name !== undefined && fingerprint !== undefined) {
      // 32 bytes in base64, without the padding.
      if (!/^SHA256:[A-Za-z0-9+/]{43}=?$/.test(fingerprint)) {
        problems.push(`line ${index + 1}: ${quote(fingerprint)} is not a fingerprint`)
        continue
      }
      fingerprints.push({ names: portForms(name), fingerprint: fingerprint.replace('=', '') })
      continue
    }
    const problem = mistakeIn(line)
    if (problem === undefined) lines.push(withPorts(line))
    else problems.push(`line ${index + 1}: ${problem}`)
  }
  return problems.length > 0 ? { problems } : { lines, fingerprints }
}

/** Turns a line of `ssh-keygen -l` (bits, fingerprint, host or comment, type of key) into `host fingerprint`. */
function withoutKeygenColumns(line: string): string {
  const [, print, host] = /^\d+\s+(SHA256:\S+)\s+(\S+)\s+\([A-Z0-9-]+\)$/.exec(line) ?? []
  return print === undefined
    ? line.replace(/^(\S+\s+SHA256:\S+)\s+\(.*\)$/, '$1')
    : `${host} ${print}`
}

/** Rewrites the names of a line as ssh looks for them: `host:22022` becomes `[host]:22022`, and `[host]:22` becomes `host`. */
function withPorts(line: string): string {
  return line.replace(
    /^((?:@\S+\s+)?)(\S+)/,
    (_, mark: string, names: string) => mark + portForms(names),
  )
}

const portForms = (names: string): string =>
  names
    .split(',')
    .map((name) => (name.startsWith('|') ? name : portForm(name)))
    .join(',')

/** `!` comes before a name that is excluded, outside the brackets. */
function portForm(pattern: string): string {
  const [, not = '', name = ''] = /^(!?)(.*)$/.exec(pattern) ?? []
  const [, bracketed, bare, port = '22'] =
    /^(?:\[([^\]]*)\]|([^[\]:]+))(?::(\d+|\*))?$/.exec(name) ?? []
  const host = bracketed ?? bare ?? name
  return (
    not + (port === '22' ? hostAddress({ name: host }) : `[${hostAddress({ name: host })}]:${port}`)
  )
}

const KEY = /^(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-\S+|sk-\S+)$/

/** Returns the mistake in a line of known_hosts: host names, type of key, key in base64, comment. */
function mistakeIn(line: string): string | undefined {
  const fields = line.split(/\s+/)
  const marked = fields[0]?.startsWith('@') ? fields.slice(1) : fields
  const [names = '', kind = '', key = ''] = marked
  if (KEY.test(names) && kind.startsWith('AAAA')) {
    return 'this is a key without its host; put the host before it'
  }
  if (!KEY.test(kind)) return `${quote(kind)} is not a type of key; a line is: host, type, key`
  const bytes = Buffer.from(key, 'base64')
  const length = bytes.length > 4 ? bytes.readUInt32BE(0) : 0
  const isKey = bytes.subarray(4, 4 + length).toString('latin1') === kind
  return isKey ? undefined : `the key of ${quote(names)} is damaged`
}

/** Whether a host has a line. Hashed names may match any host: ssh itself compares them. */
export function knows({ lines, fingerprints }: KnownHosts, host: Host): boolean {
  const trusted = lines.filter((line) => !line.startsWith('@revoked'))
  return (
    fingerprintsFor(fingerprints, host).length > 0 ||
    trusted.some((line) => /^(?:@\S+\s+)?\|1\|/.test(line) || matchesHost(line, host))
  )
}

/** Returns the fingerprints of a host. */
export function fingerprintsFor(fingerprints: readonly Fingerprint[], host: Host): string[] {
  return fingerprints
    .filter(({ names }) => matchesHost(names, host))
    .map(({ fingerprint }) => fingerprint)
}

/** For OpenSSH, a name without a port matches every port. */
const matchesHost = (line: string, host: Host): boolean =>
  [knownName(host), hostAddress(host)].some((name) => matches(line, name))

/** Whether the names of a line match: separated by commas, with `*` and `?`, and `!` before those that are excluded. */
function matches(line: string, name: string): boolean {
  const [first = '', second = ''] = line.split(/\s+/)
  const patterns = (first.startsWith('@') ? second : first).split(',')
  const fits = (pattern: string): boolean => {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')
    return new RegExp(`^${source}$`, 'i').test(name)
  }
  const isExcluded = patterns.some((one) => one.startsWith('!') && fits(one.slice(1)))
  return !isExcluded && patterns.some((one) => !one.startsWith('!') && fits(one))
}

/**
 * Returns the lines, and for a host on another port those of its bare name again with the port: ssh asks only for types of keys that it
 * knows with the port. It finds the authorities of a bare name by itself.
 */
export function linesFor(lines: readonly string[], host: Host): string[] {
  if (host.port === 22) return [...lines]
  const bare = lines.filter(
    (line) =>
      !/^(?:@cert-authority\s|(?:@revoked\s+)?\|)/.test(line) && matches(line, hostAddress(host)),
  )
  return [
    ...lines,
    ...bare.map((line) => line.replace(/^((?:@\S+\s+)?)\S+/, `$1${knownName(host)}`)),
  ]
}

/** Whether an authority may have signed the certificate of a host. */
export const hasAuthority = (lines: readonly string[], host: Host): boolean =>
  lines.some((line) => line.startsWith('@cert-authority') && matchesHost(line, host))

/** Returns the fingerprint of a key as `ssh-keygen -l` prints it. */
export function fingerprintOf(key: string): string {
  const hash = createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64')
  return `SHA256:${hash.replace(/=+$/, '')}`
}
