// What tests ask of the hosts of a fleet, and how they clean them up.
import { setTimeout } from 'node:timers/promises'
import type { FleetHost } from '../../../fakes/fleet/fleet-host.ts'

/** Returns the response of a container on a host, or `none`. */
export async function answerOf(host: FleetHost, port = 8000): Promise<string> {
  const { address } = await host.relayTo(port)
  try {
    const response = await fetch(`http://${address}/`, { signal: AbortSignal.timeout(10_000) })
    return (await response.text()).trim()
  } catch {
    return 'none'
  }
}

/**
 * Waits until a host answers with a string, at most a minute, and returns its last response. A container that docker shows as running does
 * not listen yet, and may exit once more.
 */
export async function awaitAnswer(host: FleetHost, expected: string, port = 8000): Promise<string> {
  const deadline = performance.now() + 60_000
  for (;;) {
    const answer = await answerOf(host, port)
    if (answer === expected || performance.now() > deadline) return answer
    await setTimeout(100)
  }
}

/** Lists what no run may leave on a host: run folders, locks, logins. */
export function leftoversOn(host: FleetHost): Promise<string> {
  return host.run(
    'cd /; find /home/deploy /tmp -path "*towpath*" ! -name last ! -name pulled -type f; ls -d /home/deploy/.towpath/*/lock /home/deploy/.towpath/*/run-* 2>/dev/null || true',
  )
}

/** Takes the lock of the environment staging in the name of another run. */
export async function holdLock(host: FleetHost, run = 'other', also = ''): Promise<void> {
  const lock = '/home/deploy/.towpath/staging/lock'
  const owner = `${run}\\nhttps://example.org/run\\n${also}`
  await host.run(
    `mkdir -p ${lock}; printf '${owner}' >${lock}/owner; chown -R deploy /home/deploy/.towpath`,
  )
}

/** Returns the states of all containers on a host, other than the proxy. */
export async function serviceStates(host: FleetHost): Promise<string[]> {
  const all = await host.docker('ps', '--all', '--format', '{{.Names}} {{.Status}}')
  const containers = all.split('\n').filter((line) => line && !line.startsWith('towpath-proxy '))
  return containers.map((line) => line.slice(line.indexOf(' ') + 1))
}

/** Removes all containers, networks and named volumes, and everything that runs and tests left in the home folders. */
export async function clearHosts(hosts: readonly FleetHost[]): Promise<void> {
  const containers = 'docker ps --all --quiet | xargs -r docker rm -f >/dev/null'
  const others =
    'docker network prune --force >/dev/null; docker volume ls --quiet | xargs -r docker volume rm -f >/dev/null'
  const files = 'rm -rf /home/deploy/.towpath /home/deploy/web.env /root/.docker'
  await Promise.all(hosts.map((host) => host.run(`${containers}; ${others}; ${files}`)))
}
