// A host as configurations write it: `deploy@web1.example.org:2222`. Pure.

export type Host = {
  /** Empty for ssh's own default. */
  readonly user: string
  /** A name or an address; an IPv6 address has no brackets here. */
  readonly name: string
  readonly port: number
}

/** Reads a host. Refuses everything that ssh's arguments or configuration could take for something else. */
export function parseHost(text: string): Host | { readonly problem: string } {
  const [, user = '', bracketed, bare, port = '22'] =
    /^(?:([^@\s]+)@)?(?:\[([^\]\s]+)\]|([^:@\s[\]]+))(?::(\d+))?$/.exec(text) ?? []
  const name = bracketed ?? bare
  if (name === undefined)
    return { problem: 'a host is user@name, user@name:port or user@[address]:port' }
  if (user !== '' && !/^[A-Za-z0-9_][A-Za-z0-9._-]*\$?$/.test(user)) {
    return { problem: 'the user name has invalid characters' }
  }
  const isName =
    bracketed === undefined ? /^[A-Za-z0-9_][A-Za-z0-9._-]*$/ : /^[0-9A-Fa-f:.]+(?:%[\w.-]+)?$/
  if (!isName.test(name)) return { problem: 'the host name has invalid characters' }
  if (Number(port) < 1 || Number(port) > 65_535)
    return { problem: 'a port is a number from 1 to 65535' }
  return { user, name, port: Number(port) }
}

/** Returns a host in one spelling, for messages. */
export function hostText({ user, name, port }: Host): string {
  const shown = name.includes(':') ? `[${name}]` : name
  return `${user === '' ? '' : `${user}@`}${shown}${port === 22 ? '' : `:${port}`}`
}

/** Returns a host's name or address for ssh, which compares it with known_hosts: an IPv6 address has many spellings. */
export function hostAddress({ name }: Pick<Host, 'name'>): string {
  return name.includes(':') && URL.canParse(`ssh://[${name}]`)
    ? new URL(`ssh://[${name}]`).hostname.slice(1, -1)
    : name
}

/** Returns a host's name in known_hosts: sshd(8), SSH_KNOWN_HOSTS FILE FORMAT. */
export function knownName(host: Host): string {
  return host.port === 22 ? hostAddress(host) : `[${hostAddress(host)}]:${host.port}`
}
