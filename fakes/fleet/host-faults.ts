// Faults of a fleet host: its sshd or dockerd down, its disk full.
import type { Relay } from '../network/relay.ts'

export type HostFaults = {
  /** Refuses new connections; open ones continue. */
  stopSshd(): Promise<void>
  startSshd(): Promise<void>
  /** Ends dockerd and all containers. */
  stopDocker(): Promise<void>
  startDocker(): Promise<void>
  /** Fills docker's disk except for this many bytes. */
  fillDisk(left?: number): Promise<void>
  freeDisk(): Promise<void>
}

/** Each service removes its pid file as the last thing it does; dockerd does so once its containers have ended. */
const STOP_SSHD = 'kill "$(cat /run/sshd.pid)"; while [ -e /run/sshd.pid ]; do sleep 0.02; done'
const STOP_DOCKER =
  'kill "$(cat /run/docker.pid)"; while [ -e /run/docker.pid ]; do sleep 0.02; done'
const START_DOCKER = `setsid /run/start-docker > /dev/null 2>&1 &
until docker version > /dev/null 2>&1; do sleep 0.05; done`

/** Returns the faults of a host; `run` runs a shell command on it. */
export function hostFaults(run: (command: string) => Promise<string>, relay: Relay): HostFaults {
  return {
    async stopSshd() {
      relay.refuse()
      await run(STOP_SSHD)
    },
    async startSshd() {
      // It goes to the background once it listens.
      await run('/usr/sbin/sshd -f /etc/fleet/sshd_config -E /run/sshd.log')
      await relay.accept()
    },
    stopDocker: async () => void (await run(STOP_DOCKER)),
    startDocker: async () => void (await run(START_DOCKER)),
    async fillDisk(left = 0) {
      const free = await run('df --output=avail -B1 /var/lib/docker | tail -n 1')
      const size = Math.max(Number(free) - left, 1)
      await run(`fallocate -l ${size} /var/lib/docker/ballast`)
    },
    freeDisk: async () => void (await run('rm -f /var/lib/docker/ballast')),
  }
}
