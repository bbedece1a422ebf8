// Which repository of a GitHub server the address of a git remote is of. Pure.

import type { RepositoryName } from './api.ts'

/** Where GitHub takes SSH connections through a firewall. */
const SSH_HOSTS: Readonly<Record<string, string>> = { 'ssh.github.com': 'github.com' }

type Address = { readonly scheme: string; readonly host: string; readonly path: string }

/**
 * Returns the repository if the address is one of the server (GITHUB_SERVER_URL); undefined if it is of another host, whose login the
 * server's API must not get. `url.*.insteadOf` must have been applied.
 */
export function repositoryAt(address: string, serverUrl: string): RepositoryName | undefined {
  const server = parse(serverUrl)
  const remote = parse(address)
  if (!server || !remote || !isSameHost(remote, server)) return undefined
  const [, owner, name] = /^\/*([^/]+)\/([^/]+?)(?:\.git)?\/*$/.exec(remote.path) ?? []
  return owner === undefined || name === undefined ? undefined : { owner, name }
}

function parse(address: string): Address | undefined {
  const [, short, path = ''] = /^(?:[^@/:]+@)?([^@/:]+):(?!\/\/)(.*)$/.exec(address) ?? []
  if (short !== undefined) return { scheme: 'ssh:', host: short.toLowerCase(), path }
  if (!URL.canParse(address)) return undefined
  const { protocol, host, hostname, pathname } = new URL(address)
  const isHttp = protocol === 'https:' || protocol === 'http:'
  if (!isHttp && protocol !== 'ssh:') return undefined
  return { scheme: protocol, host: (isHttp ? host : hostname).toLowerCase(), path: pathname }
}

/** An SSH server has a port of its own, so only the name counts. A login for HTTPS must not go out unencrypted. */
function isSameHost(remote: Address, server: Address): boolean {
  if (remote.scheme !== 'ssh:')
    return remote.host === server.host && remote.scheme === server.scheme
  const host = SSH_HOSTS[remote.host] ?? remote.host
  return host === server.host.replace(/:\d+$/, '')
}
