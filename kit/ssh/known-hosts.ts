// The input `known-hosts`: lines of OpenSSH, and `host SHA256:fingerprint` lines. Pure.
import { createHash } from 'node:crypto'
import { quote } from '../text/escape.ts'
import { type Host, knownName } from './host.ts'

export type KnownHosts = {
  /** Lines for a known_hosts file. */
  readonly lines: readonly string[]
  /** Fingerprints by the name that known_hosts has for the host; the key itself is not known yet. */
  readonly fingerprints: ReadonlyMap<string, readonly string[]>
}

/** Reads the lines; comments and empty ones are left out. Every mistake is told with its line. */
export function readKnownHosts(
  text: string,
): KnownHosts | { readonly problems: readonly string[] } {
  const lines: string[] = []
  const problems: string[] = []
  const fingerprints = new Map<string, string[]>()
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = listed(raw.trim())
    if (line === '' || line.startsWith('#')) continue
    const [, name, print] = /^(\S+)\s+(SHA256:\S*)$/.exec(line) ?? []
    if (name !== undefined && print !== undefined) {
      // 32 bytes in base64, without the padding.
      if (!/^SHA256:[A-Za-z0-9+/]{43}=?$/.test(print)) {
        problems.push(`line ${index + 1}: ${quote(print)} is no fingerprint`)
        continue
      }
      for (const one of name.split(',')) {
        const known = portForm(one).toLowerCase()
        fingerprints.set(known, [...(fingerprints.get(known) ?? []), print.replace('=', '')])
      }
      continue
    }
    const problem = mistakeIn(line)
    if (problem === undefined) lines.push(withPorts(line))
    else problems.push(`line ${index + 1}: ${problem}`)
  }
  return problems.length > 0 ? { problems } : { lines, fingerprints }
}

/** A line of `ssh-keygen -l` has the bits first, and at its end a comment or the host, and the kind of key. */
function listed(line: string): string {
  const [, print, host] = /^\d+\s+(SHA256:\S+)\s+(\S+)\s+\([A-Z0-9-]+\)$/.exec(line) ?? []
  return print === undefined
    ? line.replace(/^(\S+\s+SHA256:\S+)\s+\(.*\)$/, '$1')
    : `${host} ${print}`
}

/** A line with `host:22022` among its names. */
function withPorts(line: string): string {
  return line.replace(/^((?:@\S+\s+)?)(\S+)/, (_, mark: string, names: string) => {
    const all = names.split(',').map((name) => (name.startsWith('|') ? name : portForm(name)))
    return mark + all.join(',')
  })
}

/** `host:22022` as known_hosts writes it, `[host]:22022`. */
function portForm(name: string): string {
  const [, host, port] = /^([^[\]:]+):(\d+)$/.exec(name) ?? []
  if (host === undefined || port === undefined) return name
  return port === '22' ? host : `[${host}]:${port}`
}

const KEY = /^(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-\S+|sk-\S+)$/

/** What is wrong in a line of OpenSSH: names, the kind of key, the key in base64, a comment. */
function mistakeIn(line: string): string | undefined {
  const fields = line.split(/\s+/)
  const marked = fields[0]?.startsWith('@') ? fields.slice(1) : fields
  const [names = '', kind = '', key = ''] = marked
  if (KEY.test(names) && kind.startsWith('AAAA')) {
    return 'this is a key without its host; put the host before it'
  }
  if (!KEY.test(kind)) return `${quote(kind)} is no kind of key; a line is: host, kind, key`
  const bytes = Buffer.from(key, 'base64')
  const length = bytes.length > 4 ? bytes.readUInt32BE(0) : 0
  const isKey = bytes.subarray(4, 4 + length).toString('latin1') === kind
  return isKey ? undefined : `the key of ${quote(names)} is damaged`
}

/** Whether some known hosts say anything of one. Hashed names are not looked into: ssh does that itself. */
export function knows({ lines, fingerprints }: KnownHosts, host: Host): boolean {
  const name = knownName(host)
  // OpenSSH takes a name without a port for every port.
  const names = [name, host.name]
  return (
    names.some((one) => fingerprints.has(one.toLowerCase())) ||
    lines.some((line) => /^(?:@\S+\s+)?\|1\|/.test(line) || names.some((one) => matches(line, one)))
  )
}

/** Names are separated by commas, with `*` and `?`, and `!` before those that are not meant. */
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

/** The lines with those for a host on another port added, whose name stands there without one: they count for every port. */
export function linesFor(lines: readonly string[], host: Host): string[] {
  if (host.port === 22) return [...lines]
  const bare = lines.filter((line) => !/^(?:@|\|)/.test(line) && matches(line, host.name))
  return [...lines, ...bare.map((line) => line.replace(/^\S+/, knownName(host)))]
}

/** The lines of a scan (`ssh-keyscan`) whose keys have a fingerprint that is known. */
export function trusted(scanned: string, fingerprints: readonly string[]): string[] {
  return scanned.split('\n').filter((line) => {
    const [, , key = ''] = line.split(' ')
    return !line.startsWith('#') && key !== '' && fingerprints.includes(fingerprintOf(key))
  })
}

/** `SHA256:` and the hash of a key, as `ssh-keygen -l` prints it. */
export function fingerprintOf(key: string): string {
  const hash = createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64')
  return `SHA256:${hash.replace(/=+$/, '')}`
}
