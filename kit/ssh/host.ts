// A host as it is written in a configuration: `deploy@web1.example.org:2222`. Pure.

export type Host = {
  /** Empty when ssh's own default is meant. */
  readonly user: string
  /** A name or an address; one of IPv6 without its brackets. */
  readonly name: string
  readonly port: number
}

/** Reads a host. It is part of ssh's arguments and of its configuration: what those could take for something else is refused. */
export function parseHost(text: string): Host | { readonly problem: string } {
  const [, user = '', bracketed, bare, port = '22'] =
    /^(?:([^@\s]+)@)?(?:\[([^\]\s]+)\]|([^:@\s[\]]+))(?::(\d+))?$/.exec(text) ?? []
  const name = bracketed ?? bare
  if (name === undefined)
    return { problem: 'a host is user@name, user@name:port or user@[address]:port' }
  if (user !== '' && !/^[A-Za-z0-9_][A-Za-z0-9._-]*\$?$/.test(user)) {
    return { problem: 'the user has characters that no user can have' }
  }
  const isName =
    bracketed === undefined ? /^[A-Za-z0-9_][A-Za-z0-9._-]*$/ : /^[0-9A-Fa-f:.]+(?:%[\w.-]+)?$/
  if (!isName.test(name)) return { problem: 'the name has characters that no host can have' }
  if (Number(port) < 1 || Number(port) > 65_535)
    return { problem: 'a port is a number from 1 to 65535' }
  return { user, name, port: Number(port) }
}

/** The same host in one spelling, for messages. */
export function hostText({ user, name, port }: Host): string {
  const shown = name.includes(':') ? `[${name}]` : name
  return `${user === '' ? '' : `${user}@`}${shown}${port === 22 ? '' : `:${port}`}`
}

/** The host as a line of known_hosts names it: sshd(8), SSH_KNOWN_HOSTS FILE FORMAT. */
export function knownName({ name, port }: Host): string {
  return port === 22 ? name : `[${name}]:${port}`
}
